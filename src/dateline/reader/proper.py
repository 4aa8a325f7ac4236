"""Which words English writes with a capital, for texts that came without: capitals all through, or none.

From the lexicons (states, peoples, bodies, leaders, the calendar), the larger places of the gazetteer, and, for what is in
neither, the word lists that the language model brings for its lemmatizer (WordNet's): what no dictionary has is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.lookups import Lookups
from spacy.util import get_package_path

from dateline.gazetteer import open_gazetteer
from dateline.lexicon import settings, table
from dateline.settings import DEFAULT_MODEL

LARGE = 100_000
"""A place of this size is capitalised wherever its name stands; smaller ones share theirs with too many words."""
SHORTEST, LONGEST = 3, 25


@cache
def _listed(kind: str) -> frozenset[str]:
    """A set of words of ``lexicon/en/proper.toml``."""
    return frozenset(settings("proper")[kind])


@cache
def proper_words() -> dict[str, str]:
    """Words that English always capitalises, by their small-letter form, as they are written."""
    everyday = _everyday()
    words = [row["word"] for row in table("proper_words")]
    words += [word for word in _of_the_calendar() if word.lower() not in _listed("ambiguous_calendar")]
    words += [word for word in _of_states() if word.lower() not in _listed("function_words")]
    words += [word for word in _of_bodies() if is_name(word.lower())]
    words += [word for word in _of_places() if word.lower() not in everyday]
    return {word.lower(): word for word in reversed(words) if len(word.lower()) == len(word)}


def _of_the_calendar() -> Iterator[str]:
    when = settings("when")
    for names in (when["months"], when["weekdays"]):
        yield from (name.capitalize() for name in names if len(name) > 2)


def _of_states() -> Iterator[str]:
    """States, their people, their capitals: the words of which nothing else is made."""
    for row in table("countries"):
        for name in "|".join((row["name"], row["aliases"], row["demonyms"], row["capitals"])).split("|"):
            words = [*_words(name)]
            yield from (w for w in words if len(words) == 1 or is_name(w.lower()))


def _of_bodies() -> Iterator[str]:
    for row in (*table("bodies"), *table("leaders")):
        yield from _words(f"{row['name']}|{row.get('aliases', '')}")


def _of_places() -> Iterator[str]:
    """Names of one word, and of longer ones what is no other word ("Salvador", but not "Mountains")."""
    for name in open_gazetteer().names_of_large_places(LARGE):
        words = [*_words(name)]
        yield from (w for w in words if len(words) == 1 or is_name(w.lower()))


def _words(names: str) -> Iterator[str]:
    """The capitalised words of names."""
    yield from (w for w in re.findall(r"[^\W\d_]{3,}", names) if w[0].isupper())


@cache
def _dictionary() -> dict[str, frozenset[str]]:
    """Base forms of English words by part of speech: "verb", "noun", "adj", "adv"."""
    lookups = Lookups().from_disk(next(get_package_path(DEFAULT_MODEL).glob("*/lemmatizer/lookups")))
    index, irregular = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    found = {pos: set(index[pos]) for pos in ("verb", "noun", "adj", "adv") if pos in index}
    for pos in found:
        found[pos] |= set(irregular.get(pos, ()))
    return {pos: frozenset(words) for pos, words in found.items()}


@cache
def _everyday() -> frozenset[str]:
    """Words that are verbs, adjectives and the like besides: "Nice", "March", "Reading" are no names by their form."""
    words = _dictionary()
    small = {row["words"] for row in table("triggers") if " " not in row["words"]}
    return (
        words["verb"]
        | words["adj"]
        | words["adv"]
        | small
        | frozenset(settings("where")["never"])
        | _listed("function_words")
    )


@cache
def is_name(word: str) -> bool:
    """Whether a word in small letters is in no dictionary, in whatever form: a name."""
    if not SHORTEST <= len(word) <= LONGEST or len(set(word)) < 2 or word in _listed("function_words"):
        return False
    if word.endswith("'s"):
        return is_name(word[:-2])
    return not any(_known(form) for form in _forms(word))


def may_be_surname(word: str) -> bool:
    """Whether a word after a title may be the name of its bearer: no verb, adjective or word of grammar."""
    return len(word) > 2 and not any(form in _everyday() for form in _forms(word))


def _known(word: str) -> bool:
    return word in _listed("function_words") or any(word in words for words in _dictionary().values())


def _forms(word: str) -> Iterator[str]:
    """The word, and what it may be a form of."""
    yield word
    for prefix in _listed("prefixes"):
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            yield word[len(prefix) :]
    for ending, base in settings("proper")["endings"]:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield stem + base
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1] + base
