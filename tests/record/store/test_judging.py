"""People's judgements: what each does, that it holds for ever, and that it can be undone."""

from __future__ import annotations

from datetime import date

import pytest
from written_by_hand import bombing

from dateline.errors import UsageError
from dateline.model.reading import Coder
from dateline.record.model import Incident
from dateline.record.store import Record

ME = {"by": "Ada", "why": "I read both"}


def apart(record: Record) -> list[str]:
    record.add([bombing(), bombing("r2", day=date(2020, 10, 4), killed=1)])
    return [i.id for i in record.incidents()]


def test_merge_and_undo(record: Record) -> None:
    a, b = apart(record)
    number = record.merge(a, b, **ME)
    [one] = record.incidents()
    assert set(one.reports) == {"r1", "r2"}
    whole = record.incident(one.id)
    assert whole and [(link.by, link.verdict) for link in whole.links if link.by == "Ada"] == [("Ada", "same")]
    record.undo(number, by="Bob")
    assert {i.id for i in record.incidents()} == {a, b}
    [told] = record.judgements()
    assert (told.by, told.why, told.undone_by, told.holds) == ("Ada", "I read both", "Bob", False)
    with pytest.raises(UsageError, match="undone before, by Bob"):
        record.undo(number, by="Bob")


def test_split_blocks_for_ever(record: Record) -> None:
    record.add([bombing(), bombing("r2"), bombing("r3", killed=14)])
    [one] = record.incidents()
    number = record.split(one.id, "r2", **ME)
    assert sorted(i.reports for i in record.incidents()) == [("r1", "r3"), ("r2",)]
    record.add([bombing("r4"), bombing("r5")])
    assert not any({"r1", "r2"} <= set(i.reports) or {"r2", "r3"} <= set(i.reports) for i in record.incidents())
    assert len(record.judgements()) == 1
    one, two = (next(i for i in record.incidents() if r in i.reports) for r in ("r1", "r2"))
    with pytest.raises(UsageError, match="Ada judged that they are not the same"):
        record.merge(one.id, two.id, by="Bob", why="they look alike")
    record.undo(number, by="Ada")
    assert len(record.incidents()) == 1


def test_reject_hides_and_keeps(record: Record) -> None:
    a, b = apart(record)
    number = record.reject(a, **ME)
    assert [i.id for i in record.incidents()] == [b]
    assert record.count(rejected=True) == 2 and record.incident(a) is not None
    record.undo(number, by="Ada")
    assert {i.id for i in record.incidents()} == {a, b}


def _words(one: Incident) -> str:
    place = one.place and f"{one.place.lat}, {one.place.lon}"
    figures = [(f.low, f.best, f.high) for f in one.figures]
    return f"{one.type} {one.mode} {one.time and one.time.start} {place} {[p.name for p in one.actors]} {figures}"


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("date", "2020-10-18", "2020-10-18"),
        ("date", "2020-10-17/2020-10-18", "2020-10-17"),
        ("place", "40.5,46.8", "40.5"),
        ("mode", "heavy-weapons", "heavy-weapons"),
        ("type", "coerce", "COERCE"),
        ("actor", "the army; militia", "the army"),
        ("killed", "15-17", "13"),
        ("killed", "15-17", "15"),
    ],
)
def test_correct(record: Record, field: str, value: str, shown: str) -> None:
    record.add(bombing())
    [one] = record.incidents()
    number = record.correct(one.id, field, value, **ME)
    [now] = record.incidents()
    assert shown in _words(now)
    assert record.reading("r1") == bombing()
    record.add(bombing("r2"))
    assert shown in _words(record.incidents()[0])  # also after it was put together again
    record.undo(number, by="Ada")
    record.add(bombing("r3"))
    assert record.judgements()[0].undone_by == "Ada"
    assert len(record.incidents()) == 1


def test_correct_moves_what_filters_find(record: Record) -> None:
    record.add(bombing())
    [one] = record.incidents()
    record.correct(one.id, "date", "2021-01-02", **ME)
    assert record.count(since="2021-01-01") == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("colour", "red", "no field to correct"),
        ("date", "soon", "write YYYY-MM-DD"),
        ("date", "2020-10-18/2020-10-17", "before the first"),
        ("killed", "many", "write a number"),
        ("killed", "9-3", "runs backwards"),
        ("type", "WAR", "one of"),
        ("status", "odd", "one of"),
        ("place", "99,400", "degrees north"),
        ("mode", " ", "has no value"),
    ],
)
def test_corrections_that_are_none(record: Record, field: str, value: str, words: str) -> None:
    record.add(bombing())
    [one] = record.incidents()
    with pytest.raises(UsageError, match=words):
        record.correct(one.id, field, value, **ME)
    assert record.judgements() == []


def test_unsigned_and_unknown(record: Record) -> None:
    record.add(bombing())
    [one] = record.incidents()
    with pytest.raises(UsageError, match="signed"):
        record.reject(one.id, by=" ", why="x")
    with pytest.raises(UsageError, match="no such incident"):
        record.reject("nothing", **ME)
    with pytest.raises(UsageError, match="told by r1 alone"):
        record.split(one.id, "r1", **ME)
    with pytest.raises(UsageError, match="tells nothing of"):
        record.split(one.id, "r7", **ME)
    with pytest.raises(UsageError, match="there is no judgement 9"):
        record.undo(9, by="Ada")


def test_judgements_go_over_to_a_new_reading(record: Record) -> None:
    record.add([bombing(), bombing("r2")])
    [one] = record.incidents()
    record.split(one.id, "r2", **ME)
    newer = bombing("r2").model_copy(update={"coder": Coder(version="1", model="by hand")})
    moved = newer.events[0].model_copy(update={"id": "e7"})
    assert record.replace(newer.model_copy(update={"events": (moved,)}))
    assert sorted(i.reports for i in record.incidents()) == [("r1",), ("r2",)]
    [told] = record.judgements()
    assert "r2/e1" in (told.a, told.b)  # what was judged stays as it was written
