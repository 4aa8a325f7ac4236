"""PLOVER's JSON lines: an object an incident. What PLOVER has no field for stands in ``comment`` and ``text_info``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dateline.publish.exports import rows
from dateline.publish.exports.figures import Casualties, estimate
from dateline.publish.exports.rows import QUADS, Reports, Target
from dateline.record.flat import EFFECTS
from dateline.record.model import Incident, Party
from dateline.version import __version__

NAME = "plover"
ABOUT = "PLOVER's objects, JSON lines: every event told as having happened"


def holds(one: Incident) -> bool:
    """Whether it is told as having happened: PLOVER has no status."""
    return rows.happened(one)


def write(incidents: Sequence[Incident], reports: Reports, out: Target, casualties: Casualties) -> int:
    """Write an object a line; gives how many there are."""
    found = [one for one in incidents if holds(one)]
    with rows.opened(out) as stream:
        for one in found:
            stream.write(json.dumps(_object(one, reports, casualties), ensure_ascii=False) + "\n")
    return len(found)


def _object(one: Incident, reports: Reports, rule: Casualties) -> dict[str, Any]:
    start, end = rows.days(one)
    told = rows.published(one, reports)
    return {
        "id": one.id, "has_event": True, "date": str(start) if start else None, "time": None,
        "enddate": str(end) if end else None, "endtime": None, "actor": [_party(p) for p in one.actors],
        "recipient": [_party(p) for p in one.recipients], "event": [one.type], "event_loc": _place(one),
        "event_text": list(dict.fromkeys(m.trigger.text for e in rows.events(one) for m in e.mentions)),
        "quad_code": QUADS[one.type], "event_scale": None, "mode": [one.mode] if one.mode else [],
        "context": list(one.contexts), "link": rows.urls(one, reports),
        "text": [m.sentence.text for e in rows.events(one) for m in e.mentions],
        "text_info": [{"id": s.id, "publisher": s.publisher, "published": str(s.published) if s.published else None} for s in told],
        "cite_info": [{"title": s.title, "publisher": s.publisher, "agency": s.agency, "url": s.url} for s in told],
        "coder": f"dateline {__version__}", "coded_date": None, "coded_time": None, "comment": _comment(one, rule),
    }  # fmt: skip


def _party(party: Party) -> dict[str, Any]:
    return {"name": party.name, "country": party.country, "sector": None if party.sector == "UNK" else party.sector}


def _place(one: Incident) -> dict[str, Any] | None:
    place = one.place
    if place is None:
        return None
    return {
        "name": place.name, "country": place.country, "admin1": place.admin1, "lat": place.lat, "lon": place.lon,
        "geonames_id": place.geonames_id, "precision": place.precision,
    }  # fmt: skip


def _comment(one: Incident, rule: Casualties) -> dict[str, Any]:
    """Status, sources, and for each effect the estimate and all figures as they were reported."""
    hurt = {}
    for effect in EFFECTS:
        found = estimate(one, effect, rule)  # type: ignore[arg-type]
        if found.figures:
            hurt[effect] = {"low": found.low, "best": found.best, "high": found.high, "reported": found.words}
    return {
        "status": one.status, "independent_sources": one.independent_sources,
        "time_precision": one.time.precision if one.time else None, "casualties": hurt,
    }  # fmt: skip
