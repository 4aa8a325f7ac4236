"""One incident as a typed record: what GeoJSON, GeoParquet, GeoPackage and Parquet share.

``COLUMNS`` are its single values. ``PARTS`` are its lists: the reports that tell of it, each figure, each position, each
with the words that say so. A value that nobody stated is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args

from dateline.model.reading import Effect
from dateline.publish.exports.figures import Casualties, estimate
from dateline.record.model import Incident, Stored, Version

Kind = Literal["text", "int", "real", "bool", "date"]
Columns = Mapping[str, Kind]
COUNTED = get_args(Effect)
COLUMNS: Columns = {
    "id": "text", "type": "text", "mode": "text", "contexts": "text", "status": "text", "disputed": "bool",
    "start": "date", "end": "date", "time_precision": "text", "place": "text", "admin1": "text", "country": "text",
    "lat": "real", "lon": "real", "place_precision": "text", "geonames_id": "int", "actors": "text", "recipients": "text",
    **{f"{effect}_{bound}": "int" for effect in COUNTED for bound in ("low", "best", "high")},
    "casualties": "text", "sources": "int", "confidence": "real", "evidence": "text", "source_url": "text",
}  # fmt: skip
PARTS: Mapping[str, Columns] = {
    "reports": {
        "report": "text", "publisher": "text", "agency": "text", "published": "date", "title": "text", "url": "text",
        "voice": "text", "evidence": "text",
    },
    "figures": {
        "report": "text", "effect": "text", "who": "text", "low": "int", "best": "int", "high": "int", "speakers": "text",
        "published": "date", "evidence": "text",
    },
    "positions": {"report": "text", "holder": "text", "stance": "text", "evidence": "text"},
}  # fmt: skip


def point(one: Incident) -> tuple[float, float] | None:
    """Longitude and latitude in degrees (WGS 84); None where the place is unknown or has no point."""
    place = one.place
    return None if place is None or place.lat is None or place.lon is None else (place.lon, place.lat)


def values(one: Incident, reports: Mapping[str, Stored], casualties: Casualties) -> dict[str, Any]:
    """The single values of an incident, in the order of ``COLUMNS``; several names are parted by "; ".

    ``casualties`` is the rule of the columns that count people; its name stands in the column ``casualties``.
    """
    place, time = one.place, one.time
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {
        "id": one.id, "type": one.type, "mode": one.mode, "contexts": _names(one.contexts), "status": one.status,
        "disputed": one.disputed, "actors": _names(p.name for p in one.actors),
        "recipients": _names(p.name for p in one.recipients), "casualties": casualties.value,
        "sources": one.independent_sources, "confidence": one.confidence,
    }  # fmt: skip
    if time:
        row |= {"start": time.start, "end": time.end, "time_precision": time.precision}
    if place:
        row |= {
            "place": place.name, "admin1": place.admin1, "country": place.country, "lat": place.lat, "lon": place.lon,
            "place_precision": place.precision, "geonames_id": place.geonames_id,
        }  # fmt: skip
    for effect in COUNTED:
        found = estimate(one, effect, casualties)
        row |= {f"{effect}_low": found.low, f"{effect}_best": found.best, f"{effect}_high": found.high}
    told = _reports(one, reports)
    return row | {
        "evidence": next((r["evidence"] for r in told), None),
        "source_url": next((r["url"] for r in told if r["url"]), None),
    }


def parts(one: Incident, reports: Mapping[str, Stored]) -> dict[str, list[dict[str, Any]]]:
    """The lists of an incident, as ``PARTS`` says."""
    return {
        "reports": _reports(one, reports),
        "figures": [
            {
                "report": f.report, "effect": f.effect, "who": f.who, "low": f.low, "best": f.best, "high": f.high,
                "speakers": _names(f.speakers), "published": f.published, "evidence": f.span.text,
            }
            for f in one.figures
        ],
        "positions": [
            {
                "report": held.report, "holder": held.position.holder.name, "stance": held.position.stance,
                "evidence": held.position.span.text,
            }
            for held in one.positions
        ],
    }  # fmt: skip


def _reports(one: Incident, reports: Mapping[str, Stored]) -> list[dict[str, Any]]:
    return [_told(version, reports.get(version.report)) for version in _a_report_each(one)]


def _a_report_each(one: Incident) -> Iterator[Version]:
    """A report may tell an event twice: its first version speaks for it."""
    seen: set[str] = set()
    for version in one.versions:
        if version.report not in seen:
            seen.add(version.report)
            yield version


def _told(version: Version, stored: Stored | None) -> dict[str, Any]:
    mentions = version.event.mentions
    return {
        "report": version.report, "publisher": version.publisher, "agency": stored.agency if stored else None,
        "published": version.published, "title": stored.title if stored else None, "url": stored.url if stored else None,
        "voice": version.voice, "evidence": mentions[0].sentence.text if mentions else None,
    }  # fmt: skip


def _names(names: Any) -> str | None:
    return "; ".join(dict.fromkeys(names)) or None
