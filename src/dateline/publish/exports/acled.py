"""ACLED's 31 columns, as CSV. Codes that only ACLED assigns stay empty; the row's key is the incident's own id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.publish.exports import rows, tables
from dateline.publish.exports.figures import Casualties, estimate
from dateline.publish.exports.rows import CIVILIAN, NON_STATE, STATE, Reports, Target
from dateline.record.model import Incident, Party

NAME = "acled"
ABOUT = "ACLED's 31 columns, CSV: violence, protests, agreements, arrests"

TIME = {"hour": 1, "day": 1, "range": 2, "week": 2, "month": 3, "year": 3}
GEO = {"site": 1, "city": 1, "district": 2, "region": 3, "country": 3}
EXPLOSIONS = {"explosives": "", "suicide-attack": "Suicide bomb", "heavy-weapons": ""}
VIOLENCE = {"abduct": "Abduction/forced disappearance", "sexual": "Sexual violence"}
STRATEGIC = {
    ("AGREE", ""): "Agreement", ("COERCE", "arrest"): "Arrests", ("RETREAT", "withdraw"): "Non-violent transfer of territory",
}  # fmt: skip
DEMONSTRATED = frozenset({"Protests", "Riots"})
POLITICAL, DEMONSTRATIONS, STRATEGY = "Political violence", "Demonstrations", "Strategic developments"


def holds(one: Incident) -> bool:
    """Whether ACLED has a type for it, and it is told as having happened."""
    return rows.happened(one) and kind(one) is not None


def kind(one: Incident) -> tuple[str, str, str] | None:
    """ACLED's disorder type, event type and sub-event type ("" where the words do not tell); None if it has none."""
    mode = one.mode or ""
    if one.type == "ASSAULT":
        return _violence(one, mode)
    if one.type == "PROTEST" and mode in ("demo", "obstruct", "riot", "hunger", "strike"):
        return (DEMONSTRATIONS, "Riots", "") if mode == "riot" else (DEMONSTRATIONS, "Protests", "")
    strategic = STRATEGIC.get((one.type, "" if one.type == "AGREE" else mode))
    if strategic == "Non-violent transfer of territory":
        # A withdrawal leaves territory; who takes it over is not said.
        return STRATEGY, STRATEGY, ""
    return (STRATEGY, STRATEGY, strategic) if strategic else None


def write(incidents: Sequence[Incident], reports: Reports, out: Target, casualties: Casualties) -> int:
    """Write what ACLED has a type for; gives how many rows there are."""
    found = (_row(one, reports, casualties) for one in incidents if holds(one))
    return rows.write_csv(tables.columns(NAME), found, out)


def _violence(one: Incident, mode: str) -> tuple[str, str, str]:
    if mode in EXPLOSIONS:
        return POLITICAL, "Explosions/Remote violence", EXPLOSIONS[mode]
    if mode in VIOLENCE or _civilians(one):
        return POLITICAL, "Violence against civilians", VIOLENCE.get(mode, "Attack")
    first, second = rows.sides(one)
    if (first and second and _armed(first) and _armed(second)) or (not one.recipients and len(one.actors) > 1):
        return POLITICAL, "Battles", "Armed clash"
    return POLITICAL, "", ""


def _row(one: Incident, reports: Reports, rule: Casualties) -> dict[str, Any]:
    disorder, event, sub = kind(one) or ("", "", "")
    row: dict[str, Any] = dict.fromkeys(tables.columns(NAME))
    row |= {"event_id_cnty": one.id, "disorder_type": disorder, "event_type": event, "sub_event_type": sub}
    row |= _when(one) | _who(one, event) | _where(one)
    killed = estimate(one, "killed", rule)
    row |= {
        "civilian_targeting": "Civilian targeting" if disorder == POLITICAL and _civilians(one) else None,
        "source": "; ".join(rows.outlets(one)), "notes": _notes(one, reports, killed.words), "fatalities": killed.best,
    }  # fmt: skip
    return row


def _when(one: Incident) -> dict[str, Any]:
    start, _ = rows.days(one)
    precision = TIME.get(one.time.precision) if one.time and start else None
    days = rows.length(one)
    if days and one.time and one.time.precision == "range":
        precision = 1 if days == 1 else 2 if days <= 7 else 3
    return {"event_date": start, "year": start.year if start else None, "time_precision": precision}


def _who(one: Incident, event: str) -> dict[str, Any]:
    first, second = rows.sides(one)
    if event in DEMONSTRATED:
        second = ()  # ACLED's second actor of a demonstration is who meets it, not whom it is against
    here = one.place.country if one.place else None
    # Nobody named is nobody there only where the second has no part to play; who was hit, or who hit, is unknown.
    alone = 0 if first and one.type != "ASSAULT" else None
    inter = [_inter(first[0], event, here) if first else None, _inter(second[0], event, here) if second else alone]
    known = sorted(code for code in inter if code)
    whole = None not in inter and known
    return {
        "actor1": first[0].name if first else None, "assoc_actor_1": rows.names(first[1:]), "inter1": inter[0],
        "actor2": second[0].name if second else None, "assoc_actor_2": rows.names(second[1:]), "inter2": inter[1],
        "interaction": "".join(map(str, known)).ljust(2, "0") if whole else None,
    }  # fmt: skip


def _inter(party: Party, event: str, here: str | None) -> int | None:
    """ACLED's kind of actor: 1 state forces, 2 rebels, 5 rioters, 6 protesters, 7 civilians, 8 others; None if unclear."""
    if event in DEMONSTRATED and party.sector not in STATE:
        return 5 if event == "Riots" else 6
    if party.sector in STATE:
        return None if not (here and party.country) else 1 if party.country == here else 8
    if party.sector == "REB":
        return 2
    return 7 if party.sector in CIVILIAN else None


def _armed(side: Sequence[Party]) -> bool:
    return all(party.sector in STATE | NON_STATE for party in side)


def _civilians(one: Incident) -> bool:
    """Whether those acted on are civilians, all of them."""
    return bool(one.recipients) and all(party.sector in CIVILIAN for party in one.recipients)


def _where(one: Incident) -> dict[str, Any]:
    place = one.place
    if place is None:
        return {}
    whole = place.precision == "country"
    return {
        "iso": tables.country(place.country, "numeric") or None, "region": tables.country(place.country, "acled_region"),
        "country": tables.country(place.country, "name"), "admin1": None if whole else place.admin1,
        "location": None if whole else place.name, "latitude": place.lat, "longitude": place.lon,
        "geo_precision": GEO[place.precision],
    }  # fmt: skip


def _notes(one: Incident, reports: Reports, killed: str) -> str:
    """The evidence, what no column holds, and where it is from."""
    _, end = rows.days(one)
    injured = estimate(one, "injured", Casualties.range).words
    against = rows.names(one.recipients) if one.type == "PROTEST" else ""
    parts = [
        rows.evidence(one), f"Against: {against}" if against else "", f"Killed, as reported: {killed}" if killed else "",
        f"Injured, as reported: {injured}" if injured else "",
        f"Status: {one.status}" if one.status != "reported" else "",
        f"Until: {end}" if end and rows.length(one) != 1 else "", f"URL: {' '.join(rows.urls(one, reports))}",
    ]  # fmt: skip
    return ". ".join(part for part in parts if part and part != "URL: ")
