"""GDELT 2.0's 61 columns of events: tab-separated, no line of heads, countries of places by FIPS 10-4.

GDELT codes pairs: an incident of three parties is several rows. Codes are CAMEO's; where PLOVER's type has no single code
there, the codes and the Goldstein value are empty and the quad class stands alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, product
from typing import Any

from dateline.publish.exports import rows, tables
from dateline.publish.exports.figures import Casualties
from dateline.publish.exports.rows import QUADS, Reports, Target
from dateline.record.model import Incident, Party

NAME = "gdelt"
ABOUT = "GDELT 2.0's 61 columns of events, tab-separated, no heads: a row a pair of parties"

SECTORS = {
    "GOV": "GOV", "MIL": "MIL", "COP": "COP", "SPY": "SPY", "REB": "REB", "UAF": "UAF", "OPP": "OPP", "PTY": "PTY",
    "LEG": "LEG", "JUD": "JUD", "MED": "MED", "BUS": "BUS", "EDU": "EDU", "CVL": "CVL", "REF": "REF", "IGO": "IGO",
    "NGO": "NGO",
}  # fmt: skip
Pair = tuple[Party | None, Party | None]


def holds(one: Incident) -> bool:
    """Whether it is told as having happened: GDELT has no status."""
    return rows.happened(one)


def write(incidents: Sequence[Incident], reports: Reports, out: Target, casualties: Casualties) -> int:
    """Write a row a pair; gives how many there are. GDELT has no column for people hurt."""
    found = (_row(one, pair, reports) for one in incidents if holds(one) for pair in pairs(one))
    return rows.write_tabs(tables.columns(NAME), found, out, head=False, missing="")


def pairs(one: Incident) -> Iterator[Pair]:
    """Who with whom: each actor with each recipient; of parties who fight each other, or agree, each two."""
    if one.recipients:
        yield from product(one.actors or (None,), one.recipients)
    elif len(one.actors) > 1:
        yield from combinations(one.actors, 2)
    else:
        yield (one.actors[0] if one.actors else None), None


def number(one: Incident, pair: Pair) -> int:
    """The row's key, below zero: never one of GDELT's own. From the incident's id and the two names, so it stays the same."""
    key = "\0".join([one.id, *(party.name if party else "" for party in pair)])
    return -int.from_bytes(hashlib.sha256(key.encode()).digest()[:6], "big") - 1


def _row(one: Incident, pair: Pair, reports: Reports) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(tables.columns(NAME))
    row |= {"GLOBALEVENTID": number(one, pair), "QuadClass": QUADS[one.type], "IsRootEvent": None}
    row |= _when(one) | _code(one) | _party("Actor1", pair[0]) | _party("Actor2", pair[1]) | _where(one)
    mentions = sum(len(event.mentions) for event in rows.events(one))
    added = [stored.added for stored in rows.published(one, reports)]
    return row | {
        "NumMentions": mentions, "NumSources": len(rows.outlets(one)) or None, "NumArticles": len(one.reports),
        "DATEADDED": int(f"{min(added):%Y%m%d%H%M%S}") if added else None, "SOURCEURL": next(iter(rows.urls(one, reports)), None),
    }  # fmt: skip


def _when(one: Incident) -> dict[str, Any]:
    """The first day; only the month, or the year, where no more is known."""
    start, _ = rows.days(one)
    if start is None or one.time is None:
        return {}
    year = {"Year": start.year}
    if one.time.precision == "year":
        return year
    month = year | {"MonthYear": int(f"{start:%Y%m}")}
    if one.time.precision == "month":
        return month
    return month | {"SQLDATE": int(f"{start:%Y%m%d}"), "FractionDate": f"{_fraction(start):.4f}"}


def _fraction(day: date) -> float:
    """GDELT's: the year, and (month * 30 + day) / 365 of it."""
    return day.year + min((day.month * 30 + day.day) / 365, 0.9999)


def _code(one: Incident) -> dict[str, Any]:
    known = tables.cameo()
    found = known.get((one.type, one.mode or "")) or known.get((one.type, ""), {})
    code = found.get("code", "")
    if not code:
        return {}
    return {
        "EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2], "GoldsteinScale": float(found["goldstein"]),
    }  # fmt: skip


def _party(side: str, party: Party | None) -> dict[str, Any]:
    """Name, country (CAMEO's codes are three letters, as ISO's) and role."""
    if party is None:
        return {}
    role = SECTORS.get(party.sector, "")
    return {
        f"{side}Code": f"{party.country or ''}{role}" or None, f"{side}Name": party.name.upper(),
        f"{side}CountryCode": party.country, f"{side}Type1Code": role or None,
    }  # fmt: skip


def _where(one: Incident) -> dict[str, Any]:
    """Where it happened; GDELT's places of the actors are not known."""
    place = one.place
    if place is None:
        return {}
    fips, state = tables.country(place.country, "fips"), tables.country(place.country, "name")
    american = place.country == "USA"
    kinds = {"country": 1, "region": 2 if american else 5}
    whole = place.precision == "country"
    parts = [place.name] if whole else [place.name, "" if place.admin1 == place.name else place.admin1, state]
    return {
        "ActionGeo_Type": kinds.get(place.precision, 3 if american else 4),
        "ActionGeo_FullName": ", ".join(part for part in parts if part), "ActionGeo_CountryCode": fips or None,
        "ActionGeo_ADM1Code": fips or None if whole else None, "ActionGeo_Lat": place.lat, "ActionGeo_Long": place.lon,
        "ActionGeo_FeatureID": fips or None if whole else None,
    }  # fmt: skip
