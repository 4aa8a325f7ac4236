"""Words that tell a number -> its lowest, best and highest value.

Source: codebook, "Numbers". Nothing here knows of people, effects or grammar; words are given in small letters, one a
token, as spaCy's English tokenizer cuts them ("twenty", "-", "one"; "10", "-", "15").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.lexicon import settings

DIGITS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9}")
DECIMAL = re.compile(r"[0-9]{1,4}\.[0-9]{1,3}")
WORD = re.compile(r"[0-9][0-9,.]*[0-9]|[0-9]|[^\W\d_]+|[^\w\s]")
LARGEST = 10_000_000_000
"""More people than there are: a longer number is an identifier or an error."""
LONGEST_BOUND = 4

Values = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number told by words ``start`` to ``end`` (exclusive); ``number`` is where it stands without what bounds it."""

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    number: int

    @property
    def values(self) -> Values:
        """``low``, ``best``, ``high``."""
        return self.low, self.best, self.high


@dataclass(frozen=True, slots=True)
class _Number:
    """A bare number: ``value``, whether it is only a least value, the word after it, and its last round factor."""

    value: int
    vague: bool
    end: int
    scale: int = 1


def read(text: str) -> Values | None:
    """The (low, best, high) that a phrase tells; None where it tells none, or says more than one number.

    >>> read("more than 40")
    (41, 41, None)
    """
    words = WORD.findall(text.lower())
    found = find(words)
    return found[0].values if len(found) == 1 and (found[0].start, found[0].end) == (0, len(words)) else None


def find(words: Sequence[str]) -> list[Quantity]:
    """All quantities among small-letter words, in order, none overlapping another."""
    starters = _starters()
    found: list[Quantity] = []
    at = 0
    for i, word in enumerate(words):
        if i < at or not (word in starters or word[:1].isdigit()):
            continue
        quantity = _quantity(words, i, at)
        if quantity is not None:
            found.append(quantity)
            at = quantity.end
    return found


def _lexicon() -> dict[str, Any]:
    return settings("quantities")


@cache
def _starters() -> frozenset[str]:
    lexicon = _lexicon()
    return frozenset({"a", "half", "tens"}.union(*(lexicon[part] for part in ("ones", "tens", "groups", "vague"))))


@cache
def _phrases(side: str) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): bound for bound, phrases in _lexicon()[side].items() for phrase in phrases}


def _quantity(words: Sequence[str], i: int, floor: int) -> Quantity | None:
    """The quantity whose number starts at word ``i``; what bounds it may start at ``floor``, not before."""
    number = _number(words, i)
    if number is None:
        return None
    start, bound = _before(words, i, floor)
    ranged = _range(words, start, number)
    if ranged is not None:
        low, high, end = ranged
        between = start > floor and words[start - 1] == "between"
        return Quantity(start - between, end, low, None, high, i)
    end = number.end
    if not bound:
        end, bound = _after(words, end)
    return Quantity(start, end, *_bounded(number, bound), i)


def _bounded(number: _Number, bound: str) -> Values:
    """The codebook's table."""
    n = number.value
    if number.vague:
        return n, None, None
    table: dict[str, Values] = {
        "at_least": (n, n, None),
        "more": (n + 1, n + 1, None),
        "nearly": (None, n, n),
        "up_to": (None, n, n),
        "fewer": (None, max(n - 1, 0), max(n - 1, 0)),
        "about": (None, n, None),
    }
    return table.get(bound, (n, n, n))


def _before(words: Sequence[str], i: int, floor: int) -> tuple[int, str]:
    """Where the words that bound the number at ``i`` start, and what they make of it; (i, "") without any."""
    fillers = _lexicon()["words"]["fillers"]
    starts = [i] + [i - n for n in (1, 2, 3) if i - n >= floor and " ".join(words[i - n : i]) in fillers]
    for end in starts:
        for length in range(LONGEST_BOUND, 0, -1):
            bound = _phrases("before").get(tuple(words[end - length : end])) if end - length >= floor else None
            if bound:
                return end - length, bound
    return i, ""


def _after(words: Sequence[str], end: int) -> tuple[int, str]:
    for length in (2, 1):
        bound = _phrases("after").get(tuple(words[end : end + length]))
        if bound:
            return end + length, bound
    return end, ""


def _range(words: Sequence[str], start: int, first: _Number) -> tuple[int, int, int] | None:
    """Both ends of "10 to 15", "10-15", "three or four", "between 10 and 15", and the word after them."""
    if first.end + 1 >= len(words) or first.vague:
        return None
    before = words[start - 1] if start else ""
    joint = words[first.end]
    if joint not in _lexicon()["words"]["joining"] and not (joint == "and" and before == "between"):
        return None
    if before == "from":  # "rose from 10 to 15": two numbers, not a range
        return None
    second = _number(words, first.end + 1)
    if second is None or second.vague:
        return None
    low = first.value
    if second.scale > 1 and first.scale == 1 and low < second.value // second.scale:
        low *= second.scale  # "two to three hundred"
    return (low, second.value, second.end) if low < second.value else None


def _number(words: Sequence[str], i: int) -> _Number | None:
    """The bare number that starts at word ``i``."""
    word = words[i]
    lexicon = _lexicon()
    if word == "tens":
        return _Number(20 * lexicon["scales"][words[i + 2][:-1]], True, i + 3) if _of_thousands(words, i) else None
    if word in lexicon["vague"]:
        return _vague(words, i)
    if DIGITS.fullmatch(word) or DECIMAL.fullmatch(word):
        return _digits(words, i)
    if word == "half":
        unit = words[i + 2] if i + 2 < len(words) and words[i + 1] == "a" else ""
        value = {**lexicon["scales"], "dozen": 12}.get(unit, 0)
        return _Number(value // 2, False, i + 3) if value else None
    if word == "a":
        return _after_article(words, i)
    return _spelled(words, i)


def _vague(words: Sequence[str], i: int) -> _Number:
    """ "dozens", "hundreds of thousands", "several hundred"."""
    lexicon = _lexicon()
    value: int = lexicon["vague"][words[i]]
    if words[i] == "several" and i + 1 < len(words):
        unit = lexicon["scales"].get(words[i + 1]) or (12 if words[i + 1] == "dozen" else 0)
        return _Number(value * unit, True, i + 2) if unit else _Number(value, True, i + 1)
    if _of_thousands(words, i):
        return _Number(min(value * lexicon["scales"][words[i + 2][:-1]], LARGEST), True, i + 3)
    return _Number(value, True, i + 1)


def _of_thousands(words: Sequence[str], i: int) -> bool:
    return i + 2 < len(words) and words[i + 1] == "of" and words[i + 2] in {"thousands", "millions"}


def _digits(words: Sequence[str], i: int) -> _Number | None:
    """ "2,500", "1.2 million", "3 dozen"."""
    end, scale = i + 1, 1
    units = {**_lexicon()["scales"], "dozen": 12}
    if end < len(words) and words[end] in units:
        scale = units[words[end]]
        end += 1
    if "." in words[i] and scale < 100:
        return None
    total = round(float(words[i].replace(",", "")) * scale)
    return _Number(total, False, end, scale) if total <= LARGEST else None


def _after_article(words: Sequence[str], i: int) -> _Number | None:
    """ "a dozen", "a hundred", "a couple of", "a few hundred"."""
    lexicon = _lexicon()
    unit = words[i + 1] if i + 1 < len(words) else ""
    if unit in lexicon["groups"]:
        of = unit != "dozen" and i + 2 < len(words) and words[i + 2] == "of"
        return _Number(lexicon["groups"][unit], False, i + 2 + of)
    if unit in lexicon["scales"]:
        return _spelled(words, i + 1)
    if unit == "few" and i + 2 < len(words) and words[i + 2] in {"dozen", "hundred", "thousand", "million"}:
        return _Number(lexicon["vague"][words[i + 2] + "s"], True, i + 3)
    return None


def _spelled(words: Sequence[str], i: int) -> _Number | None:
    """A number in words: "twenty-one", "two hundred and five", "three dozen"."""
    lexicon = _lexicon()
    total, part, at, scale = 0, 0, i, 1
    while at < len(words):
        below, after = _below_hundred(words, at)
        if after > at and part % 100 == 0:
            part, at = part + below, after
        elif words[at] in lexicon["scales"]:
            scale = lexicon["scales"][words[at]]
            total, part = (total, max(part, 1) * 100) if scale == 100 else (total + max(part, 1) * scale, 0)
            at += 1
        elif words[at] == "dozen" and part:
            part, at = part * 12, at + 1
            break
        elif (
            words[at] == "and"
            and at > i
            and words[at - 1] in lexicon["scales"]
            and _below_hundred(words, at + 1)[1] > at + 1
        ):
            at += 1
        else:
            break
        going_on = at < len(words) and (words[at] in lexicon["scales"] or words[at] == "dozen")
        if not going_on and words[at - 1] not in {*lexicon["scales"], "and"}:
            break  # "one two": two numbers
    value = total + part
    round_ = at > i and words[at - 1] in lexicon["scales"]
    return _Number(value, False, at, scale if round_ else 1) if at > i and value <= LARGEST else None


def _below_hundred(words: Sequence[str], i: int) -> tuple[int, int]:
    """A number under a hundred in words at ``i`` and the word after it; the latter is ``i`` where there is none."""
    lexicon = _lexicon()
    if i >= len(words):
        return 0, i
    if words[i] in lexicon["ones"]:
        return lexicon["ones"][words[i]], i + 1
    if words[i] in lexicon["tens"]:
        value = lexicon["tens"][words[i]]
        after = i + 2 if i + 1 < len(words) and words[i + 1] == "-" else i + 1
        if after < len(words) and 0 < lexicon["ones"].get(words[after], 0) < 10:
            return value + lexicon["ones"][words[after]], after + 1
        return value, i + 1
    return 0, i
