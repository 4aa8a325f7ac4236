"""What a reading says as cards: one per event, toll and agreement, of labelled lines with their evidence.

The terminal and the page differ in layout alone; what they say, and in which order, is settled here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dateline.model.reading import Agreement, Casualty, Entity, Event, Mention, Position, Reading, Reason, Time, Toll
from dateline.model.span import Span
from dateline.publish import words

Role = Literal["event", "number", "speaker", "actor", "place", "time", "detail"]
"""What a stretch of evidence tells: marked differently in the text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled statement of a card; ``span`` is the evidence, None where there is none."""

    label: str
    words: str
    role: Role = "detail"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One event, toll or agreement. ``number`` counts within its kind; ``mark`` is a status worth a warning, or ""."""

    id: str
    kind: Literal["event", "toll", "agreement"]
    number: int
    heading: str
    mark: str
    lines: tuple[Line, ...]
    mentions: tuple[Mention, ...]
    why: tuple[Line, ...] = ()

    @property
    def name(self) -> str:
        """``Event 3``."""
        return f"{self.kind.capitalize()} {self.number}"

    def evidence(self) -> Iterator[tuple[Span, Role]]:
        """Every stretch of text that the card rests on."""
        for mention in self.mentions:
            yield mention.trigger, "number" if self.kind == "toll" else "event"
        for line in self.lines:
            if line.span is not None:
                yield line.span, line.role


def cards(reading: Reading, *, explain: bool = False) -> list[Card]:
    """The cards of a reading: events, then tolls, then agreements; with ``explain``, the reasons of each."""
    why = _reasons(reading.reasons) if explain else {}
    names = {event.id: f"event {n}" for n, event in enumerate(reading.events, 1)}
    return [
        *(_event(event, n, names, why.get(event.id, ())) for n, event in enumerate(reading.events, 1)),
        *(_toll(toll, n, why.get(toll.id, ())) for n, toll in enumerate(reading.tolls, 1)),
        *(_agreement(deal, n, why.get(deal.id, ())) for n, deal in enumerate(reading.agreements, 1)),
    ]


def summary(reading: Reading) -> str:
    """``3 events (1 disputed), 1 toll, no agreements``."""
    disputed = sum(event.status == "disputed" for event in reading.events)
    parts = [words.count(len(reading.events), "event") + (f" ({disputed} disputed)" if disputed else "")]
    parts += [words.count(len(reading.tolls), "toll"), words.count(len(reading.agreements), "agreement")]
    return ", ".join(part.replace("0 ", "no ", 1) if part.startswith("0 ") else part for part in parts)


def _event(event: Event, n: int, names: dict[str, str], why: tuple[Line, ...]) -> Card:
    lines = [
        *_entities("who", event.actors), *_entities("to whom", event.recipients),
        *([Line("where", words.place(event.place), "place", event.place.span)] if event.place else []),
        *_time("when", event.time), *_numbers(event.casualties),
        *_positions(event.positions, disputed=event.status == "disputed"),
        *([Line("weapon", words.clean(event.weapon.text), "detail", event.weapon)] if event.weapon else []),
        *([Line("about", names.get(event.about, words.clean(event.about)))] if event.about else []),
        *([Line("subject", words.listed([words.plain(c) for c in event.contexts]))] if event.contexts else []),
        Line("how sure", words.confidence(event.confidence)),
    ]  # fmt: skip
    mark = "" if event.status == "reported" else event.status
    heading = words.event_type(event.type, event.mode)
    return Card(event.id, "event", n, heading, mark, tuple(lines), event.mentions, why)


def _toll(toll: Toll, n: int, why: tuple[Line, ...]) -> Card:
    lines = [
        Line("number", words.casualty(toll), "number", toll.span),
        *([Line("of", words.entity(toll.of), "actor", toll.of.span)] if toll.of else []),
        *([Line("scope", words.clean(toll.scope))] if toll.scope else []),
        *_time("since", toll.since), *_time("as of", toll.as_of),
        *_positions(toll.positions, disputed=any(p.stance == "denies" for p in toll.positions)),
        Line("how sure", words.confidence(toll.confidence)),
    ]  # fmt: skip
    told = (Mention(trigger=toll.span, sentence=toll.sentence),)
    return Card(toll.id, "toll", n, f"Toll: {words.casualty(toll)}", "", tuple(lines), told, why)


def _agreement(deal: Agreement, n: int, why: tuple[Line, ...]) -> Card:
    lines = [
        *_entities("between", deal.parties), *_entities("mediated by", deal.mediators),
        *_time("agreed", deal.agreed), *_time("in effect", deal.effective),
        Line("state", words.plain(deal.state)),
        *(Line("terms", words.shorten(term.text), "detail", term) for term in deal.terms),
        Line("how sure", words.confidence(deal.confidence)),
    ]  # fmt: skip
    heading = words.AGREEMENTS[deal.kind]
    return Card(deal.id, "agreement", n, heading, words.plain(deal.state), tuple(lines), deal.mentions, why)


def _entities(label: str, entities: Iterable[Entity]) -> Iterator[Line]:
    return (Line(label, words.entity(one), "actor", one.span) for one in entities)


def _time(label: str, time: Time | None) -> Iterator[Line]:
    if time is not None:
        yield Line(label, words.time(time), "time", time.span)


def _numbers(casualties: tuple[Casualty, ...]) -> Iterator[Line]:
    whole = {one.id: words.number(one.low, one.best, one.high) for one in casualties}
    for one in casualties:
        among = f", among the {whole[one.part_of]}" if one.part_of in whole else ""
        yield Line("numbers", words.casualty(one) + among, "number", one.span)


def _positions(positions: tuple[Position, ...], *, disputed: bool) -> Iterator[Line]:
    if not any(one.stance in {"asserts", "confirms"} for one in positions):
        yield Line("for" if disputed else "according to", "the report itself")
    for one in sorted(positions, key=lambda p: p.stance in {"denies", "doubts"}) if disputed else positions:
        against = one.stance in {"denies", "doubts"}
        label = ("against" if against else "for") if disputed else "according to"
        yield Line(label, words.position(one), "speaker", one.span)


def _reasons(reasons: tuple[Reason, ...]) -> dict[str, tuple[Line, ...]]:
    found: dict[str, list[Line]] = {}
    for reason in dict.fromkeys(reasons):
        lines = found.setdefault(reason.item, [])
        spans: tuple[Span | None, ...] = reason.spans or (None,)
        lines += [Line(words.plain(reason.field), words.clean(reason.rule), "detail", span) for span in spans]
    return {item: tuple(lines) for item, lines in found.items()}
