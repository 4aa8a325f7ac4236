"""Numbers that count more than one event: why they do, and what they are a total of.

Codebook, "Numbers": tolls are running or whole-conflict totals that belong to no single event. "The death toll from
the blast has reached 126" is a number of that blast; "since fighting began", "in the war", "this year" are tolls.
"""

from __future__ import annotations

from functools import cache
from typing import TypedDict

from spacy.tokens import Doc, Token

from dateline.lexicon import settings
from dateline.model.reading import Time
from dateline.reader.findings import ActorMention, Count, span_of
from dateline.reader.syntax import children, subjects

NEAR = 12
IN = {"in", "during", "of", "by", "from", "throughout"}


class Details(TypedDict, total=False):
    """What a toll counts: the party, the conflict in words, from when and as of when. Absent where not told."""

    of: ActorMention
    scope: str
    since: Time
    as_of: Time


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(settings("tolls")[kind])


def reason(anchor: Token) -> str:
    """Why the number told with ``anchor`` counts more than one event, or ""."""
    clause = _clause(anchor)
    near = _own_words(anchor, clause)
    for found in (
        _since(near),
        _when(clause),
        _conflict(anchor, clause, near),
        _period(near),
        _rate(anchor),
        _running(anchor, near),
    ):
        if found:
            return found
    return ""


def _clause(anchor: Token) -> Token:
    """The verb of the clause that tells the number; a noun's own governor."""
    token = anchor
    while token.pos_ not in {"VERB", "AUX"} and token.dep_ != "ROOT":
        token = token.head
    return token


def _own_words(anchor: Token, clause: Token) -> list[Token]:
    """What hangs directly on the anchor or its clause, and on the verb that the clause is joined to."""
    heads = [anchor] if clause is anchor else [anchor, clause]
    if clause.dep_ == "conj" and clause.head.pos_ in {"VERB", "AUX"}:
        heads.append(clause.head)
    if clause.dep_ in {"advcl", "xcomp"} and clause.tag_ in {"VBG", "VBN", "VB"}:
        heads.append(clause.head)
    heads += children(anchor, "acl") if anchor.pos_ == "NOUN" else []
    return [c for h in heads for c in h.children]


def _since(near: list[Token]) -> str:
    for token in near:
        if token.lower_ == "since" and token.dep_ == "prep":
            return "since"
        inner = token.dep_ in {"advcl", "pobj", "dobj", "nsubj", "nsubjpass", "attr", "prep"}
        if inner and any(c.lower_ == "since" for p in (token, *children(token, "pobj")) for c in p.children):
            return "since"
    return ""


def _when(clause: Token) -> str:
    """ "The 1990s, when 30,000 died"."""
    told = (
        clause.dep_ in {"relcl", "advcl"}
        and any(c.lower_ == "when" for c in clause.children)
        and _is_period(clause.head)
    )
    return f"in {clause.head.text}" if told else ""


def _conflict(anchor: Token, clause: Token, near: list[Token]) -> str:
    """The conflict itself kills: "a war that killed 30,000", "killed in the war"."""
    wars = _words("wars")
    for token in (t for v in {anchor, clause} if v.pos_ in {"VERB", "AUX"} for t in subjects(v)):
        if token.lemma_.lower() in wars:
            return f"“{token.text}” is no single event"
    for prep in near:
        if prep.dep_ in {"prep", "agent"} and prep.lower_ in IN:
            for noun in children(prep, "pobj"):
                if noun.lemma_.lower() in wars:
                    return f"{prep.text} “{noun.text}”"
                if _of_war(noun):
                    return f"{noun.text} of conflict"
    return ""


def _of_war(noun: Token) -> bool:
    """ "Two years of war"."""
    return noun.lemma_.lower() in {"year", "month", "decade"} and any(
        g.lemma_.lower() in _words("wars") for c in children(noun, "prep") for g in c.children
    )


def _period(near: list[Token]) -> str:
    """A month, a year or longer: "this year", "in the past 12 months", "in November"."""
    if _has_single_event(near):
        return ""
    for token in near:
        long = token.dep_ == "npadvmod" and token.lemma_.lower() in {"year", "month", "decade"}
        if long and any(c.lower_ in {"this", "last", "past", "each", "every"} for c in token.children):
            return " ".join(t.text for t in token.subtree)
        if token.dep_ == "prep" and token.lower_ in {"in", "during", "over", "for", "within"}:
            period = next((p for p in children(token, "pobj") if _is_period(p)), None)
            if period is not None:
                return f"{token.text} {period.text}"
    return ""


def _is_period(noun: Token) -> bool:
    lower = noun.lower_
    if lower in _words("months"):
        return not any(c.tag_ == "CD" and len(c.text) < 3 for c in noun.children)
    if len(lower) in {4, 5} and lower[:4].isdigit() and lower[:2] in {"19", "20"}:
        return True
    if noun.lemma_.lower() in {"year", "month", "decade"}:
        return any(
            c.lower_ in {"past", "last", "recent", "this", "the", "previous"} or c.dep_ == "nummod"
            for c in noun.children
        )
    return False


def _has_single_event(near: list[Token]) -> bool:
    events = _words("events")
    for token in near:
        nouns = [token] if token.dep_ in {"nsubj", "dobj"} else children(token, "pobj")
        if any(n.lemma_.lower() in events and n.tag_ == "NN" for n in nouns):
            return True
    return False


def _rate(anchor: Token) -> str:
    doc = anchor.doc
    for i in range(max(anchor.sent.start, anchor.i - NEAR), min(anchor.sent.end - 1, anchor.i + NEAR)):
        if doc[i].lower_ in {"per", "each", "every"} and doc[i + 1].lower_ in {"day", "week", "month", "year"}:
            return doc[i : i + 2].text
    return ""


def _running(anchor: Token, near: list[Token]) -> str:
    """ "So far this year"; "pushing the toll to"."""
    far = next((t for t in near if t.lower_ == "far" and any(c.lower_ == "so" for c in t.children)), None)
    if far is not None and any(
        t.lemma_.lower() == "year" or t.lemma_.lower() in _words("wars") for t in (*near, *far.children)
    ):
        return "so far"
    if (
        anchor.lemma_.lower() == "toll"
        and anchor.dep_ == "dobj"
        and anchor.head.lemma_.lower() in {"push", "bring", "raise", "take"}
    ):
        return f"{anchor.head.text} the toll"
    return ""


def toll_details(doc: Doc, count: Count) -> Details:
    """What is known of a toll: ``of`` (whose people), ``scope`` (words), ``since`` and ``as_of``; absent if not told.

    Reads ``doc._.actors`` and ``doc._.times``, which may be empty or None.
    """
    anchor = doc[count.anchor]
    details: Details = {}
    actor = _counted(doc, count)
    if actor is not None:
        details["of"] = actor
    scope = next((t for t in anchor.sent if t.lemma_.lower() in _words("wars") and t.pos_ in {"NOUN", "PROPN"}), None)
    if scope is not None:
        left = [t.i for t in children(scope, "compound", "amod", "nmod", "poss") if t.i < scope.i]
        details["scope"] = span_of(doc, min((*left, scope.i)), scope.i + 1).text
    since, as_of = _times(doc, anchor)
    if since is not None:
        details["since"] = since
    if as_of is not None:
        details["as_of"] = as_of
    return details


def _counted(doc: Doc, count: Count) -> ActorMention | None:
    """The party whose people are counted: within the number's words, or "among its military"."""
    inside = set(range(count.start, count.end))
    for prep in doc[count.anchor].children:
        if prep.lower_ == "among":
            inside |= {t.i for t in prep.subtree}
    return next((a for a in doc._.actors or () if a.head in inside), None)


def _times(doc: Doc, anchor: Token) -> tuple[Time | None, Time | None]:
    """Since when, and as of when: the other time that stands nearest."""
    sent = anchor.sent
    here = [t for t in doc._.times or () if sent.start_char <= t.span.start < sent.end_char]
    since = next((t for t in here if t.relation == "since"), None)
    others = [t for t in here if t is not since and t.relation == "on"]
    return since, min(others, key=lambda t: abs(t.span.start - anchor.idx), default=None)
