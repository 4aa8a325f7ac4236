"""How the report puts an event: as fact, plan, possibility, allegation, or as something that did not happen.

Codebook, table "status". ``disputed`` is not grammar: it comes from the positions that speakers take.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dateline.lexicon import settings
from dateline.model.reading import Status

HOPS = 4


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(settings("modality")[kind])


def status(trigger: Token) -> tuple[Status, str]:
    """The status of the event that ``trigger`` names, and the word that makes it so ("" where nothing does)."""
    for test in (_negated, _planned_or_hypothetical, _alleged):
        found = test(trigger)
        if found is not None:
            return found
    return "reported", ""


def _negated(trigger: Token) -> tuple[Status, str] | None:
    for child in trigger.children:
        if child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ in {"no", "neither"}):
            return "negated", child.text
        if child.dep_ in {"nsubj", "nsubjpass"} and child.lower_ in {"nobody", "none"}:
            return "negated", child.text
    head = trigger.head
    if trigger.dep_ == "pcomp" and head.lower_ == "without":
        return "negated", head.text
    if trigger.dep_ == "xcomp" and head.lemma_ in _words("negating"):
        return "negated", head.text
    if trigger.dep_ in {"dobj", "nsubjpass", "attr"} and any(c.dep_ == "neg" for c in head.children):
        return "negated", head.text
    return None


def _planned_or_hypothetical(trigger: Token) -> tuple[Status, str] | None:
    """Climb from the trigger to the root of its clause, past the words that govern it."""
    token = trigger
    for hop in range(HOPS):
        for child in token.children:
            if child.dep_ == "aux" and hop < 2:
                modal = _modal(child, token)
                if modal is not None and (
                    hop == 0 or token.dep_ != "ROOT" or trigger.dep_ in {"dobj", "nsubjpass", "pobj", "conj"}
                ):
                    return modal
            if child.dep_ == "mark" and child.lower_ in {"if", "unless", "lest", "whether"}:
                return "hypothetical", child.text
            if (
                hop == 0
                and child.dep_ in {"amod", "advmod"}
                and child.lemma_.lower() in _words("hypothetical_modifiers")
            ):
                return "hypothetical", child.text
            if hop == 0 and child.dep_ in {"amod", "advmod"} and child.lemma_.lower() in _words("planned_modifiers"):
                return "planned", child.text
        if token.dep_ == "pobj" and token.head.lower_ in _words("presupposing"):
            return None  # "during his visit", "after the attack": told as having happened, whatever the clause says
        found = _governed(token)
        if found is not None:
            return found
        if token.dep_ == "ROOT" or token.dep_ in {"ccomp", "relcl", "advcl", "parataxis"}:
            return None
        token = token.head
    return None


def _modal(aux: Token, verb: Token) -> tuple[Status, str] | None:
    lemma = aux.lower_
    if lemma in {"will", "'ll", "shall"}:
        return "planned", aux.text
    if lemma in {"would", "could", "may", "might", "can", "should", "must", "ca"} and not _past_habit(verb, lemma):
        return "hypothetical", aux.text
    return None


def _past_habit(verb: Token, modal: str) -> bool:
    """ "could be seen", "would later become": told as fact."""
    return modal in {"could", "would", "can"} and verb.lemma_ in {"see", "hear", "later", "become"}


def _governed(token: Token) -> tuple[Status, str] | None:
    head = token.head
    via = head
    if (token.dep_ == "pobj" and head.dep_ == "prep") or token.dep_ == "pcomp":
        via = head.head
    lemma = via.lemma_.lower()
    if token.dep_ in {"xcomp", "pcomp", "pobj", "dobj", "ccomp", "acl", "advcl", "nsubjpass"} and via is not token:
        if lemma in _words("planning") and not (token.dep_ == "ccomp" and token.tag_ in {"VBD", "VBN", "VBZ"}):
            return "planned", via.text
        if lemma in _words("unreal") and not (token.dep_ == "ccomp" and token.tag_ in {"VBD", "VBN"}):
            return "hypothetical", via.text
    if token.dep_ in {"advcl", "acl", "relcl"} and _is_purpose(token) and not _was_done(token):
        return "hypothetical", "to"
    return None


def _is_purpose(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _was_done(verb: Token) -> bool:
    """ "Turned out to protest", "went on to accuse": who did the one did the other."""
    return verb.head.lemma_.lower() in _words("implying") and verb.head.tag_ in {"VBD", "VBN", "VBP", "VBZ"}


def _alleged(trigger: Token) -> tuple[Status, str] | None:
    for token in (trigger, trigger.head):
        for child in token.children:
            if child.dep_ in {"advmod", "amod"} and child.lemma_.lower() in _words("alleging_modifiers"):
                return "alleged", child.text
        if token.dep_ in {"ROOT", "ccomp"}:
            break
    token = trigger
    for _ in range(HOPS):
        head = token.head
        if token.dep_ in {"xcomp", "pcomp", "ccomp", "oprd", "acl"} or (token.dep_ == "pobj" and head.dep_ == "prep"):
            via = head.head if token.dep_ in {"pcomp", "pobj"} else head
            if via.lemma_.lower() in _words("alleging"):
                return "alleged", via.text
        if token.dep_ == "ROOT" or head is token:
            return None
        token = head
    return None
