"""Dateline's own columns as CSV: a row an incident, with all that fits into cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.publish.exports import rows
from dateline.publish.exports.figures import Casualties, estimate
from dateline.publish.exports.rows import Reports, Target
from dateline.record.flat import EFFECTS, as_row
from dateline.record.model import Incident

NAME = "csv"
ABOUT = "Dateline's own columns, CSV: everything, a row an incident"

BOUNDS = ("low", "best", "high")
COLUMNS = (
    "id", "type", "mode", "contexts", "status", "disputed", "start", "end", "time_precision", "place", "admin1", "country",
    "lat", "lon", "place_precision", "geonames_id", "actors", "recipients", *EFFECTS,
    *(f"{effect}_{bound}" for effect in EFFECTS for bound in BOUNDS), "sources", "reports", "publishers", "urls", "confidence",
    "evidence",
)  # fmt: skip


def holds(one: Incident) -> bool:
    """Every incident; its status is a column."""
    return True


def write(incidents: Sequence[Incident], reports: Reports, out: Target, casualties: Casualties) -> int:
    """Write all; gives how many rows there are."""
    return rows.write_csv(COLUMNS, (row(one, reports, casualties) for one in incidents), out)


def row(one: Incident, reports: Reports, casualties: Casualties) -> dict[str, Any]:
    """An incident's row: ``COLUMNS`` and no other."""
    told = as_row(one)[0]
    for effect in EFFECTS:
        found = estimate(one, effect, casualties)  # type: ignore[arg-type]
        told |= {f"{effect}_{bound}": getattr(found, bound) for bound in BOUNDS}
    return told | {
        "geonames_id": one.place.geonames_id if one.place else None, "publishers": "; ".join(rows.outlets(one)),
        "urls": " ".join(rows.urls(one, reports)), "evidence": rows.evidence(one),
    }  # fmt: skip
