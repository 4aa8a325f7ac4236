"""A reading: what one report says (codebook, and ``reading.schema.json`` beside this file)."""

from __future__ import annotations

import json
from datetime import date
from importlib import resources
from typing import Any, Literal

from pydantic import Field

from dateline.model.span import Frozen, Span

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Sector = Literal[
    "GOV", "MIL", "COP", "SPY", "REB", "UAF", "OPP", "PTY", "LEG", "JUD", "IGO", "NGO", "MED", "BUS", "EDU", "REL",
    "CVL", "REF", "UNK",
]  # fmt: skip
Kind = Literal["person", "organization", "group", "country", "unknown"]
PlacePrecision = Literal["site", "city", "district", "region", "country"]
TimePrecision = Literal["hour", "day", "week", "month", "year", "range"]
Relation = Literal["on", "before", "after", "since", "until"]
Stance = Literal["asserts", "denies", "confirms", "doubts"]
Effect = Literal["killed", "injured", "missing", "captured", "displaced", "casualties"]
Victims = Literal[
    "civilians", "military", "rebels", "police", "officials", "journalists", "aid_workers", "children", "unspecified",
]  # fmt: skip
Status = Literal["reported", "alleged", "disputed", "planned", "hypothetical", "negated"]
AgreementKind = Literal["ceasefire", "peace", "prisoner_exchange", "withdrawal", "access", "other"]
AgreementState = Literal["proposed", "agreed", "in_force", "strained", "violated", "collapsed", "ended"]
Country = str
"""An ISO 3166-1 alpha-3 code."""


class Entity(Frozen):
    """An actor, recipient, speaker or party, at one mention. Codebook: "Actors and recipients"."""

    name: str
    country: Country | None = Field(default=None, pattern="^[A-Z]{3}$")
    sector: Sector = "UNK"
    kind: Kind = "unknown"
    role: str | None = None
    affiliation: str | None = None
    wikidata: str | None = None
    span: Span


class Place(Frozen):
    """A place name as resolved; ``lat``, ``lon`` in degrees (WGS 84), None where it could not be resolved."""

    name: str
    names: tuple[str, ...] = ()
    country: Country | None = Field(default=None, pattern="^[A-Z]{3}$")
    admin1: str | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    geonames_id: int | None = None
    precision: PlacePrecision
    span: Span


class Time(Frozen):
    """A time expression as resolved: first and last day, both inclusive; None where open or unresolved."""

    start: date | None
    end: date | None
    precision: TimePrecision
    relation: Relation = "on"
    span: Span


class Position(Frozen):
    """Who asserts, denies, confirms or doubts an event or a toll."""

    holder: Entity
    stance: Stance
    time: Time | None = None
    venue: str | None = None
    span: Span


class Casualty(Frozen):
    """A number of people hurt, as the codebook's table reads the words: ``low``, ``best``, ``high``."""

    id: str
    effect: Effect
    who: Victims = "unspecified"
    low: int | None = Field(default=None, ge=0)
    best: int | None = Field(default=None, ge=0)
    high: int | None = Field(default=None, ge=0)
    part_of: str | None = None
    span: Span


class Mention(Frozen):
    """One place in the text that tells of an event: the words that name it, and their sentence."""

    trigger: Span
    sentence: Span


class Event(Frozen):
    """One event with all its mentions. Codebook: "Events"."""

    id: str
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    status: Status = "reported"
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    place: Place | None = None
    time: Time | None = None
    casualties: tuple[Casualty, ...] = ()
    weapon: Span | None = None
    about: str | None = None
    positions: tuple[Position, ...] = ()
    mentions: tuple[Mention, ...] = Field(min_length=1)
    confidence: float = Field(ge=0, le=1)


class Toll(Casualty):
    """A running or whole-conflict total that belongs to no single event."""

    of: Entity | None = None
    scope: str | None = None
    since: Time | None = None
    as_of: Time | None = None
    positions: tuple[Position, ...] = ()
    sentence: Span
    confidence: float = Field(ge=0, le=1)


class Agreement(Frozen):
    """A truce, ceasefire, peace deal or exchange, and its state as of the report."""

    id: str
    kind: AgreementKind
    parties: tuple[Entity, ...] = ()
    mediators: tuple[Entity, ...] = ()
    agreed: Time | None = None
    effective: Time | None = None
    state: AgreementState
    terms: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = Field(min_length=1)
    confidence: float = Field(ge=0, le=1)


class Source(Frozen):
    """The report that was read, with its text, so that a reading stands alone."""

    id: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str
    published: date | None = None
    text: str


class Coder(Frozen):
    """What read the report: name and version of the package, language model, ontology."""

    name: str = "dateline"
    version: str
    model: str
    ontology: str = "PLOVER"


class Reason(Frozen):
    """Why one field of one event, toll or agreement has its value: the rule or model, and the words it rests on."""

    item: str
    field: str
    rule: str
    spans: tuple[Span, ...] = ()


class Reading(Frozen):
    """What one report says. ``reasons`` explains it and is no part of the contract: ``to_json`` leaves it out."""

    report: Source
    coder: Coder
    events: tuple[Event, ...] = ()
    tolls: tuple[Toll, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    entities: tuple[Entity, ...] = ()
    warnings: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = Field(default=(), exclude=True, repr=False)

    def to_json(self, *, indent: int | None = None) -> str:
        """The reading as JSON text, valid against ``schema()``; one line unless ``indent`` is given."""
        return self.model_dump_json(indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Reading:
        """The reading that ``to_json`` wrote. Raises ``pydantic.ValidationError`` where the text is no reading."""
        return cls.model_validate_json(text)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a reading, as the package ships it."""
    text = resources.files("dateline.model").joinpath("reading.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
