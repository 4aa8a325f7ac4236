"""The record on both databases: what goes in once, what comes out, and that the order of arrival leaves no trace."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from written_by_hand import GANJA, GOMA, HOMS, attack, bombing, toll_of

import dateline
from dateline.errors import UsageError
from dateline.model.reading import Coder
from dateline.record.schema import metadata
from dateline.record.store import Record

WIRE = (
    "Missiles fell on the sleeping city of Ganja in an attack before dawn and killed 13 people in two blocks of flats, rescuers "
    "and residents said, while crews with dogs searched the rubble for those who were still missing after the second night."
)


def state(record: Record) -> dict[str, Any]:
    return {i.id: (tuple(v.key for v in i.versions), i.independent_sources, i.figures) for i in record.incidents()}


def test_the_tables_are_as_the_schema_says(record: Record) -> None:
    with record.engine.connect() as connection:
        told = compare_metadata(MigrationContext.configure(connection), metadata)
    strangers = {"alembic_version", "words", "words_config", "words_data", "words_docsize", "words_idx"}
    kept = [d for d in told if not (d[0] == "remove_table" and d[1].name in strangers)]
    assert [d for d in kept if not (d[0] == "remove_index" and d[1].name == "ix_reports_words")] == []


def test_adding_twice_changes_nothing(record: Record) -> None:
    assert [a.new for a in record.add([bombing(), bombing("r2")])] == [True, True]
    before = record.info(), state(record)
    assert [(a.id, a.new) for a in record.add([bombing(), bombing("r2")])] == [("r1", False), ("r2", False)]
    after = record.info(), state(record)
    assert before[1] == after[1]
    assert {**before[0], "bytes": 0} == {**after[0], "bytes": 0}


def test_two_reports_with_one_id_are_both_kept(record: Record) -> None:
    first, second = bombing(), bombing(killed=14)
    ids = [a.id for a in record.add([first, second])]
    assert ids[0] == "r1" and ids[1].startswith("r1~")
    again = [a.id for a in record.add([second, first])]
    assert again == [ids[1], "r1"]
    kept = record.report(ids[1])
    assert kept and kept.text == second.report.text


def test_one_incident_with_every_figure(record: Record) -> None:
    record.add([bombing(), bombing("r2", killed=14, published=date(2020, 10, 18))])
    [incident] = record.incidents()
    assert [(f.report, f.best) for f in incident.figures] == [("r1", 13), ("r2", 14)]
    assert incident.reports == ("r1", "r2") and incident.independent_sources == 2
    whole = record.incident(incident.id)
    assert whole and whole.links and all(link.reasons for link in whole.links)


def test_two_days_are_two(record: Record) -> None:
    record.add([bombing(), bombing("r2", day=date(2020, 10, 4), killed=1)])
    assert len(record.incidents()) == 2


def test_a_reading_comes_back_as_it_went_in(record: Record) -> None:
    record.add(bombing())
    back = record.reading("r1")
    assert back == bombing()
    stored = record.report("r1")
    assert stored and (stored.id, stored.voice, stored.publisher) == ("r1", "r1", "Gazette")


def test_near_copies_are_one_voice_whatever_came_first(where: str) -> None:
    a = attack("a", WIRE, day=date(2020, 10, 17), town=GANJA, killed=13, published=date(2020, 10, 18))
    b = attack("b", f"GANJA (AFP) - {WIRE}", day=date(2020, 10, 17), town=GANJA, killed=13, publisher="Herald")
    c = bombing("c3", publisher="Third")
    told = []
    for order in itertools.permutations([a, b, c]):
        with Record(where) as record:
            record.add(order)
            [incident] = record.incidents()
            voices = {v.report: v.voice for v in incident.versions}
            told.append((incident.independent_sources, voices, record.report("b").agency))  # type: ignore[union-attr]
            assert [s.id for s in record.copies("a")] == ["b", "a"]
            with record.engine.begin() as connection:
                connection.exec_driver_sql("UPDATE reports SET voice = NULL")
                for table in reversed(metadata.sorted_tables):
                    connection.execute(table.delete())
    assert all(one == (2, {"a": "b", "b": "b", "c3": "c3"}, "AFP") for one in told)


def test_order_of_arrival_leaves_no_trace(tmp_path: Any) -> None:
    readings = [
        bombing("r1"), bombing("r2", killed=14), bombing("r3", day=date(2020, 10, 18)), bombing("r4", killed=15),
        bombing("r5", day=date(2020, 10, 16)), attack("r6", WIRE, day=date(2020, 10, 17), town=GANJA, killed=13),
        attack("r7", "A bomb attack in Homs killed 6 people.", day=date(2020, 10, 17), town=HOMS, killed=6),
    ]  # fmt: skip
    told = []
    for number, order in enumerate(
        [readings, readings[::-1], readings[3:] + readings[:3], readings[1::2] + readings[::2]]
    ):
        with Record(tmp_path / f"{number}.db") as record:
            record.add(order)
            told.append(state(record))
    assert told[0] == told[1] == told[2] == told[3]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["r1", "r2", "r3"]),
        ({"since": "2021-01-01"}, ["r2", "r3"]),
        ({"until": date(2020, 12, 31)}, ["r1"]),
        ({"where": "AZE"}, ["r1"]),
        ({"where": "Azerbaijan"}, ["r1"]),
        ({"where": "Goma"}, ["r3"]),
        ({"where": "35,30,40,36"}, ["r2"]),
        ({"where": "170,-90,37,90"}, ["r2", "r3"]),
        ({"actor": "m23 REBELS"}, ["r3"]),
        ({"actor": "rebels of nowhere"}, []),
        ({"type": "assault"}, ["r1", "r2", "r3"]),
        ({"type": ["PROTEST", "AID"]}, []),
        ({"min_sources": 2}, []),
        ({"disputed": True}, ["r2"]),
    ],
)
def test_filters(three: Record, asked: dict[str, Any], found: list[str]) -> None:
    assert [i.reports[0] for i in three.incidents(**asked)] == found
    assert three.count(**asked) == len(found)


@pytest.fixture
def three(record: Record) -> Record:
    homs = "The army denied the attack on Homs in which, the mayor said, 6 people had died."
    goma = "M23 rebels killed 9 people in an attack on a camp near Goma."
    record.add(
        [
            bombing(),
            attack(
                "r2",
                homs,
                day=date(2021, 3, 1),
                town=HOMS,
                killed=6,
                says=[("the mayor", "asserts"), ("The army", "denies")],
            ),
            attack("r3", goma, day=date(2024, 5, 3), town=GOMA, killed=9, actor="M23 rebels"),
        ]
    )
    return record


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "yesterday"}, "no date"),
        ({"since": "2021-01-01", "until": "2020-01-01"}, "nothing lies between"),
        ({"type": "WAR"}, "no type of event"),
        ({"where": "1,2,3,400"}, "WEST,SOUTH,EAST,NORTH"),
        ({"where": "?!"}, "has letters"),
        ({"actor": "..."}, "has letters"),
    ],
)
def test_filters_that_are_none(three: Record, asked: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        three.incidents(**asked)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("missiles", {"r1"}),
        ("missile homes", {"r1"}),
        ('"killed 9 people"', {"r3"}),
        ("attack -camp -Missiles", {"r2"}),
        ("nothing'; DROP TABLE reports", set()),
        ("army OR camp", set()),
    ],
)
def test_search(three: Record, words: str, found: set[str]) -> None:
    hits = three.search(words)
    assert {hit.report for hit in hits} == found
    assert all("[" in hit.snippet for hit in hits)


def test_search_for_nothing(three: Record) -> None:
    with pytest.raises(UsageError, match="at least one word"):
        three.search("-army ...")


def test_tolls_and_claims(record: Record) -> None:
    text = "The ministry said 633 soldiers had died in the war in Azerbaijan."
    toll = bombing("r9").model_copy(update={"tolls": (toll_of(text, 633, "The ministry"),), "events": ()})
    record.add(toll.model_copy(update={"report": toll.report.model_copy(update={"text": text})}))
    [series] = record.tolls()
    assert [f.toll.best for f in series.figures] == [633]
    assert record.tolls(since="2021-01-01") == []
    assert record.tolls(actor="ministry") == [series] and record.tolls(actor="army") == []


def test_claims_of_what_is_denied(three: Record) -> None:
    [claim] = three.claims(disputed=True)
    assert [v.name for v in claim.denied] == ["The army"]


def test_frames(three: Record) -> None:
    found = three.incidents()
    frame, other = found.to_polars(), found.to_pandas()
    assert frame.shape[0] == other.shape[0] == 3
    assert frame["killed"].to_list() == ["13", "6", "9"] == other["killed"].tolist()
    assert frame["start"].to_list()[0] == date(2020, 10, 17)
    assert three.tolls().to_polars().is_empty()


def test_reading_again_keeps_the_old(record: Record) -> None:
    record.add([bombing(), bombing("r2")])
    newer = Coder(version="1", model="by hand")
    new = bombing(day=date(2020, 10, 11)).model_copy(update={"coder": newer})
    new = new.model_copy(update={"report": bombing().report})
    assert record.unread_by("dateline 1", "by hand") == ["r1", "r2"]
    assert [(d.item, d.field, d.before, d.after) for d in record.differences(new)] == [
        ("event e1", "time", "2020-10-17", "2020-10-11")
    ]
    assert len(record.incidents()) == 1
    assert record.replace(new) and not record.replace(new)
    assert len(record.incidents()) == 2
    assert record.unread_by("dateline 1", "by hand") == ["r2"]
    assert [r.coder.version for r in record.readings("r1")] == ["0", "1"]
    assert record.info()["readings"] == 3


def test_public_door(tmp_path: Any) -> None:
    with dateline.open_record(tmp_path / "mine.db") as record:
        assert record.incidents() == [] and record.info()["reports"] == 0
        assert sa.inspect(record.engine).has_table("reports")
