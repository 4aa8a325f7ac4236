"""The marks of the Dateline corpus (``training/corpus/README.md``) -> plain text, events and arguments as spans."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
MODES = {
    "CONSULT": {"visit", "phone", "third-party"},
    "AID": {"economic", "military", "humanitarian", "asylum"},
    "RETREAT": {"withdraw", "release", "ceasefire", "disarm", "access"},
    "ACCUSE": {"allege", "disapprove", "investigate"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct"},
    "SANCTION": {"withdraw", "expel", "convict"},
    "MOBILIZE": {"troops", "weapons", "militia"},
    "COERCE": {"arrest", "restrict", "deport", "crowd-control", "martial-law", "seize", "ban", "censor", "curfew"},
    "ASSAULT": {
        "abduct", "beat", "torture", "execute", "sexual", "assassinate", "primitive", "firearms", "explosives",
        "suicide-attack", "heavy-weapons", "unconventional",
    },
}  # fmt: skip
STATUSES = ("reported", "alleged", "planned", "hypothetical", "negated")
ROLES = "ARSDLTWN"
HELD_OUT = 12

CORPUS = Path(__file__).parent / "corpus"

EVENT = r"\{(?P<event>=?[1-9][^|{}\[\]]*)\|(?P<words>[^|{}\[\]]+)\}"
PHRASE = r"\[(?P<roles>[A-Z][1-9](?: [A-Z][1-9])*)\|(?P<phrase>[^|{}\[\]]+)\]"
MARK = re.compile(f"{EVENT}|{PHRASE}")
HEAD = re.compile(r"(?P<n>[1-9]) (?P<type>[A-Z]+)(?:/(?P<mode>[a-z-]+))?(?: (?P<status>[a-z]+))?")


class MarkupError(ValueError):
    """A line of the corpus that is not as its README says."""


@dataclass
class Event:
    """An event of one line: ``mentions`` are half-open character spans of the words that name it, the first one first."""

    type: str
    mode: str | None
    status: str
    mentions: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Item:
    """One line: its text, its events by number, and (role, event, start, end) for every argument."""

    text: str
    events: dict[int, Event]
    arguments: list[tuple[str, int, int, int]]


def parse(line: str) -> Item:
    """The item that ``line`` holds. Raises MarkupError with what is wrong."""
    text, at = "", 0
    events: dict[int, Event] = {}
    again: list[tuple[int, tuple[int, int]]] = []
    arguments = []
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        at = mark.end()
        words = mark["words"] or mark["phrase"]
        if words != words.strip():
            raise MarkupError(f"blanks at the edge of {words!r}")
        span = (len(text), len(text) + len(words))
        text += words
        if mark["roles"]:
            arguments += [(code[0], int(code[1]), *span) for code in mark["roles"].split()]
        elif mark["event"].startswith("="):
            again.append((int(mark["event"][1]), span))
        else:
            number, event = _event(mark["event"])
            if number in events:
                raise MarkupError(f"event {number} is opened twice: a second mention is {{={number}|...}}")
            event.mentions.append(span)
            events[number] = event
    text += line[at:]
    if re.search(r"[{}\[\]|]", text):
        raise MarkupError(
            f"a broken mark: {text[max(0, (re.search(r'[{}|]|[][]', text) or [0]).start() - 20) :][:60]!r}"
        )
    for number, span in again:
        if number not in events:
            raise MarkupError(f"a second mention of event {number}, which is not opened")
        events[number].mentions.append(span)
    for role, number, _, _ in arguments:
        if role not in ROLES:
            raise MarkupError(f"no role {role!r}: one of {ROLES}")
        if number not in events:
            raise MarkupError(f"{role}{number} speaks of event {number}, which is not opened")
    return Item(text, events, arguments)


def _event(head: str) -> tuple[int, Event]:
    found = HEAD.fullmatch(head.strip())
    if not found:
        raise MarkupError(f"cannot read {head!r}: wanted 'N TYPE/mode status'")
    kind, mode, status = found["type"], found["mode"], found["status"] or "reported"
    if kind not in TYPES:
        raise MarkupError(f"no type {kind!r}")
    if mode and mode not in MODES.get(kind, ()):
        raise MarkupError(f"{kind} has no mode {mode!r}: {', '.join(sorted(MODES.get(kind, ()))) or 'none'}")
    if status not in STATUSES:
        raise MarkupError(f"no status {status!r}")
    return int(found["n"]), Event(kind, mode, status)


def held_out(text: str) -> bool:
    """Whether a line is kept from training, to measure with: one in twelve, by a hash of its text."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % HELD_OUT == 0


def items(path: Path) -> Iterator[tuple[int, Item]]:
    """The items of one file with their line numbers. Raises MarkupError that names file and line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                yield number, parse(line.strip())
            except MarkupError as error:
                raise MarkupError(f"{path.name}:{number}: {error}") from None
