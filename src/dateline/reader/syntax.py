"""Who does what to whom in a parse: subjects, objects and complements of a verb or of a noun that names an act.

Works on the dependency labels of spaCy's English models (ClearNLP style). Every function takes and gives tokens;
none of them knows what an event is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

SUBJECTS = {"nsubj", "csubj"}
PASSIVE_SUBJECTS = {"nsubjpass", "csubjpass"}
RELATIVE = {"who", "which", "that", "whom"}
OBJECT_CONTROL = frozenset(
    [
        "ask",
        "tell",
        "urge",
        "order",
        "force",
        "allow",
        "permit",
        "enable",
        "help",
        "press",
        "cause",
        "lead",
        "get",
        "want",
        "expect",
        "see",
        "call",
        "persuade",
        "convince",
        "send",
        "deploy",
        "dispatch",
        "request",
        "require",
        "instruct",
        "encourage",
        "invite",
        "beg",
        "implore",
        "compel",
        "prompt",
        "accuse",
        "suspect",
        "blame",
        "charge",
        "convict",
    ]
)
MAX_HOPS = 6


def children(token: Token, *labels: str) -> list[Token]:
    """Direct dependents of ``token`` with one of the labels, in order of the text."""
    return [child for child in token.children if child.dep_ in labels]


def with_conjuncts(tokens: Iterable[Token]) -> list[Token]:
    """The tokens, and everything co-ordinated with them ("Armenia and Azerbaijan")."""
    out: list[Token] = []
    for token in tokens:
        for each in (token, *_conjuncts_below(token)):
            if each not in out:
                out.append(each)
    return out


def _conjuncts_below(token: Token) -> Iterator[Token]:
    waiting = [token]
    while waiting:  # a loop, not recursion: a text may join thousands of words with "and"
        for child in waiting.pop(0).children:
            if child.dep_ == "conj":
                yield child
                waiting.append(child)


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, also where it shares the auxiliary of the verb it is joined to."""
    labels = {child.dep_ for child in verb.children}
    if labels & {"auxpass", "nsubjpass", "agent"}:
        return True
    if labels & {"nsubj", "aux"}:
        return False
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod"}:
        return "dobj" not in labels
    if verb.tag_ == "VBN" and verb.dep_ in {"conj", "advcl"} and verb.head.pos_ in {"VERB", "AUX"}:
        return (verb.dep_ == "conj" and is_passive(verb.head)) or (verb.dep_ == "advcl" and "dobj" not in labels)
    return False


def relative(token: Token, verb: Token) -> Token:
    """What a relative pronoun stands for; any other token stands for itself."""
    if token.lower_ in RELATIVE and token.pos_ in {"PRON", "DET", "SCONJ"}:
        clause = next((t for t in (verb, *verb.ancestors) if t.dep_ == "relcl"), None)
        if clause is not None:
            return clause.head
    return token


def subjects(verb: Token, hops: int = 0) -> list[Token]:
    """Grammatical subjects of a verb: its own, or the one it shares, by control, co-ordination or reduced relative."""
    own = children(verb, *SUBJECTS, *PASSIVE_SUBJECTS)
    if own:
        return with_conjuncts(relative(t, verb) for t in own)
    if hops >= MAX_HOPS or verb.dep_ == "ROOT":
        return []
    head = verb.head
    if verb.dep_ in {"acl", "relcl"}:
        return [head] if head.pos_ in {"NOUN", "PROPN", "PRON"} and verb.tag_ != "VB" else []
    if verb.dep_ == "amod":
        return [head]
    if head.pos_ not in {"VERB", "AUX"} and verb.dep_ != "pcomp":
        return []
    return _shared_subjects(verb, head, hops)


def _shared_subjects(verb: Token, head: Token, hops: int) -> list[Token]:
    if verb.dep_ in {"xcomp", "ccomp"}:
        controlled = objects(head, hops + 1) if head.lemma_ in OBJECT_CONTROL else []
        return controlled or (subjects(head, hops + 1) if verb.dep_ == "xcomp" else [])
    if (
        verb.dep_ == "advcl"
        and verb.tag_ == "VB"
        and head.lemma_ in OBJECT_CONTROL
        and (sent := objects(head, hops + 1))
    ):
        return sent  # "sent troops to fight": the troops fight
    if verb.dep_ == "advcl" and (act := act_before(verb)) is not None:
        return subjects(act, hops + 1)
    if verb.dep_ in {"conj", "advcl"}:
        if verb.dep_ == "advcl" and verb.tag_ not in {"VBG", "VBN", "VB"}:
            return []
        return subjects(head, hops + 1)
    if verb.dep_ == "pcomp":
        governor = head.head
        if governor.pos_ in {"VERB", "AUX"}:
            controlled = objects(governor, hops + 1) if governor.lemma_ in OBJECT_CONTROL else []
            return controlled or subjects(governor, hops + 1)
    return []


def act_before(effect: Token) -> Token | None:
    """The act that an outcome belongs to where the parser hangs it on the speaker: "accused X of shelling Y, wounding four"."""
    if effect.tag_ != "VBG" or effect.dep_ != "advcl":
        return None
    between = [
        t for t in effect.head.subtree if effect.head.i < t.i < effect.i and t.dep_ == "pcomp" and t.tag_ == "VBG"
    ]
    return between[-1] if between else None


def agents(verb: Token) -> list[Token]:
    """Who does it: the "by" phrase of a passive, else the subject."""
    if is_passive(verb):
        by = [pobj for agent in children(verb, "agent") for pobj in children(agent, "pobj")]
        return with_conjuncts(by)
    return subjects(verb)


def objects(verb: Token, hops: int = 0) -> list[Token]:
    """Whom it is done to: the subject of a passive, else the object, also where a relative clause has moved it."""
    if is_passive(verb):
        return subjects(verb, hops)
    own = with_conjuncts(relative(t, verb) for t in children(verb, "dobj", "dative") if t.pos_ != "ADP")
    if own:
        return own
    if verb.dep_ == "relcl" and children(verb, "nsubj") and not children(verb, "prep", "dobj"):
        subject = children(verb, "nsubj")[0]
        if subject.lower_ not in RELATIVE:
            return [verb.head]
    return []


def in_phrases(token: Token, prepositions: Iterable[str]) -> list[Token]:
    """Objects of the given prepositions that depend on ``token`` ("an attack on X", "fired at Y")."""
    wanted = set(prepositions)
    found = []
    for prep in token.children:
        if prep.dep_ in {"prep", "agent", "dative", "prt"} and prep.lower_ in wanted:
            found += children(prep, "pobj")
            # "tribute to forces defending the pass": the parser makes the forces the subject of a clause
            found += [subject for clause in children(prep, "pcomp") for subject in children(clause, "nsubj")]
    return with_conjuncts(found)


def premodifiers(noun: Token) -> list[Token]:
    """Words before a noun that can name who acts: possessor, compound part, adjective ("Israeli air strike")."""
    direct = children(noun, "poss", "compound", "amod", "nmod")
    deeper = [t for d in direct if d.dep_ != "poss" for t in children(d, "compound", "amod", "poss", "nmod")]
    return direct + deeper


def governor(token: Token) -> Token:
    """The verb that ``token`` depends on, directly or through prepositions and nouns; the root if there is none."""
    for ancestor in token.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            return ancestor
    return token.sent.root
