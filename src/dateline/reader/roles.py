"""From a trigger and its sense to the tokens that act and are acted on."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dateline.lexicon import settings
from dateline.reader.syntax import (
    agents,
    children,
    in_phrases,
    is_passive,
    objects,
    premodifiers,
    subjects,
    with_conjuncts,
)
from dateline.reader.triggers import Sense


@cache
def words(kind: str) -> frozenset[str]:
    """A set of lemmas from ``lexicon/en/roles.toml``."""
    return frozenset(settings("roles")[kind])


def arguments(trigger: Token, sense: Sense, phrase: list[Token]) -> tuple[list[Token], list[Token]]:
    """Who acts and who is acted on, as head tokens of noun phrases. Codebook: "Actors and recipients"."""
    acting, affected = _of_verb(trigger, sense, phrase) if sense.pos == "V" else _of_noun(trigger, sense)
    if sense.frame == "rev":
        acting, affected = affected, acting
    taken = {t.i for t in phrase}
    return (
        [t for t in acting if t.i not in taken],
        [t for t in affected if t.i not in taken and t not in acting],
    )


def _of_verb(verb: Token, sense: Sense, phrase: list[Token]) -> tuple[list[Token], list[Token]]:
    if sense.frame == "rev":
        return [], subjects(verb)
    acting = agents(verb)
    prepositions = [r for r in sense.recipients if r not in {"obj", "clause"}]
    carriers = [verb, *(t for t in phrase if t.pos_ in {"NOUN", "PROPN", "ADJ", "ADP"})]
    affected: list[Token] = []
    if "obj" in sense.recipients:
        affected += _affected_objects(verb, phrase)
    if "clause" in sense.recipients:
        affected += [t for clause in children(verb, "ccomp") for t in subjects(clause)]  # "said Israel must withdraw"
    if prepositions:
        affected += [t for carrier in carriers for t in in_phrases(carrier, prepositions)]
    if len(phrase) > 1 and phrase[-1].pos_ == "ADP" and phrase[-1].lower_ != "alongside":
        affected += with_conjuncts(children(phrase[-1], "pobj"))
    if sense.frame == "sym":
        return acting + affected + [t for c in carriers for t in in_phrases(c, ("between",))], []
    return acting, affected


def through_objects(verb: Token) -> list[Token]:
    """Who is acted on by way of what is done: "lifted its embargo against Libya", "threatened to shell the South".

    Looked at where the verb itself acts on nobody; nearest first.
    """
    found: list[Token] = []
    for noun in objects(verb):
        found += in_phrases(noun, words("by_way_of"))
        found += [t for inner in in_phrases(noun, ("of",)) for t in (inner, *in_phrases(inner, words("by_way_of")))]
    if objects(verb):
        found += in_phrases(verb, words("towards"))  # "suspended aid to Indonesia": the parser may hang it on the verb
    for clause in children(verb, "xcomp"):
        found += [*objects(clause), *in_phrases(clause, words("by_way_of"))]
        found += [t for noun in objects(clause) for t in in_phrases(noun, words("by_way_of"))]
    return found


def _affected_objects(verb: Token, phrase: list[Token]) -> list[Token]:
    found = objects(verb)
    if found and found[0] in phrase:
        # "hold X hostage", "condemn to death": the object belongs to the phrase, so the other one is meant.
        found = [t for t in found if t not in phrase]
    return found


def _of_noun(noun: Token, sense: Sense) -> tuple[list[Token], list[Token]]:
    acting = with_conjuncts(t for t in children(noun, "poss"))
    acting += in_phrases(noun, ("by",))
    acting += [t for t in premodifiers(noun) if t.dep_ in {"compound", "amod", "nmod"}]
    affected = in_phrases(noun, sense.recipients)
    _from_clauses(noun, acting, affected)
    _from_governor(noun, acting, affected)
    if sense.frame == "sym":
        return acting + in_phrases(noun, ("between", "among", "involving")) + affected, []
    return acting, affected


def _from_clauses(noun: Token, acting: list[Token], affected: list[Token]) -> None:
    """ "an attack carried out by X", "a strike targeting Y", "an ambush that killed Y"."""
    for clause in children(noun, "acl", "relcl"):
        if clause.lemma_.lower() in words("carrying_out"):
            acting += agents(clause) if is_passive(clause) or (clause.dep_ == "acl" and clause.tag_ == "VBN") else []
        elif clause.lemma_.lower() in words("aiming") and not is_passive(clause):
            affected += objects(clause) + in_phrases(clause, ("at", "against"))


def _from_governor(noun: Token, acting: list[Token], affected: list[Token]) -> None:
    """ "X launched an attack", "Y came under attack", "X claimed responsibility for the attack"."""
    verb, via = _light_verb(noun)
    if verb is None:
        return
    lemma = verb.lemma_.lower()
    if via in {"dobj", "nsubjpass"}:
        if lemma in words("carrying_out"):
            acting += [t for t in agents(verb) if t is not noun]
            affected += in_phrases(verb, ("on", "against", "at"))
        elif lemma in words("undergoing"):
            affected += subjects(verb)
    elif via == "claimed":
        acting += agents(verb)
    elif via == "nsubj" and lemma in words("aiming") and not is_passive(verb):
        affected += objects(verb)
    elif via == "under" and lemma in words("coming"):
        affected += subjects(verb)
    elif via == "in" and lemma in words("taking_part"):
        acting += subjects(verb)


def _light_verb(noun: Token) -> tuple[Token | None, str]:
    head = noun.head
    dep = noun.dep_
    if dep == "conj" and head.pos_ == "NOUN":
        dep, head = head.dep_, head.head
    if dep == "relcl":
        return None, ""
    if dep in {"dobj", "nsubjpass", "nsubj"} and head.pos_ in {"VERB", "AUX"}:
        return head, dep
    if dep != "pobj" or head.head is head:
        return None, ""
    above = head.head
    if (
        above.lemma_.lower() == "responsibility"
        and above.head.pos_ == "VERB"
        and above.head.lemma_ in {"claim", "take", "admit", "accept"}
    ):
        return above.head, "claimed"
    if above.pos_ not in {"VERB", "AUX"}:
        return None, ""
    return above, "under" if head.lower_ == "under" else "in" if head.lower_ == "in" else "other"
