"""POLECAT's 40 columns, tab-separated; what is missing is the word None, lists are parted by "; "."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dateline.publish.exports import rows, tables
from dateline.publish.exports.figures import Casualties
from dateline.publish.exports.rows import QUADS, Reports, Target
from dateline.record.model import Incident, Party
from dateline.version import __version__

NAME = "polecat"
ABOUT = "POLECAT's 40 columns, TSV: every event told as having happened"

QUAD_NAMES = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
FEATURES = {"country": "PCLI"}


def holds(one: Incident) -> bool:
    """Whether it is told as having happened: POLECAT has no status."""
    return rows.happened(one)


def write(incidents: Sequence[Incident], reports: Reports, out: Target, casualties: Casualties) -> int:
    """Write a row an incident; gives how many there are. POLECAT has no column for people hurt."""
    found = (_row(one, reports) for one in incidents if holds(one))
    return rows.write_tabs(tables.columns(NAME), found, out, head=True, missing="None")


def _row(one: Incident, reports: Reports) -> dict[str, Any]:
    start, _ = rows.days(one)
    told = rows.published(one, reports)
    row: dict[str, Any] = dict.fromkeys(tables.columns(NAME))
    row |= {
        "Event ID": one.id, "Event Date": start, "Event Type": one.type, "Event Mode": one.mode,
        "Quad Code": QUAD_NAMES[QUADS[one.type]], "Contexts": _list(one.contexts), "Source": _list(rows.outlets(one)),
        "Publication Date": _list(str(s.published) for s in told if s.published), "Language": "English",
        "Version": f"dateline {__version__}",
    }  # fmt: skip
    row |= _party("Actor", one.actors, one) | _party("Recipient", one.recipients, one)
    return row | _where(one) | _story(one)


def _party(side: str, parties: Sequence[Party], one: Incident) -> dict[str, Any]:
    entities = [e for event in rows.events(one) for e in (event.actors if side == "Actor" else event.recipients)]
    names = {party.name for party in parties}
    meant = [e for e in entities if e.name in names]
    sectors = [party.sector for party in parties if party.sector != "UNK"]
    return {
        f"{side} Name": _list(p.name for p in parties), f"{side} Country": _list(p.country for p in parties),
        f"Primary {side} Sector": sectors[0] if sectors else None, f"{side} Sectors": _list(sectors),
        f"{side} Title": _list(e.role for e in meant), f"{side} Name Raw": _list(e.span.text for e in meant),
    }  # fmt: skip


def _where(one: Incident) -> dict[str, Any]:
    place = one.place
    if place is None:
        return {}
    return {
        "Placename": place.name, "City": place.name if place.precision == "city" else None,
        "District": place.name if place.precision == "district" else None,
        "Province": None if place.precision == "country" else place.admin1, "Country": place.country,
        "Latitude": place.lat, "Longitude": place.lon, "GeoNames ID": place.geonames_id, "Raw Placename": place.span.text,
        "Feature Type": FEATURES.get(place.precision),
    }  # fmt: skip


def _story(one: Incident) -> dict[str, Any]:
    """Who and what the events name; POLECAT lists the whole story's."""
    entities = [e for event in rows.events(one) for e in (*event.actors, *event.recipients)]
    return {
        "Story People": _list(e.name for e in entities if e.kind == "person"),
        "Story Organizations": _list(e.name for e in entities if e.kind == "organization"),
        "Story Locations": _list(event.place.name for event in rows.events(one) if event.place),
    }


def _list(values: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(value.replace(";", ",") for value in values if value)) or None
