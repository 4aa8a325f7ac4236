"""The text as the language model should see it: same length, same offsets, kinder to read.

The report's text never changes. What the model is given is a copy in which every character stands where it stood, but
typographic spaces and apostrophes are plain, what is too long for a word is masked, and a text all in capitals (agency
copy) or all in small letters is put into ordinary case. Findings are then cut from the report itself.
"""

from __future__ import annotations

import re
from functools import cache

from dateline.lexicon import settings
from dateline.reader.proper import is_name, may_be_surname, proper_words

PLAIN = str.maketrans(dict.fromkeys("\u00a0\u202f\u2007\u2009\r", " ") | dict.fromkeys("\u2019\u2018\u02bc`", "'"))
CASED_LETTERS = 40
INITIALS = 6
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
FIRST_LETTER = re.compile(r"""(?:^|(?<!\s)\s++)['"(\[]*+[^\W\d_]""")
"""A run of white space (or the start), what opens, and a letter. Possessive, and only from a run's first character on:
a pattern that may begin anywhere in a run takes hours over a page of blank lines."""
SENTENCE_START = re.compile(r"[.!?] +([^\W\d_])")
FEW_SENTENCES = 3
SMALL_STARTS = 0.3
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
        return restore_case(same_length(plain, str.lower), plain)
    if upper <= 0.002 * lower or _starts_small(plain):
        return restore_case(plain)
    return plain


def _starts_small(text: str) -> bool:
    """Whether hardly a sentence begins with a capital: small-letter text, a name or a menu left over in it apart."""
    starts = SENTENCE_START.findall(text)
    return len(starts) >= FEW_SENTENCES and sum(map(str.isupper, starts)) < SMALL_STARTS * len(starts)


def same_length(text: str, change: object) -> str:
    """``text`` with ``change`` (a str method) done to each character that stays one character."""
    assert callable(change)
    changed = change(text)
    if len(changed) == len(text):
        return str(changed)
    return "".join(c if len(change(c)) != 1 else change(c) for c in text)


def restore_case(text: str, capitals: str | None = None) -> str:
    """Small-letter ``text`` with sentence starts, proper words and what no dictionary has capitalised.

    ``capitals`` is agency copy as it was sent, in capitals: there a short unknown word in brackets stays as initials.
    """
    proper = proper_words()

    def cased(found: re.Match[str]) -> str:
        word = found[0]
        if word in proper:
            return proper[word]
        if not is_name(word):
            return word
        start, end = found.span()
        if (
            capitals is not None
            and len(word) <= INITIALS
            and text[start - 1 : start] == "("
            and text[end : end + 1] == ")"
        ):
            return capitals[start:end]
        return same_length(word[0], str.upper) + word[1:]

    text = titles().sub(lambda found: _with_name(found[0]), WORD.sub(cased, text))
    return FIRST_LETTER.sub(_capital_after_stop, text)


@cache
def titles() -> re.Pattern[str]:
    """A title and the one or two words after it."""
    known = "|".join(sorted(map(re.escape, settings("where")["titles"]), key=len, reverse=True))
    return re.compile(rf"\b(?:{known})(?= )(?: [^\W\d_]{{3,}}){{1,2}}", re.I)


def _with_name(found: str) -> str:
    """ "colonel luis isaacs": a title with a name after it is written with capitals, and so is the name."""
    title, *names = found.split(" ")
    named = []
    for name in names:
        if not (name[0].isupper() or may_be_surname(name)):
            break
        named.append(same_length(name[0], str.upper) + name[1:])
    rest = names[len(named) :]
    return " ".join([title.capitalize() if named else title, *named, *rest])


def _capital_after_stop(found: re.Match[str]) -> str:
    """What was matched, its letter a capital where a sentence starts: after a stop, a blank line, or nothing."""
    text, last = found.string, found.start() - 1
    while last >= 0 and text[last] in CLOSERS:
        last -= 1
    if found.start() == 0 or (last >= 0 and text[last] in ".!?") or found[0].count("\n") > 1:
        return found[0][:-1] + same_length(found[0][-1], str.upper)
    return found[0]
