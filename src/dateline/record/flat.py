"""Incidents, tolls, claims and agreements as JSON and as flat rows."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from dateline.record.changes import number
from dateline.record.correcting import shown
from dateline.record.model import Claim, Figure, Incident, Judgement, Pact, TollSeries

EFFECTS = ("killed", "injured", "missing", "captured", "displaced", "casualties")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Making one costs more than using it."""
    return TypeAdapter(kind)


def as_json(value: Any) -> dict[str, Any]:
    """A value of the record as JSON. An incident also says its reports and, of each of its versions, which event it is."""
    told: dict[str, Any] = _adapter(type(value)).dump_python(value, mode="json")  # type: ignore[arg-type]  # a class can be hashed
    if isinstance(value, Incident):
        told["versions"] = [_version(version) for version in value.versions]
        told["reports"] = list(value.reports)
    return told


def judgement_as_json(one: Judgement) -> dict[str, Any]:
    """A judgement as JSON, a corrected place by its name."""
    told: dict[str, Any] = _adapter(Judgement).dump_python(one, mode="json")
    return told | {"value": shown(one.field, one.value) or None}


def _version(version: Any) -> dict[str, Any]:
    event = version.event
    return {
        "key": version.key, "report": version.report, "publisher": version.publisher, "voice": version.voice,
        "published": str(version.published) if version.published else None, "status": event.status,
        "evidence": [{"trigger": m.trigger.model_dump(), "sentence": m.sentence.model_dump()} for m in event.mentions],
    }  # fmt: skip


def as_row(value: Any) -> list[dict[str, Any]]:
    """A value as flat rows: an incident, claim or agreement is one, a series of tolls has one a figure."""
    if isinstance(value, Incident):
        return [_incident(value)]
    if isinstance(value, TollSeries):
        return _series(value)
    if isinstance(value, Claim):
        return [_claim(value)]
    if isinstance(value, Pact):
        return [_pact(value)]
    raise TypeError(f"{type(value).__name__} has no rows")


def _incident(one: Incident) -> dict[str, Any]:
    place, time = one.place, one.time
    row: dict[str, Any] = {
        "id": one.id, "type": one.type, "mode": one.mode, "contexts": "; ".join(one.contexts), "status": one.status,
        "disputed": one.disputed, "start": time.start if time else None, "end": time.end if time else None,
        "time_precision": time.precision if time else None, "place": place.name if place else None,
        "admin1": place.admin1 if place else None, "country": place.country if place else None,
        "lat": place.lat if place else None, "lon": place.lon if place else None,
        "place_precision": place.precision if place else None, "actors": "; ".join(p.name for p in one.actors),
        "recipients": "; ".join(p.name for p in one.recipients),
    }  # fmt: skip
    for effect in EFFECTS:
        row[effect] = figures_in_words(one.figures, effect)
    evidence = one.versions[0].event.mentions[0].sentence.text if one.versions else None
    return row | {
        "sources": one.independent_sources, "reports": "; ".join(one.reports), "confidence": one.confidence, "evidence": evidence,
    }  # fmt: skip


def figures_in_words(figures: tuple[Figure, ...], effect: str) -> str | None:
    """The figures of one effect, each distinct one once, as they were reported: "12; 15+"; None where there is none.

    Of a report, the largest: it may give parts as well ("12 killed, three of them children").
    """
    largest: dict[str, Figure] = {}
    for figure in figures:
        if figure.effect == effect:
            known = largest.get(figure.report)
            if known is None or _size(figure) > _size(known):
                largest[figure.report] = figure
    return "; ".join(dict.fromkeys(number(figure) for figure in largest.values())) or None


def _size(figure: Figure) -> int:
    return max(value or 0 for value in (figure.low, figure.best, figure.high))


def _series(one: TollSeries) -> list[dict[str, Any]]:
    flags = "; ".join(one.flags)
    return [
        {
            "series": one.id, "scope": one.scope, "of": one.of, "effect": one.effect, "source": one.source, "as_of": f.as_of,
            "low": f.toll.low, "best": f.toll.best, "high": f.toll.high, "report": f.report, "publisher": f.publisher,
            "flags": flags, "evidence": f.toll.sentence.text,
        }
        for f in one.figures
    ]  # fmt: skip


def _claim(one: Claim) -> dict[str, Any]:
    return {
        "id": one.id, "incident": one.incident, "words": one.words,
        "asserted_by": "; ".join(dict.fromkeys(v.name for v in one.asserted)),
        "denied_by": "; ".join(dict.fromkeys(v.name for v in one.denied)), "first_seen": one.first_seen,
        "first_report": one.first_report, "sources_for": one.independent_for, "sources_against": one.independent_against,
        "reports": "; ".join(dict.fromkeys(v.report for v in (*one.asserted, *one.denied))),
    }  # fmt: skip


def _pact(one: Pact) -> dict[str, Any]:
    return {
        "id": one.id, "kind": one.kind, "parties": "; ".join(one.parties), "mediators": "; ".join(one.mediators),
        "agreed": one.agreed, "state": one.state,
        "changes": "; ".join(f"{change.date or '?'} {change.state}" for change in one.changes),
        "reports": "; ".join(dict.fromkeys(change.report for change in one.changes)),
    }  # fmt: skip
