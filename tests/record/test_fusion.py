"""Versions into incidents: what is joined, what never is, and that the order of arrival leaves no trace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from unittest.mock import patch

from by_hand import killed, mention, on, place, position, version
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.record import fusion
from dateline.record.account import incident, incident_id
from dateline.record.fusion import assemble
from dateline.record.model import Incident, Link, Verdict, Version

MAY_4 = date(2020, 5, 4)
PLACES = [place("Homs", 34.73, 36.71), place("Hama", 35.13, 36.75), place("Homs", 34.5, 37.2, precision="region"), None]
SENTENCES = [
    "Shells hit the bakery on Hamra street",
    "A bomb tore through the vegetable market",
    "The hospital was shelled",
]


@st.composite
def some_versions(draw: st.DrawFn) -> list[Version]:
    """Versions of a few days in two neighbouring cities, close enough to tempt every rule."""
    made = []
    for number in range(draw(st.integers(1, 12))):
        day = MAY_4 + timedelta(draw(st.integers(0, 3)))
        dead = draw(st.sampled_from([None, 3, 12, 40]))
        made.append(
            version(
                f"r{draw(st.integers(0, 6))}",
                f"e{number}",
                published=day + timedelta(1),
                words=draw(st.sampled_from(SENTENCES)),
                time=on(day) if draw(st.booleans()) else None,
                place=draw(st.sampled_from(PLACES)),
                casualties=(killed(dead),) if dead else (),
            )
        )
    return made


def judged(a: Version, b: Version, verdict: Verdict, day: int = 1) -> Link:
    first, second = sorted((a.key, b.key))
    return Link(first, second, verdict, 0.0, (), "Ada", datetime(2021, 1, day, tzinfo=UTC))


def together(found: Sequence[Incident], a: Version, b: Version) -> bool:
    return any({a.key, b.key} <= {v.key for v in i.versions} for i in found)


@settings(max_examples=60, deadline=None)
@given(some_versions(), st.integers())
def test_the_order_of_arrival_leaves_no_trace(versions: list[Version], seed: int) -> None:
    shuffled = list(versions)
    Random(seed).shuffle(shuffled)
    assert assemble(shuffled) == assemble(versions)


@settings(max_examples=60, deadline=None)
@given(some_versions())
def test_every_version_is_in_one_incident(versions: list[Version]) -> None:
    found = [v.key for i in assemble(versions) for v in i.versions]
    assert sorted(found) == sorted(v.key for v in versions)


@settings(max_examples=60, deadline=None)
@given(some_versions(), st.data())
def test_a_humans_no_keeps_apart_whatever_else_is_said(versions: list[Version], data: st.DataObject) -> None:
    a, b = data.draw(st.sampled_from(versions)), data.draw(st.sampled_from(versions))
    others = data.draw(st.lists(st.tuples(st.sampled_from(versions), st.sampled_from(versions)), max_size=6))
    if a.key == b.key:
        return
    same = [judged(x, y, "same", 2) for x, y in others]
    assert not together(assemble(versions, [*same, judged(a, b, "not_same")]), a, b)


def test_a_humans_yes_joins_what_the_machine_would_not() -> None:
    a, b = version("r1"), version("r2", time=on(date(2021, 1, 1)), published=date(2021, 1, 2))
    assert not together(assemble([a, b]), a, b)
    assert together(assemble([a, b], [judged(a, b, "same")]), a, b)


def test_a_no_outlasts_a_later_yes() -> None:
    a, b = version("r1"), version("r2")
    assert together(assemble([a, b]), a, b)
    assert not together(assemble([a, b], [judged(a, b, "not_same", 1), judged(a, b, "same", 2)]), a, b)


def test_look_alikes_are_not_chained() -> None:
    """Monday's and Wednesday's attacks stay two, though a vague report in between fits both."""
    monday = [version(f"m{n}") for n in range(2)]
    wednesday = [version(f"w{n}", time=on(date(2020, 5, 6)), published=date(2020, 5, 7)) for n in range(2)]
    vague = version("v", time=None, casualties=(), published=date(2020, 5, 6))
    found = assemble([*monday, *wednesday, vague])
    assert together(found, *monday) and together(found, *wednesday)
    assert not together(found, monday[0], wednesday[0])


def test_two_base_attacks_in_two_years_are_two() -> None:
    a, b = version("r1"), version("r2", time=on(date(2022, 5, 4)), published=date(2022, 5, 5))
    assert len(assemble([a, b])) == 2


def test_a_battle_of_two_days_is_one() -> None:
    sides = {"mentions": (mention("Fighting raged near the mill of Homs", "fighting"),)}
    first = version("r1", **sides)
    second = version("r2", **sides, time=on(date(2020, 5, 5)), casualties=(killed(20),), published=date(2020, 5, 6))
    whole = version(
        "r3", **sides, time=on(MAY_4, date(2020, 5, 5)), casualties=(killed(20),), published=date(2020, 5, 6)
    )
    (one,) = assemble([first, second, whole])
    assert one.time is not None and (one.time.start, one.time.end) == (MAY_4, date(2020, 5, 5))


def test_the_id_is_that_of_the_earliest_version() -> None:
    a, b = version("r1"), version("r2", published=date(2020, 5, 6))
    assert assemble([b])[0].id == incident_id(b)
    assert [i.id for i in assemble([b, a])] == [incident_id(a)] == [i.id for i in assemble([a])]


def test_figures_are_kept_side_by_side_with_their_speakers() -> None:
    a = version("r1", positions=(position("Red Crescent", "asserts"),))
    b = version("r2", casualties=(killed(15),), published=date(2020, 5, 6))
    (one,) = assemble([a, b])
    assert [(f.report, f.best, f.speakers) for f in one.figures] == [("r1", 12, ("Red Crescent",)), ("r2", 15, ())]


def test_a_denial_in_one_report_disputes_the_incident() -> None:
    a = version("r1", positions=(position("Red Crescent", "asserts"),))
    b = version("r2", positions=(position("Army", "denies"),))
    (one,) = assemble([a, b])
    assert (one.disputed, one.status) == (True, "disputed")


def test_copies_are_one_voice() -> None:
    one = incident([version("r1"), version("r2", voice="r1"), version("r3")])
    assert one.independent_sources == 2
    assert one.reports == ("r1", "r2", "r3")


def test_the_place_is_what_most_voices_name_not_most_reports() -> None:
    hama = [version(f"h{n}", voice="h0", place=place("Hama", 35.13, 36.75)) for n in range(3)]
    found = incident([*hama, version("r1"), version("r2")])
    assert found.place is not None and found.place.name == "Homs"


def test_every_link_says_why() -> None:
    (one,) = assemble([version("r1"), version("r2")])
    (link,) = one.links
    assert link.by == "machine" and link.verdict == "same"
    assert link.score == round(sum(points for _, points in link.reasons), 3)
    assert {"the same day", "both 12 killed"} <= {why for why, _ in link.reasons}


@settings(max_examples=40, deadline=None)
@given(some_versions(), st.integers(), st.data())
def test_a_crowd_keeps_the_same_rules(versions: list[Version], seed: int, data: st.DataObject) -> None:
    a, b = data.draw(st.sampled_from(versions)), data.draw(st.sampled_from(versions))
    judgements = [judged(a, b, "not_same")] if a.key != b.key else []
    shuffled = list(versions)
    Random(seed).shuffle(shuffled)
    with patch.object(fusion, "CROWD", 1):
        found = assemble(versions, judgements)
        assert assemble(shuffled, judgements) == found
    assert sorted(v.key for i in found for v in i.versions) == sorted(v.key for v in versions)
    assert a.key == b.key or not together(found, a, b)


def test_a_crowd_of_one_event_is_one_incident() -> None:
    monday = [version(f"m{n:03}") for n in range(120)]
    wednesday = [version(f"w{n:03}", time=on(date(2020, 5, 6)), published=date(2020, 5, 7)) for n in range(120)]
    assert [len(i.versions) for i in assemble([*monday, *wednesday])] == [120, 120]
    with patch.object(fusion, "CROWD", 60):
        assert [len(i.versions) for i in assemble([*monday, *wednesday])] == [120, 120]
        assert [len(i.versions) for i in assemble(monday[:90], [judged(monday[0], monday[1], "same")])] == [90]


def test_nothing_gives_nothing() -> None:
    assert assemble([]) == []
