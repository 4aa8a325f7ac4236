"""Values of a reading in plain English words, the same in the terminal, on a page and in a notebook.

Every function takes one value of the model and gives one short piece of text; none looks at a whole reading.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache

from dateline.lexicon import table
from dateline.model.reading import Casualty, Entity, Place, Position, Source, Time
from dateline.model.span import Span

TYPES = {
    "AGREE": "Agreement", "CONSULT": "Talks or meeting", "SUPPORT": "Support", "CONCEDE": "Concession",
    "COOPERATE": "Cooperation", "AID": "Aid", "RETREAT": "Withdrawal or release", "REQUEST": "Call or demand",
    "ACCUSE": "Accusation", "REJECT": "Refusal or denial", "THREATEN": "Threat", "PROTEST": "Protest",
    "SANCTION": "Sanction", "MOBILIZE": "Mobilization", "COERCE": "Coercion", "ASSAULT": "Attack or fighting",
}  # fmt: skip
MODES = {
    "abduct": "abduction or capture", "assassinate": "assassination", "demo": "demonstration", "beat": "beating",
    "explosives": "explosives", "firearms": "firearms", "heavy-weapons": "heavy weapons",
    "primitive": "simple weapons", "suicide-attack": "suicide attack", "third-party": "through a third party",
    "crowd-control": "crowd control", "economic": "economic", "withdraw": "withdrawal", "investigate": "investigation",
}  # fmt: skip
SECTORS = {
    "GOV": "government", "MIL": "armed forces", "COP": "police or security", "SPY": "intelligence",
    "REB": "rebels or separatists", "UAF": "armed group", "OPP": "opposition", "PTY": "party", "LEG": "legislature",
    "JUD": "courts", "IGO": "international body", "NGO": "non-governmental organization", "MED": "media",
    "BUS": "business", "EDU": "education", "REL": "religious", "CVL": "civilians", "REF": "refugees or displaced",
}  # fmt: skip
EFFECTS = {"casualties": "killed or injured"}
AGREEMENTS = {
    "ceasefire": "Ceasefire", "peace": "Peace agreement", "prisoner_exchange": "Prisoner exchange",
    "withdrawal": "Withdrawal agreement", "access": "Agreement on access", "other": "Agreement",
}  # fmt: skip
STANCES = {"asserts": "says so", "denies": "denies it", "confirms": "confirms it", "doubts": "doubts it"}
PRECISIONS = {"site": "exact site", "city": "city or town"}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
QUOTE_LENGTH = 110
"""Most characters of evidence shown at once: two lines of a terminal; the page has the whole text beside it."""


@cache
def _countries() -> dict[str, str]:
    return {row["code"]: row["name"] for row in table("countries")}


def country(code: str) -> str:
    """The usual English name of a state, or the code itself where the lexicon has none."""
    return _countries().get(code, code)


def clean(text: str) -> str:
    """Text on one line, safe to show: control, bidirectional-override and other invisible characters become spaces.

    A report may hold terminal escapes, or marks that make what follows run the other way; neither may leave its quote.
    Joiners (U+200C, U+200D) stay, since scripts and emoji need them.
    """
    shown = (c if c in "\u200c\u200d" or unicodedata.category(c) not in _INVISIBLE else " " for c in text)
    return " ".join("".join(shown).split())


_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def shorten(text: str, length: int = QUOTE_LENGTH) -> str:
    """``clean`` text of at most ``length`` characters, cut between words where it can be, with an ellipsis."""
    text = clean(text)
    if len(text) <= length:
        return text
    cut = text[: length - 2]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,;:") + " …"


def quote(span: Span) -> str:
    """The words of a span in curly quotes, shortened."""
    return f"“{shorten(span.text)}”"


def around(trigger: Span, sentence: Span, length: int = QUOTE_LENGTH) -> str:
    """The part of a sentence that holds the trigger, in curly quotes, with an ellipsis where it was cut."""
    first, last = trigger.start - sentence.start, trigger.end - sentence.start
    if not 0 <= first < last <= len(sentence.text):
        return quote(trigger)
    spare = max(0, length - (last - first))
    left, right = max(0, first - spare // 2), min(len(sentence.text), last + spare // 2)
    left -= min(left, max(0, spare // 2 - (len(sentence.text) - last)))
    right += min(len(sentence.text) - right, max(0, spare // 2 - first))
    before = sentence.text[left:first] if left == 0 else re.sub(r"^\S*\s+", "", sentence.text[left:first])
    after = (
        sentence.text[last:right] if right == len(sentence.text) else re.sub(r"\s+\S*$", "", sentence.text[last:right])
    )
    text = clean(before + sentence.text[first:last] + after)
    return f"“{'… ' * (left > 0)}{text}{' …' * (right < len(sentence.text))}”"


def listed(parts: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def event_type(kind: str, mode: str | None) -> str:
    """``Attack or fighting: heavy weapons``."""
    name = TYPES.get(kind, kind)
    return f"{name}: {MODES.get(mode, plain(mode))}" if mode else name


def plain(code: str) -> str:
    """A code of the contract as words: ``prisoner_exchange`` is ``prisoner exchange``."""
    return clean(re.sub(r"[-_]", " ", code))


def entity(value: Entity) -> str:
    """``Imran Khan, Prime Minister (Pakistan, government)``."""
    name = clean(value.name) or "unnamed"
    state = country(value.country) if value.country else clean(value.affiliation or "")
    about = [part for part in (state if state != name else "", SECTORS.get(value.sector, "")) if part]
    role = f", {clean(value.role)}" if value.role and clean(value.role).lower() not in name.lower() else ""
    return f"{name}{role}" + (f" ({', '.join(about)})" if about else "")


def place(value: Place) -> str:
    """``Ganja, Azerbaijan (city or town; 40.683, 46.361)``; degrees north and east."""
    name = clean(value.name)
    parts = [name]
    if value.admin1 and clean(value.admin1) != name:
        parts.append(clean(value.admin1))
    if value.country and country(value.country) not in parts:
        parts.append(country(value.country))
    unknown = value.lat is None or value.lon is None
    where = "not located" if unknown else f"{value.lat:.3f}, {value.lon:.3f}"
    other = f"; also {listed([clean(n) for n in value.names[:4]])}" if value.names else ""
    return f"{', '.join(parts)} ({PRECISIONS.get(value.precision, value.precision)}; {where}{other})"


def day(value: date) -> str:
    """``18 October 2020``, whatever the locale."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def _days(first: date, last: date) -> str:
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def time(value: Time) -> str:
    """``18 October 2020``, ``since 27 September 2020``, or ``unresolved`` where the day is not known."""
    first, last = value.start, value.end
    relation = "" if value.relation == "on" else f"{value.relation} "
    if first is None and last is None:
        return f"{relation}unresolved"
    if first is None or last is None:
        word = "until" if first is None else "from"
        return f"{relation or word + ' '}{day(first or last)}"  # type: ignore[arg-type]
    if value.precision == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{relation}{MONTHS[first.month - 1]} {first.year}"
    if value.precision == "year" and first.year == last.year:
        return f"{relation}{first.year}"
    return f"{relation}{'week of ' if value.precision == 'week' else ''}{_days(first, last)}"


def number(low: int | None, best: int | None, high: int | None) -> str:
    """Three numbers as the words of the codebook's table put them: ``at least 41``, ``about 50``, ``10 to 15``."""
    if low is not None and high is not None:
        middle = f" (best {best:,})" if best is not None and low < best < high else ""
        return f"{low:,}" if low == high else f"{low:,} to {high:,}{middle}"
    if low is not None:
        return f"at least {low:,}"
    if high is not None:
        return f"at most {high:,}"
    return f"about {best:,}" if best is not None else "an unknown number"


def casualty(value: Casualty) -> str:
    """``killed 12 civilians``."""
    who = "" if value.who == "unspecified" else f" {plain(value.who)}"
    return f"{EFFECTS.get(value.effect, value.effect)} {number(value.low, value.best, value.high)}{who}"


def position(value: Position) -> str:
    """``Ali Babayev, spokesperson (Azerbaijan, government) denies it``, with day and venue where they are told."""
    when = f", {time(value.time)}" if value.time else ""
    venue = f", in {clean(value.venue)}" if value.venue else ""
    return f"{entity(value.holder)} {STANCES[value.stance]}{when}{venue}"


def confidence(value: float) -> str:
    """A share of 1 in words and number: ``sure (0.90)``."""
    words = "sure" if value >= 0.85 else "fairly sure" if value >= 0.7 else "unsure" if value >= 0.5 else "doubtful"
    return f"{words} ({value:.2f})"


def count(items: int, name: str) -> str:
    """``1 event``, ``3 events``."""
    return f"{items:,} {name}" if items == 1 else f"{items:,} {name}s"


def title(source: Source) -> str:
    """The report's title, or its first words, or its id."""
    return shorten(source.title or "", 200) or shorten(source.text[:400], 80) or clean(source.id)


def origin(source: Source) -> str:
    """Publisher and day: ``The Daily, 18 October 2020``; says so where the day is not given."""
    published = day(source.published) if source.published else "no date of publication"
    return f"{shorten(source.publisher, 100)}, {published}" if source.publisher else published
