"""Distances, and precision as ACLED and UCDP number it."""

from __future__ import annotations

import pytest

from dateline.model.geo import geo_precision, kilometres, where_prec
from dateline.model.reading import Place, PlacePrecision
from dateline.model.span import Span

AT = Span(start=0, end=1, text="x")


def place(
    precision: PlacePrecision, country: str | None = "SYR", geonames_id: int | None = 1, name: str = "x"
) -> Place:
    return Place(name=name, precision=precision, country=country, geonames_id=geonames_id, lat=1.0, lon=2.0, span=AT)


@pytest.mark.parametrize(
    ("value", "acled", "ucdp"),
    [
        (place("site"), 1, 1),
        (place("city"), 1, 1),
        (place("district"), 2, 3),
        (place("region"), 3, 4),
        (place("region", geonames_id=None), 3, 5),
        (place("country"), 3, 6),
        (place("region", country=None, geonames_id=None, name="Red Sea"), 3, 7),
        (place("region", country=None, geonames_id=None, name="Sahel"), 3, 5),
        (Place(name="x", precision="site", span=AT), None, None),
    ],
)
def test_precision_as_others_number_it(value: Place, acled: int | None, ucdp: int | None) -> None:
    assert (geo_precision(value), where_prec(value)) == (acled, ucdp)


def test_kilometres() -> None:
    assert kilometres(0, 0, 0, 180) == pytest.approx(20015, rel=0.001)
    assert kilometres(52.52, 13.405, 48.8566, 2.3522) == pytest.approx(878, rel=0.01)
    assert kilometres(None, 0, 0, 0) is None
