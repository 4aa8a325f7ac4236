"""Corrections: what a person says an incident's field should be, shown in place of what was put together from the reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import cast, get_args

from dateline.errors import UsageError
from dateline.model.reading import Effect, EventType, Place, PlacePrecision, Status
from dateline.model.span import Span
from dateline.record.model import Figure, Incident, Judgement, Party, Period

POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")
DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?")
FIGURE = re.compile(r"(\d+)(?:-(\d+))?")


def settled(field: str, value: str) -> str:
    """The value to keep: a place's name is looked up now, so that it means the same for ever.

    Raises UsageError for a field that cannot be corrected, or a value that it cannot have.
    """
    if field not in FIELDS:
        raise UsageError(f"{field!r} is no field to correct: {', '.join(FIELDS)}")
    if not value.strip():
        raise UsageError(f"{field}= has no value: write {field}=VALUE")
    blank = Incident("", "ASSAULT", None, (), "reported", False, (), (), None, None, (), (), (), (), 0, 0.0)
    made = FIELDS[field](blank, value.strip(), "")
    named = field == "place" and made.place is not None and not POINT.fullmatch(value)
    return made.place.model_dump_json() if named and made.place else value.strip()


def shown(field: str | None, value: str | None) -> str:
    """A correction's value for people."""
    if field == "place" and value and value.startswith("{"):
        return Place.model_validate_json(value).name
    return value or ""


def apply(incident: Incident, judgements: Sequence[Judgement]) -> Incident:
    """The incident with those corrections made, in their order."""
    for judgement in sorted(judgements, key=lambda one: one.id):
        if judgement.field in FIELDS and judgement.value:
            incident = FIELDS[judgement.field](incident, judgement.value, f"{judgement.by}: {judgement.why}")
    return incident


def _type(incident: Incident, value: str, _: str) -> Incident:
    if value.upper() not in get_args(EventType):
        raise UsageError(f"type={value}: one of {', '.join(get_args(EventType))}")
    return replace(incident, type=value.upper())


def _status(incident: Incident, value: str, _: str) -> Incident:
    if value not in get_args(Status):
        raise UsageError(f"status={value}: one of {', '.join(get_args(Status))}")
    return replace(incident, status=value, disputed=value == "disputed")


def _mode(incident: Incident, value: str, _: str) -> Incident:
    return replace(incident, mode=value)


def _date(incident: Incident, value: str, _: str) -> Incident:
    found = DAYS.fullmatch(value)
    try:
        start = date.fromisoformat(found[1] if found else value)
        end = date.fromisoformat(found[2]) if found and found[2] else start
    except ValueError as error:
        raise UsageError(f"date={value}: write YYYY-MM-DD, or YYYY-MM-DD/YYYY-MM-DD") from error
    if end < start:
        raise UsageError(f"date={value}: the last day is before the first")
    return replace(incident, time=Period(start, end, "day" if start == end else "range"))


def _place(incident: Incident, value: str, why: str) -> Incident:
    span = Span(start=0, end=max(1, len(why or value)), text=why or value)
    if value.startswith("{"):
        return replace(incident, place=Place.model_validate_json(value).model_copy(update={"span": span}))
    point = POINT.fullmatch(value)
    if point:
        lat, lon = float(point[1]), float(point[2])
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise UsageError(f"place={value}: a point is degrees north, degrees east, as in 36.2,37.16")
        country = incident.place.country if incident.place else None
        return replace(
            incident, place=Place(name=value, country=country, lat=lat, lon=lon, precision="site", span=span)
        )
    best = look_up(value)
    if best is None:
        raise UsageError(f"place={value}: no such place is known: give a point as LAT,LON")
    return replace(incident, place=best.model_copy(update={"span": span}))


def look_up(name: str) -> Place | None:
    """The likeliest place of that name, as ``dateline where`` finds it; None where the gazetteer knows none."""
    from dateline.reader.alone import look_up as candidates

    found = candidates(name)
    if not found:
        return None
    best = found[0].place
    return Place(
        name=best.name, names=tuple(best.names), country=best.country, admin1=best.admin1, lat=best.lat, lon=best.lon,
        geonames_id=best.geonames_id, precision=cast(PlacePrecision, best.precision), span=Span(start=0, end=max(1, len(name)), text=name),
    )  # fmt: skip


def _party(name: str) -> Party:
    return Party(name, None, "UNK", ())


def _actor(incident: Incident, value: str, _: str) -> Incident:
    return replace(incident, actors=tuple(_party(name.strip()) for name in value.split(";") if name.strip()))


def _recipient(incident: Incident, value: str, _: str) -> Incident:
    return replace(incident, recipients=tuple(_party(name.strip()) for name in value.split(";") if name.strip()))


def _figure(effect: Effect) -> Callable[[Incident, str, str], Incident]:
    def correct(incident: Incident, value: str, why: str) -> Incident:
        found = FIGURE.fullmatch(value)
        if not found:
            raise UsageError(f"{effect}={value}: write a number, or a range as 10-15")
        low, high = int(found[1]), int(found[2] or found[1])
        if high < low:
            raise UsageError(f"{effect}={value}: the range runs backwards")
        best = low if low == high else None
        span = Span(start=0, end=max(1, len(why)), text=why or value)
        by = (why.partition(":")[0],) if why else ()
        figure = Figure("judgement", effect, "unspecified", low, best, high, by, None, span)
        return replace(incident, figures=(*incident.figures, figure))

    return correct


FIELDS: dict[str, Callable[[Incident, str, str], Incident]] = {
    "type": _type,
    "mode": _mode,
    "status": _status,
    "date": _date,
    "place": _place,
    "actor": _actor,
    "recipient": _recipient,
    **{effect: _figure(effect) for effect in get_args(Effect)},
}
"""What can be corrected. Several names are parted by ``;``. A corrected figure stands beside the reported ones."""
