"""FollowTheMoney (followthemoney.tech) as JSON lines: an Event an incident, its actors, and an Article a report.

An id is made of what it stands for, so that the same incident, actor or report has the same id in every export.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha1
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import pycountry

from dateline.gazetteer import ATTRIBUTION
from dateline.publish.exports import features, rows
from dateline.publish.exports.figures import Casualties
from dateline.publish.exports.outlet import streamed
from dateline.record.model import Incident, Party, Stored
from dateline.record.values import folded

NAME = "ftm"
ABOUT = "FollowTheMoney entities as JSON lines: events, actors and articles, for Aleph and OpenAleph"
SCHEMAS = {"person": "Person", "organization": "Organization", "group": "Organization", "country": "PublicBody"}
"""By the kind that the reading gives an actor; where it is not known, LegalEntity, which holds all of them."""
Entity = dict[str, Any]
_HOST = re.compile(r"([^\W_][\w-]*\.)+[^\W\d_][\w-]+\.?|(\d{1,3}\.){3}\d{1,3}")


def holds(one: Incident) -> bool:
    """What is told as having happened, for an Event has no status."""
    return rows.happened(one)


def write(
    incidents: Sequence[Incident], reports: Mapping[str, Stored], out: BinaryIO | Path, casualties: Casualties
) -> int:
    """Write entities, each id once. Returns the number of incidents. Raises UsageError where ``out`` cannot be written.

    Actors and reports stand before the incidents that name them; an incident's event names its actors in ``organizer``
    where nobody disputes it and in ``involved`` otherwise, and its recipients in ``involved``.
    """
    held = [one for one in incidents if holds(one)]
    kinds = _kinds(held)
    seen: set[str] = set()
    with streamed(out) as stream:
        for one in held:
            for made in entities(one, reports, casualties, kinds):
                if made["id"] not in seen:
                    seen.add(made["id"])
                    stream.write((json.dumps(made, ensure_ascii=False) + "\n").encode())
    return len(held)


def entities(
    one: Incident, reports: Mapping[str, Stored], casualties: Casualties, kinds: Mapping[str, str]
) -> Iterator[Entity]:
    """The entities of one incident. ``kinds`` gives an actor's kind by its folded name."""
    for party in dict.fromkeys((*one.actors, *one.recipients)):
        yield _entity(party_id(party), SCHEMAS.get(kinds.get(folded(party.name), ""), "LegalEntity"), {
            "name": party.name, "country": _alpha_2(party.country), "sector": party.sector,
        })  # fmt: skip
    told = features.parts(one, reports)
    for report in told["reports"]:
        yield _entity(report_id(report["report"]), "Article", {
            "title": report["title"] or report["report"], "publisher": report["publisher"], "publishedAt": report["published"],
            "sourceUrl": _web(report["url"]),
        })  # fmt: skip
    yield _event(one, features.values(one, reports, casualties), told)


def party_id(party: Party) -> str:
    """An actor's id: of its name, country and sector."""
    return _id("actor", folded(party.name), party.country or "", party.sector)


def report_id(report: str) -> str:
    """A report's id, of its id in the record."""
    return _id("report", report)


def event_id(one: Incident) -> str:
    """An incident's id, of its id in the record."""
    return _id("incident", one.id)


def _event(one: Incident, row: Mapping[str, Any], told: Mapping[str, list[dict[str, Any]]]) -> Entity:
    sure = one.status == "reported" and not one.disputed
    actors, recipients = ([party_id(party) for party in side] for side in (one.actors, one.recipients))
    start, end = row["start"], row["end"]
    return _entity(event_id(one), "Event", {
        "name": _title(row), "recordId": one.id, "date": start if start == end else None, "startDate": start, "endDate": end,
        "location": _location(row), "country": _alpha_2(row["country"]),
        "organizer": actors if sure else (), "involved": [*(() if sure else actors), *recipients],
        "keywords": (one.type, one.mode, *one.contexts, "disputed" if one.disputed else one.status),
        "summary": row["evidence"], "notes": [*_figures(told["figures"]), *_positions(told["positions"]), *_point(row)],
        "proof": [report_id(report["report"]) for report in told["reports"]],
        "sourceUrl": [_web(report["url"]) for report in told["reports"]],
        "publisher": [report["publisher"] for report in told["reports"]],
    })  # fmt: skip


def _entity(key: str, schema: str, properties: Mapping[str, Any]) -> Entity:
    """An entity with the properties that have a value, each a list of texts."""
    told = {name: list(dict.fromkeys(_texts(value))) for name, value in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: texts for name, texts in told.items() if texts}}


def _texts(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, (list, tuple)) else (value,):
        if one is not None and str(one).strip():
            yield str(one).strip()


def _title(row: Mapping[str, Any]) -> str:
    place = ", ".join(part for part in (row["place"], row["country"]) if part)
    start, end = row["start"], row["end"]
    days = str(start) if start == end else f"{start or '..'} to {end or '..'}"
    told = (row["type"], row["mode"], f"in {place}" if place else None, f"({days})" if start or end else None)
    return " ".join(part for part in told if part)


def _location(row: Mapping[str, Any]) -> str | None:
    return ", ".join(part for part in (row["place"], row["admin1"], row["country"]) if part) or None


def _figures(figures: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for one in figures:
        bounds = ", ".join(f"{name} {one[name]}" for name in ("low", "best", "high") if one[name] is not None)
        speakers = f", according to {one['speakers']}" if one["speakers"] else ""
        yield f"{one['effect']} {one['who']}: {bounds or 'no number'} [{one['report']}{speakers}] “{one['evidence']}”"


def _positions(positions: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for one in positions:
        yield f"{one['holder']} {one['stance']} [{one['report']}] “{one['evidence']}”"


def _point(row: Mapping[str, Any]) -> Iterator[str]:
    if row["lat"] is not None and row["lon"] is not None:
        yield f"point {row['lat']}, {row['lon']} (precision: {row['place_precision']}). {ATTRIBUTION}"


def _kinds(incidents: Iterable[Incident]) -> dict[str, str]:
    """What kind each actor is, by folded name, as its first mention that says so has it."""
    found: dict[str, str] = {}
    for one in incidents:
        for version in one.versions:
            for entity in (*version.event.actors, *version.event.recipients):
                if entity.kind in SCHEMAS:
                    found.setdefault(folded(entity.name), entity.kind)
    return found


def _id(*parts: str) -> str:
    # Not for secrecy: a short name that is the same wherever it is made.
    return f"dateline-{parts[0]}-{sha1('|'.join(parts[1:]).encode(), usedforsecurity=False).hexdigest()}"


def _web(url: str | None) -> str | None:
    """The address, where it is one of the web: a path on a disk, or a broken address, is none."""
    try:
        parts = urlsplit(url or "")
        port = parts.port
    except ValueError:
        return None
    whole = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.hostname or "") and port != 0
    return url if whole and url and url.isprintable() and " " not in url else None


@cache
def _alpha_2(country: str | None) -> str | None:
    """The code in two small letters that FollowTheMoney uses."""
    if country == "XKX":
        return "xk"
    found = pycountry.countries.get(alpha_3=country) if country else None
    return str(found.alpha_2).lower() if found else None
