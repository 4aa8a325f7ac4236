"""Which mentions tell of one event: times and places that fit or forbid."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.model.reading import Place, Time
from dateline.model.span import Span
from dateline.reader import clusters

AT = Span(start=0, end=1, text="x")


def day(first: str | None, last: str | None = None, relation: str = "on") -> Time:
    return Time(
        start=date.fromisoformat(first) if first else None,
        end=date.fromisoformat(last or first) if last or first else None,
        precision="day",
        relation=relation,  # type: ignore[arg-type]
        span=AT,
    )


def spot(name: str, lat: float | None, lon: float | None, country: str = "YEM", precision: str = "city") -> Place:
    return Place(name=name, country=country, lat=lat, lon=lon, precision=precision, span=AT)  # type: ignore[arg-type]


TAIZ, IBB, ADEN = spot("Taiz", 13.58, 44.02), spot("Ibb", 13.97, 44.18), spot("Aden", 12.78, 45.04)


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (day("2015-05-01"), day("2015-05-02"), True),
        (day("2015-05-01"), day("2015-05-01"), False),
        (day("2015-05-01", "2015-05-31"), day("2015-05-09"), False),
        (day(None), day("2015-05-09"), False),
        (None, day("2015-05-09"), False),
    ],
)
def test_times_apart(a: Time | None, b: Time | None, apart: bool) -> None:
    assert clusters.apart_in_time(a, b) is clusters.apart_in_time(b, a) is apart


def test_a_day_within_its_week_is_the_same_time_but_not_within_its_year() -> None:
    assert clusters.same_time(day("2015-05-09"), day("2015-05-04", "2015-05-10"))
    assert not clusters.same_time(day("2015-01-01", "2015-12-31"), day("2014-06-01", "2015-06-01"))


def test_distance() -> None:
    assert clusters.distance(TAIZ, ADEN) == pytest.approx(142, abs=6)
    assert clusters.distance(TAIZ, spot("Somewhere", None, None)) is None


def test_places() -> None:
    assert clusters.apart_in_space(TAIZ, ADEN)
    assert clusters.apart_in_space(TAIZ, spot("Bamako", 12.6, -8.0, "MLI"))
    assert not clusters.apart_in_space(TAIZ, spot("Taiz Governorate", 13.4, 43.9, precision="region"))
    assert clusters.same_place(TAIZ, spot("Taizz", 13.58, 44.02))
    assert not clusters.same_place(TAIZ, IBB)
    assert not clusters.same_place(TAIZ, None)
