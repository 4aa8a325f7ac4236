"""What the record says: incidents, tolls, claims and agreements over many reports, each traced to its reports.

Values only, frozen. An incident is assembled from versions (one event of one reading each) and from links between them;
it can be taken apart again. Figures and positions keep the report and the words they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from dateline.model.reading import Agreement, Effect, Event, Place, Position, Sector, Stance, Toll, Victims
from dateline.model.span import Span

Verdict = Literal["same", "not_same", "reject", "correct", "confirm"]


class Told(Protocol):
    """What is asked of a report that tells something: ``Stored`` has it, and the ``Source`` of a reading."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def publisher(self) -> str | None:
        """Its outlet."""

    @property
    def published(self) -> date | None:
        """Its day of publication."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A report as the record holds it. ``voice`` is the report that its near-copies are counted with (its own id if none)."""

    id: str
    title: str | None
    publisher: str | None
    agency: str | None
    url: str | None
    published: date | None
    added: datetime
    voice: str
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """One event as one report tells it. ``key`` is "report id/event id" of the newest reading."""

    report: str
    event: Event
    published: date | None
    voice: str
    publisher: str | None

    @property
    def key(self) -> str:
        """What links and judgements name."""
        return f"{self.report}/{self.event.id}"


@dataclass(frozen=True, slots=True)
class Link:
    """Why two versions are, or are not, one incident: points by reason, and who says so (``machine`` or a name)."""

    a: str
    b: str
    verdict: Verdict
    score: float
    reasons: tuple[tuple[str, float], ...]
    by: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision, added and never overwritten. ``a`` and ``b`` name versions (``Version.key``) as they were then.

    ``field`` and ``value`` are a correction's. One that is undone stays listed and no longer counts.
    """

    id: int
    verdict: Verdict
    a: str
    b: str | None
    field: str | None
    value: str | None
    by: str
    why: str
    at: datetime
    undone_by: str | None
    undone_at: datetime | None

    @property
    def holds(self) -> bool:
        """Whether it counts."""
        return self.undone_at is None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people hurt, as one report gives it, with its speakers and the words that say so."""

    report: str
    effect: Effect
    who: Victims
    low: int | None
    best: int | None
    high: int | None
    speakers: tuple[str, ...]
    published: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient of an incident, and the reports that name it."""

    name: str
    country: str | None
    sector: Sector
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both inclusive, and the precision of the sharpest report."""

    start: date | None
    end: date | None
    precision: str


@dataclass(frozen=True, slots=True)
class Held:
    """A position on an incident, as one report gives it."""

    report: str
    position: Position


@dataclass(frozen=True, slots=True)
class Incident:
    """One real event, with every report's version of it side by side."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: str
    disputed: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Place | None
    time: Period | None
    figures: tuple[Figure, ...]
    positions: tuple[Held, ...]
    versions: tuple[Version, ...]
    links: tuple[Link, ...]
    independent_sources: int
    confidence: float

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of its reports, in order of publication."""
        return tuple(dict.fromkeys(v.report for v in self.versions))


@dataclass(frozen=True, slots=True)
class TollFigure:
    """One report's running total."""

    report: str
    publisher: str | None
    as_of: date | None
    toll: Toll


@dataclass(frozen=True, slots=True)
class TollSeries:
    """Running totals of one scope and population by one source, in order of their dates; flags are said, not mended."""

    id: str
    scope: str | None
    of: str | None
    effect: Effect
    source: str
    figures: tuple[TollFigure, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's stance in one report."""

    name: str
    stance: Stance
    report: str
    publisher: str | None
    date: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """What is asserted of an incident, by whom and since when, who denies it, and the independent sources on each side."""

    id: str
    incident: str
    words: str
    asserted: tuple[Voice, ...]
    denied: tuple[Voice, ...]
    first_seen: date | None
    first_report: str
    independent_for: int
    independent_against: int


@dataclass(frozen=True, slots=True)
class Change:
    """An agreement's state as of one report."""

    state: str
    date: date | None
    report: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Pact:
    """One agreement over many reports, and its state over time."""

    id: str
    kind: str
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    agreed: date | None
    state: str
    changes: tuple[Change, ...]
