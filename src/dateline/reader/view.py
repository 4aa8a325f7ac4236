"""The text as the language model should see it: same length, same offsets, kinder to read.

The report's text never changes. What the model is given is a copy in which every character stands where it stood, but
typographic spaces and apostrophes are plain, what is too long for a word is masked, and a text all in capitals (agency
copy) or all in small letters is put into ordinary case. Findings are then cut from the report itself.
"""

from __future__ import annotations

import re
from functools import cache

from dateline.lexicon import table

PLAIN = str.maketrans(dict.fromkeys("\u00a0\u202f\u2007\u2009\r", " ") | dict.fromkeys("\u2019\u2018\u02bc`", "'"))
CASED_LETTERS = 40
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
FIRST_LETTER = re.compile(r"""(?:^|(?<!\s)\s++)['"(\[]*+[^\W\d_]""")
"""A run of white space (or the start), what opens, and a letter. Possessive, and only from a run's first character on:
a pattern that may begin anywhere in a run takes hours over a page of blank lines."""
CLOSERS = "'\")]"
NO_WORD = re.compile(r"\S{300,}")
"""Longer than any word, link or number: encoded data, a ruled line. The tokenizer's time grows with its square."""


def view(text: str) -> str:
    """A copy of ``text`` of the same length, to be analysed in its stead."""
    plain = NO_WORD.sub(lambda found: "x" * len(found[0]), text.translate(PLAIN))
    upper, lower = sum(map(str.isupper, plain)), sum(map(str.islower, plain))
    if upper + lower < CASED_LETTERS:
        return plain
    if upper > 4 * lower:
        return restore_case(same_length(plain, str.lower))
    if upper <= 0.002 * lower:
        return restore_case(plain)
    return plain


def same_length(text: str, change: object) -> str:
    """``text`` with ``change`` (a str method) done to each character that stays one character."""
    assert callable(change)
    changed = change(text)
    if len(changed) == len(text):
        return str(changed)
    return "".join(c if len(change(c)) != 1 else change(c) for c in text)


def restore_case(text: str) -> str:
    """Small-letter ``text`` with sentence starts and known proper words capitalised."""
    proper = _proper_words()
    out = WORD.sub(lambda m: proper.get(m[0], m[0]), text)
    return FIRST_LETTER.sub(_capital_after_stop, out)


def _capital_after_stop(found: re.Match[str]) -> str:
    """What was matched, its letter a capital where a sentence starts: after a stop, a blank line, or nothing."""
    text, last = found.string, found.start() - 1
    while last >= 0 and text[last] in CLOSERS:
        last -= 1
    if found.start() == 0 or (last >= 0 and text[last] in ".!?") or found[0].count("\n") > 1:
        return found[0][:-1] + same_length(found[0][-1], str.upper)
    return found[0]


@cache
def _proper_words() -> dict[str, str]:
    """Words that English always capitalises, by their small-letter form (``lexicon/en/proper_words.tsv``)."""
    words = [row["word"] for row in table("proper_words")]
    return {word.lower(): word for word in words if len(word.lower()) == len(word)}
