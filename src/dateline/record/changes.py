"""What a new reading of a report says otherwise than an old one, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.model.reading import Agreement, Casualty, Entity, Event, Place, Position, Reading, Time, Toll
from dateline.model.span import Span

Item = Event | Toll | Agreement
PASSED_OVER = frozenset({"id", "confidence", "mentions", "sentence"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one event, toll or agreement: before and after, as text; "" where it was not there."""

    report: str
    item: str
    field: str
    before: str
    after: str


def compare(old: Reading, new: Reading) -> list[Difference]:
    """All differences; an item that is only in one of the two has a single line with the field "all"."""
    report = old.report.id
    found: list[Difference] = []
    for kind in ("events", "tolls", "agreements"):
        for before, after in _paired(getattr(old, kind), getattr(new, kind)):
            if before is None or after is None:
                item = before or after
                assert item is not None
                texts = ("", describe(item)) if before is None else (describe(item), "")
                found.append(Difference(report, f"{kind[:-1]} {item.id}", "all", *texts))
            else:
                found += [Difference(report, f"{kind[:-1]} {before.id}", *change) for change in _fields(before, after)]
    return found


def describe(item: Item) -> str:
    """An item in a few words."""
    if isinstance(item, Toll):
        return f"{item.effect} {number(item)}: {item.sentence.text[:80]}"
    kind = item.type if isinstance(item, Event) else f"{item.kind} {item.state}"
    return f"{kind}: {item.mentions[0].sentence.text[:80]}"


def number(figure: Any) -> str:
    """A figure as text: 12, 12-15, 12+, -80."""
    low, best, high = figure.low, figure.best, figure.high
    if best is not None and low == best == high:
        return str(best)
    if low is not None and high is None:
        return f"{low}+"
    if low is None and high is None:
        return "" if best is None else f"~{best}"
    return f"{'' if low is None else low}-{high}"


def _paired(old: Sequence[Item], new: Sequence[Item]) -> Iterator[tuple[Item | None, Item | None]]:
    left = list(new)
    for before in old:
        places = _places(before)
        after = max(left, key=lambda item: len(places & _places(item)), default=None)
        if after is not None and places & _places(after):
            left.remove(after)
            yield before, after
        else:
            yield before, None
    for after in left:
        yield None, after


def _places(item: Item) -> set[int]:
    """The characters of the words that tell of an item."""
    spans = [item.span] if isinstance(item, Toll) else [mention.trigger for mention in item.mentions]
    return {place for span in spans for place in range(span.start, span.end)}


def _fields(before: Item, after: Item) -> Iterator[tuple[str, str, str]]:
    for field in type(before).model_fields:
        if field not in PASSED_OVER:
            a, b = text(getattr(before, field)), text(getattr(after, field))
            if a != b:
                yield field, a, b


def text(value: Any) -> str:
    """A field's value in words."""
    if value is None:
        return ""
    if isinstance(value, (tuple, list)):
        return "; ".join(map(text, value))
    if isinstance(value, Position):
        return f"{value.holder.name} {value.stance}"
    if isinstance(value, Casualty):
        return f"{value.effect} {value.who} {number(value)}"
    if isinstance(value, Place):
        return f"{value.name} ({value.precision}{f', {value.country}' if value.country else ''})"
    if isinstance(value, Entity):
        return f"{value.name} ({value.country or '?'} {value.sector})"
    return _days(value) if isinstance(value, Time) else value.text if isinstance(value, Span) else str(value)


def _days(time: Time) -> str:
    relation = "" if time.relation == "on" else f"{time.relation} "
    return f"{relation}{time.start or '?'}" + (f"/{time.end or '..'}" if time.end != time.start else "")
