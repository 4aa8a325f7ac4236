"""Points for and against one event."""

from __future__ import annotations

from datetime import date

import pytest
from by_hand import entity, killed, mention, on, place, version
from hypothesis import given
from hypothesis import strategies as st

from dateline.record.matching import link, points
from dateline.record.profile import settings

BASE = version("r1")
SAME = settings()["same"]


def _reasons(**given: object) -> dict[str, float]:
    found = link(BASE, version("r2", **given))  # type: ignore[arg-type]
    return dict(found.reasons) if found else {}


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ({}, True),
        ({"casualties": (killed(19),)}, True),
        ({"time": on(date(2020, 5, 6)), "published": date(2020, 5, 7)}, False),
        ({"place": place("Hama", 35.13, 36.75), "casualties": (), "words": "Bombs fell on the station"}, False),
        ({"type": "PROTEST"}, False),
        ({"status": "planned", "words": "An attack is feared"}, False),
        ({"place": None}, True),
        (
            {"place": place("Damascus", 33.51, 36.29), "time": on(date(2020, 6, 1)), "published": date(2020, 6, 2)},
            False,
        ),
    ],
)
def test_same_or_not(given: dict[str, object], fits: bool) -> None:
    assert (points(BASE, version("r2", **given)) >= SAME) is fits  # type: ignore[arg-type]


@given(st.integers(3, 500), st.integers(3, 500))
def test_points_know_no_order(one: int, other: int) -> None:
    a = version("r1", casualties=(killed(one),))
    b = version("r2", casualties=(killed(other),), time=None, place=place("Hama", 35.13, 36.75))
    assert points(a, b) == points(b, a)
    assert link(a, b) == link(b, a)


def test_a_rare_number_says_more_than_a_common_one() -> None:
    few = dict(link(version("r1", casualties=(killed(3),)), version("r2", casualties=(killed(3),))).reasons)  # type: ignore[union-attr]
    many = dict(link(version("r1", casualties=(killed(86),)), version("r2", casualties=(killed(86),))).reasons)  # type: ignore[union-attr]
    assert many["both 86 killed"] > few["both 3 killed"]


def test_a_report_that_came_out_before_cannot_tell_of_it() -> None:
    early = version("r2", time=None, published=date(2020, 4, 30), words="Shells hit a bakery")
    assert points(BASE, early) < SAME
    assert any("before it happened" in why for why, _ in (link(BASE, early) or link(BASE, BASE)).reasons)  # type: ignore[union-attr]


def test_a_province_called_after_its_city_covers_what_lies_in_it() -> None:
    idlib = version("r1", place=place("Idlib", 35.93, 36.63, admin1="Idlib"))
    village = {"place": place("Khan Sheikhoun", 35.44, 36.65, admin1="Idlib")}
    plain = version("r1", place=place("Ariha", 35.93, 36.63, admin1="Idlib"))
    assert points(idlib, version("r2", **village)) > points(plain, version("r2", **village))


def test_a_place_that_the_other_names_in_its_words_is_not_against_it() -> None:
    far = place("Douma", 33.57, 36.40)
    silent = points(BASE, version("r2", place=far, words="Shells hit the bakery"))
    named = points(BASE, version("r2", place=far, words="Shells hit the bakery in Homs"))
    assert named > silent


def test_actors_and_persons_count() -> None:
    army = {"actors": (entity("Syrian Army", country="SYR", sector="MIL"),)}
    other = {"actors": (entity("Jaysh al-Islam", country="SYR", sector="REB"),)}
    by_army = version("r1", **army)
    assert (
        points(by_army, version("r2", **army))
        > points(by_army, version("r2"))
        > points(by_army, version("r2", **other))
    )
    dead = {"recipients": (entity("Omar Haddad", kind="person"),)}
    assert points(version("r1", **dead), version("r2", **dead)) > points(version("r1"), version("r2", **dead))


def test_vague_numbers_are_no_match() -> None:
    vague = killed(24).model_copy(update={"best": None, "high": None})
    found = link(version("r1", casualties=(vague,)), version("r2", casualties=(vague,)))
    assert found and not any("24" in why for why, _ in found.reasons)


def test_one_report_tells_its_events_apart() -> None:
    assert points(BASE, version("r1", "e2")) < points(BASE, version("r2", "e2"))


def test_words_count_by_rarity() -> None:
    rare = version("r1", mentions=(mention("A drone hit the Zaytuna pharmacy by the aqueduct"),))
    common = version("r1", mentions=(mention("An attack killed people in the city on Monday"),))
    assert points(rare, version("r2", mentions=rare.event.mentions)) > points(
        common, version("r2", mentions=common.event.mentions)
    )
    assert "the same day" in _reasons()
