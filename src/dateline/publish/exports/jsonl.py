"""Incidents whole, as JSON lines: every figure, position, version and link, and the reports they come from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dateline.publish.exports import rows
from dateline.publish.exports.figures import Casualties, estimate
from dateline.publish.exports.rows import Reports, Target
from dateline.record.flat import EFFECTS, as_json
from dateline.record.model import Incident, Stored

NAME = "jsonl"
ABOUT = "Dateline's own objects, JSON lines: nothing is lost"


def holds(one: Incident) -> bool:
    """Every incident."""
    return True


def write(incidents: Sequence[Incident], reports: Reports, out: Target, casualties: Casualties) -> int:
    """Write an object a line; gives how many there are."""
    with rows.opened(out) as stream:
        for one in incidents:
            told = as_json(one) | {"casualties": _estimates(one, casualties)}
            told["sources"] = [_source(stored) for stored in rows.published(one, reports)]
            stream.write(json.dumps(told, ensure_ascii=False, default=str) + "\n")
    return len(incidents)


def _estimates(one: Incident, rule: Casualties) -> dict[str, Any]:
    found = {effect: estimate(one, effect, rule) for effect in EFFECTS}  # type: ignore[arg-type]
    return {"rule": rule.value} | {
        effect: {"low": e.low, "best": e.best, "high": e.high} for effect, e in found.items() if e.figures
    }


def _source(stored: Stored) -> dict[str, Any]:
    return {
        "id": stored.id, "title": stored.title, "publisher": stored.publisher, "agency": stored.agency, "url": stored.url,
        "published": str(stored.published) if stored.published else None,
    }  # fmt: skip
