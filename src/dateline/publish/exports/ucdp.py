"""UCDP GED's 49 columns, as CSV: attacks and fighting with people reported killed. UCDP's own ids stay empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dateline.publish.exports import rows, tables
from dateline.publish.exports.figures import Casualties, Estimate, estimate
from dateline.publish.exports.rows import CIVILIAN, NON_STATE, STATE, Reports, Target
from dateline.record.model import Incident, Party

NAME = "ucdp"
ABOUT = "UCDP GED's 49 columns, CSV: attacks and fighting with people killed"

WHERE = {"site": 1, "city": 1, "district": 3, "region": 4, "country": 6}
CIVILIANS = ("civilians", "children", "journalists", "aid_workers")


def holds(one: Incident) -> bool:
    """Whether it is armed violence that is told as having happened, with somebody reported killed."""
    high = estimate(one, "killed", Casualties.ucdp).high
    return one.type == "ASSAULT" and rows.happened(one) and bool(high)


def write(incidents: Sequence[Incident], reports: Reports, out: Target, casualties: Casualties) -> int:
    """Write what GED would hold; gives how many rows there are."""
    found = (_row(one, reports, casualties) for one in incidents if holds(one))
    return rows.write_csv(tables.columns(NAME), found, out)


def _row(one: Incident, reports: Reports, rule: Casualties) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(tables.columns(NAME))
    row |= {"relid": one.id, "type_of_violence": violence(one), "number_of_sources": len(one.reports)}
    return row | _sources(one, reports) | _when(one) | _where(one) | _who(one) | _deaths(one, rule)


def violence(one: Incident) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; None where the sides are not known well enough."""
    first, second = rows.sides(one)
    if not first or not second or not _are(first, STATE | NON_STATE):
        return None
    if _are(second, CIVILIAN):
        return 3
    if not _are(second, STATE | NON_STATE):
        return None
    return 2 if _are(first, NON_STATE) and _are(second, NON_STATE) else 1


def _are(side: Sequence[Party], sectors: frozenset[str]) -> bool:
    return all(party.sector in sectors for party in side)


def _sources(one: Incident, reports: Reports) -> dict[str, Any]:
    told = rows.published(one, reports)
    speakers = dict.fromkeys(name for f in one.figures if f.effect == "killed" for name in f.speakers)
    articles = (", ".join(part for part in (s.publisher, str(s.published or ""), s.title, s.url) if part) for s in told)
    return {
        "source_article": "; ".join(articles), "source_office": ";".join(s.publisher or "" for s in told),
        "source_date": ";".join(str(s.published or "") for s in told), "source_headline": ";".join(s.title or "" for s in told),
        "source_original": "; ".join(speakers),
    }  # fmt: skip


def _when(one: Incident) -> dict[str, Any]:
    start, end = rows.days(one)
    day = start or end
    return {
        "year": day.year if day else None, "date_prec": _precision(one), "date_start": _stamp(start), "date_end": _stamp(end),
        "event_clarity": 1 if start and end else None,
    }  # fmt: skip


def _precision(one: Incident) -> int | None:
    """UCDP's: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 more."""
    days = rows.length(one)
    return None if not days else 1 if days == 1 else 2 if days < 7 else 3 if days == 7 else 4 if days <= 31 else 5


def _stamp(day: date | None) -> str | None:
    return f"{day} 00:00:00.000" if day else None


def _where(one: Incident) -> dict[str, Any]:
    place = one.place
    told: dict[str, Any] = {"where_description": rows.evidence(one)}
    if place is None:
        return told
    point = place.lat is not None and place.lon is not None
    return told | {
        "where_prec": WHERE[place.precision], "where_coordinates": place.name,
        "adm_1": None if place.precision == "country" else place.admin1, "latitude": place.lat, "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if point else None, "priogrid_gid": _cell(place.lat, place.lon),
        "country": tables.country(place.country, "name"), "region": tables.country(place.country, "ucdp_region"),
    }  # fmt: skip


def _cell(lat: float | None, lon: float | None) -> int | None:
    """The cell of PRIO-GRID: half degrees, counted from the south-west, 720 a row, the first is 1."""
    if lat is None or lon is None:
        return None
    row, column = min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _who(one: Incident) -> dict[str, Any]:
    first, second = rows.sides(one)
    civilians = bool(second) and _are(second, CIVILIAN)
    return {
        "side_a": rows.names(first), "side_b": "Civilians" if civilians else rows.names(second),
        "dyad_name": f"{rows.names(first)} - {'Civilians' if civilians else rows.names(second)}" if first and second else None,
    }  # fmt: skip


def _deaths(one: Incident, rule: Casualties) -> dict[str, Any]:
    """``best`` and its bounds; of it, civilians where a report says how many, and the rest as of unknown side."""
    total: Estimate = estimate(one, "killed", rule)
    civilians = estimate(one, "killed", rule, CIVILIANS).best  # type: ignore[arg-type]
    if total.best is None or (civilians or 0) > total.best:
        return {"best": total.best, "high": total.high, "low": total.low}
    return {
        "deaths_civilians": civilians, "deaths_unknown": total.best - (civilians or 0), "best": total.best,
        "high": total.high, "low": total.low,
    }  # fmt: skip
