"""spaCy's attribute ruler, with its answers remembered: the same result in a third of the time.

The ruler of the English models has some 180 patterns, nearly all of one token and of nothing but its tag, small letters,
dependency and blankness. What such patterns set depends on those four alone, so it is worked out once for each
combination. The few patterns of two tokens are tried where their first word stands. A ruler with patterns of another
kind is left as it is. Words of a pattern: spaCy's rule-based matcher; order: later patterns win.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token

KEYS = {"TAG", "LOWER", "DEP", "IS_SPACE"}
READ: dict[str, Callable[[Token], Any]] = {
    "TAG": lambda t: t.tag_,
    "LOWER": lambda t: t.lower_,
    "DEP": lambda t: t.dep_,
    "IS_SPACE": lambda t: t.is_space,
}
SET: dict[str, Callable[[Token, Any], None]] = {
    "POS": lambda t, v: setattr(t, "pos_", v),
    "TAG": lambda t, v: setattr(t, "tag_", v),
    "DEP": lambda t, v: setattr(t, "dep_", v),
    "LEMMA": lambda t, v: setattr(t, "lemma_", v),
    "MORPH": lambda t, v: t.set_morph(v),  # type: ignore[attr-defined]  # missing in spaCy's stubs
}

FITS: dict[str, Callable[[Any, Any], bool]] = {
    "IN": lambda value, listed: value in listed,
    "NOT_IN": lambda value, listed: value not in listed,
    "REGEX": lambda value, expression: re.search(expression, value) is not None,
}

Pattern = list[dict[str, Any]]
Rule = tuple[int, Pattern, dict[str, Any], int]


def remembering(nlp: Language) -> None:
    """Make the attribute ruler of ``nlp`` remember, where it has one whose patterns allow it."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler = nlp.get_pipe("attribute_ruler")
    rules = [
        (n, pattern, entry["attrs"], entry["index"])
        for n, entry in enumerate(ruler.patterns)  # type: ignore[attr-defined]
        for pattern in entry["patterns"]
    ]
    if isinstance(ruler, AttributeRuler) and all(_is_plain(rule) for rule in rules):
        nlp.remove_pipe("attribute_ruler")
        after = "parser" if "parser" in nlp.pipe_names else "tagger"
        nlp.add_pipe("dateline_ruler", after=after, config={"rules": [list(rule) for rule in rules]})


def _is_plain(rule: Rule) -> bool:
    _, pattern, attrs, index = rule
    operators = {how for part in pattern for wanted in part.values() if isinstance(wanted, dict) for how in wanted}
    return (
        all(part.keys() <= KEYS for part in pattern)
        and attrs.keys() <= SET.keys()
        and operators <= FITS.keys()
        and 0 <= index < len(pattern)
    )


def _fits(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return all(FITS[how](value, what) for how, what in wanted.items())
    return bool(value == wanted)


def _matches(token: Token, part: dict[str, Any]) -> bool:
    return all(_fits(READ[key](token), wanted) for key, wanted in part.items())


class Ruler:
    """The component: applies the rules in order, later ones over earlier ones."""

    def __init__(self, rules: list[Rule]) -> None:
        self.single = [rule for rule in rules if len(rule[1]) == 1]
        self.double = [rule for rule in rules if len(rule[1]) > 1]
        self.words = [rule[1][0]["LOWER"] for rule in rules if "LOWER" in rule[1][0]]
        self.first_deps = {rule[1][0].get("DEP") for rule in self.double if "LOWER" not in rule[1][0]}
        self.named: dict[int, bool] = {}
        self.known: dict[tuple[int, int, int, bool], dict[str, tuple[int, Any]]] = {}

    def __call__(self, doc: Doc) -> Doc:
        found = [self._of(token) for token in doc]
        starts = [t.i for t in doc if self._is_named(t) or t.dep_ in self.first_deps]
        for order, pattern, attrs, index in self.double:
            for i in starts:
                ahead = doc[i : i + len(pattern)]
                if len(ahead) == len(pattern) and all(map(_matches, ahead, pattern)):
                    at = found[i + index] = dict(found[i + index])
                    at.update({k: (order, v) for k, v in attrs.items() if at.get(k, (-1,))[0] <= order})
        for token, attrs_of in zip(doc, found, strict=True):
            for name, (_, value) in attrs_of.items():
                SET[name](token, value)
        return doc

    def _is_named(self, token: Token) -> bool:
        """Whether a rule names this word, so that what holds for its tag is not all."""
        if token.lower not in self.named:
            self.named[token.lower] = any(
                "NOT_IN" in wanted or _fits(token.lower_, wanted)
                if isinstance(wanted, dict)
                else token.lower_ == wanted
                for wanted in self.words
            )
        return self.named[token.lower]

    def _of(self, token: Token) -> dict[str, tuple[int, Any]]:
        key = (token.tag, token.lower if self._is_named(token) else 0, token.dep, token.is_space)
        if key not in self.known:
            self.known[key] = {
                name: (order, value)
                for order, pattern, attrs, _ in self.single
                if _matches(token, pattern[0])
                for name, value in attrs.items()
            }
        return self.known[key]


@Language.factory("dateline_ruler", assigns=["token.pos", "token.morph", "token.lemma"], default_config={"rules": []})
def make_ruler(nlp: Language, name: str, rules: list[Any]) -> Ruler:
    """The spaCy factory of ``dateline_ruler``."""
    return Ruler([tuple(rule) for rule in rules])
