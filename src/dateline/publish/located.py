"""Places and times by themselves: lists that show themselves as a table and turn into GeoJSON (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from dateline.gazetteer import ATTRIBUTION
from dateline.model.geo import geo_precision, where_prec
from dateline.model.reading import Place, Time
from dateline.model.values import edtf
from dateline.publish.words import clean

Row = tuple[str, ...]
PLACE_HEADS = ("words", "place", "country", "region", "point", "precision", "why")
TIME_HEADS = ("words", "first day", "last day", "precision", "relation", "EDTF", "how")


class Places(list[Place]):
    """The place names of a text, in order. ``why[start]`` is the reason for the name that begins at that offset."""

    def __init__(self, found: Iterable[Place], why: dict[int, str]) -> None:
        super().__init__(found)
        self.why = why

    @property
    def rows(self) -> list[Row]:
        """One row a name, by ``PLACE_HEADS``."""
        return [
            (
                clean(p.span.text), clean(p.name) if p.lat is not None else "", p.country or "", clean(p.admin1 or ""),
                point(p.lat, p.lon), p.precision if p.lat is not None else "", self.why.get(p.span.start, ""),
            )
            for p in self
        ]  # fmt: skip

    def geojson(self) -> dict[str, Any]:
        """A FeatureCollection: a feature a name, without geometry where the place is not known; GeoNames' attribution."""
        return collection(feature(p, self.why.get(p.span.start, "")) for p in self)

    def __str__(self) -> str:
        return plain_table(PLACE_HEADS, self.rows)

    def _repr_html_(self) -> str:
        return html_table(PLACE_HEADS, self.rows)


class Times(list[Time]):
    """The time expressions of a text, in order. ``how[start]`` is the rule for the one that begins at that offset."""

    def __init__(self, found: Iterable[Time], how: dict[int, str]) -> None:
        super().__init__(found)
        self.how = how

    @property
    def rows(self) -> list[Row]:
        """One row an expression, by ``TIME_HEADS``; what could not be resolved has no days."""
        return [
            (
                clean(t.span.text), str(t.start or ""), str(t.end or ""), t.precision if t.start or t.end else "unresolved",
                t.relation, edtf(t), self.how.get(t.span.start, ""),
            )
            for t in self
        ]  # fmt: skip

    def records(self) -> list[dict[str, Any]]:
        """Each expression as JSON: the contract's time, its EDTF string and how it was resolved."""
        return [
            {**t.model_dump(mode="json"), "edtf": edtf(t) or None, "how": self.how.get(t.span.start, "")} for t in self
        ]

    def __str__(self) -> str:
        return plain_table(TIME_HEADS, self.rows)

    def _repr_html_(self) -> str:
        return html_table(TIME_HEADS, self.rows)


def feature(place: Place, why: str) -> dict[str, Any]:
    """A place as a GeoJSON feature; ACLED's and UCDP's numbers for its precision among the properties."""
    properties = place.model_dump(mode="json", exclude={"lat", "lon"})
    properties |= {"geo_precision": geo_precision(place), "where_prec": where_prec(place), "why": why}
    return located(place.lat, place.lon, properties)


def located(lat: float | None, lon: float | None, properties: dict[str, Any]) -> dict[str, Any]:
    """A GeoJSON feature at a point in degrees; without geometry where there is none."""
    geometry = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A GeoJSON FeatureCollection with the attribution that the place data asks for."""
    return {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": [*features]}


def point(lat: float | None, lon: float | None) -> str:
    """Degrees north and east: ``39.818, 46.753``; "" where not known."""
    return "" if lat is None or lon is None else f"{lat:.3f}, {lon:.3f}"


def plain_table(heads: Row, rows: Sequence[Row]) -> str:
    """Columns of plain text, two spaces apart."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (heads, *rows))
    return "\n".join(line.rstrip() for line in lines)


def html_table(heads: Row, rows: list[Row]) -> str:
    """The same as HTML, for notebooks."""
    head = "".join(f"<th>{escape(h)}</th>" for h in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
