"""What the components of a reader find, and where on the Doc they leave it.

Every component reads and writes ``doc._`` attributes only:

=================  =====================  ==========================================================
attribute          given by               what it holds
=================  =====================  ==========================================================
``source``         the reader             the report's text; ``doc.text`` is of the same length but may differ in case
``published``      the reader             day of publication (``datetime.date``) or None
``home``           the reader             ISO 3166 alpha-3 code of the outlet's country, or None
``zones``          dateline_layout        parts of the text that are no story: captions, bylines, boilerplate
``times``          dateline_when          ``list[Time]`` in order of the text
``document_date``  dateline_when          day against which relative dates were resolved, or None
``places``         dateline_where         ``list[Place]`` in order of the text
``actors``         dateline_who           ``list[ActorMention]`` in order of the text
``listed_with``    dateline_who           head token to head token: "X and other outlets" speak together
``counts``         dateline_how_many      ``list[Count]`` in order of the text
``frames``         dateline_what          ``list[Frame]``, one a mention of an event
``surroundings``   dateline_what          what each sentence and the report speak of (``guards.Surroundings``)
``signals``        dateline_signals       what the network sees (``signals.Signals``)
``reading``        dateline_merge         ``Reading`` parts: events, tolls, agreements
=================  =====================  ==========================================================

Spans of findings are token offsets; ``span_of`` makes the contract's character spans of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc

from dateline.model.reading import Effect, Entity, EventType, Kind, Place, Position, Sector, Status, Time, Victims
from dateline.model.span import Span

DEFAULTS: dict[str, Any] = {
    "published": None,
    "home": None,
    "listed_with": None,
    "surroundings": None,
    "document_date": None,
    "reading": None,
    "signals": None,
}
LISTS = ("zones", "times", "places", "actors", "counts", "frames")


def register() -> None:
    """Tell spaCy of our attributes; calling it again changes nothing."""
    for name, default in DEFAULTS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    for name in LISTS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    if not Doc.has_extension("source_text"):
        Doc.set_extension("source_text", default=None)
    if not Doc.has_extension("source"):
        Doc.set_extension("source", getter=lambda doc: doc._.source_text or doc.text)


def span_of(doc: Doc, start: int, end: int) -> Span:
    """The contract's span of tokens ``start`` to ``end`` (exclusive), its text cut from the report itself."""
    first, last = doc[start], doc[end - 1]
    return Span.of(doc._.source, first.idx, last.idx + len(last))


@dataclass(slots=True)
class Zone:
    """Tokens ``start`` to ``end`` that are no running story: ``caption``, ``byline``, ``boilerplate``, ``heading``."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class ActorMention:
    """One mention of somebody who can act, be acted on or speak.

    ``start``, ``end``, ``head`` are token indices of the noun phrase and its head word. ``key`` is the same for all
    mentions of one entity in the report (a name, a later title, a pronoun). ``form`` says how it stands there.
    ``antecedent`` is the rule that joined it to the entity, for ``--explain``.
    """

    start: int
    end: int
    head: int
    key: str
    name: str
    country: str | None = None
    sector: Sector = "UNK"
    kind: Kind = "unknown"
    role: str | None = None
    affiliation: str | None = None
    wikidata: str | None = None
    form: str = "name"  # name | nominal | pronoun
    plural: bool = False
    rule: str = ""

    def entity(self, doc: Doc) -> Entity:
        """The contract's entity for this mention."""
        return Entity(
            name=self.name,
            country=self.country,
            sector=self.sector,
            kind=self.kind,
            role=self.role,
            affiliation=self.affiliation,
            wikidata=self.wikidata,
            span=span_of(doc, self.start, self.end),
        )


@dataclass(slots=True)
class Count:
    """A number of people hurt, at tokens ``start`` to ``end`` ("at least 12 people"), before it is given to an event.

    ``anchor`` is the token of the word that tells the effect ("killed", "dead", "toll"). ``cumulative`` is the reason
    why it counts more than one event ("since ...", "death toll", "so far"), or "".
    """

    start: int
    end: int
    anchor: int
    effect: Effect
    who: Victims
    low: int | None
    best: int | None
    high: int | None
    part_of: int | None = None  # index into doc._.counts
    cumulative: str = ""
    rule: str = ""


@dataclass(slots=True)
class Frame:
    """One mention of one event. ``trigger`` is the token that names it; ``start``, ``end`` its words."""

    trigger: int
    start: int
    end: int
    type: EventType
    mode: str | None = None
    contexts: list[str] = field(default_factory=list)
    status: Status = "reported"
    actors: list[ActorMention] = field(default_factory=list)
    recipients: list[ActorMention] = field(default_factory=list)
    place: Place | None = None
    time: Time | None = None
    counts: list[Count] = field(default_factory=list)
    weapon: tuple[int, int] | None = None
    positions: list[Position] = field(default_factory=list)
    about: Frame | None = None
    confidence: float = 0.5
    reasons: dict[str, str] = field(default_factory=dict)
    anaphoric: bool = False  # "the attack": speaks of an event told elsewhere
    vetted: bool = False  # the lexicon's sense asked for the instrument of the act, and it was there
    asked: int = -1  # the token at which the network is asked for this mention's parts; -1: at the trigger

    @property
    def at(self) -> int:
        """The token that stands for this mention in ``doc._.signals``."""
        return self.asked if self.asked >= 0 else self.trigger

    def sentence(self, doc: Doc) -> tuple[int, int]:
        """First and last (exclusive) token of the sentence that the trigger stands in."""
        sent = doc[self.trigger].sent
        return sent.start, sent.end
