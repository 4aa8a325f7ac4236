"""Subjects, objects and complements, on sentences of many shapes."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Token

from dateline.reader import syntax


def token(nlp: Language, sentence: str, word: str) -> Token:
    return next(t for t in nlp(sentence) if t.text == word)


def texts(tokens: list[Token]) -> list[str]:
    return [t.text for t in tokens]


@pytest.mark.parametrize(
    ("sentence", "verb", "agents", "objects"),
    [
        ("Rebels attacked the barracks.", "attacked", ["Rebels"], ["barracks"]),
        ("The barracks was attacked by rebels on Friday.", "attacked", ["rebels"], ["barracks"]),
        ("Soldiers and police beat two students.", "beat", ["Soldiers", "police"], ["students"]),
        ("The soldiers who shelled the village fled.", "shelled", ["soldiers"], ["village"]),
        ("The village that soldiers shelled burned.", "shelled", ["soldiers"], ["village"]),
        ("Gunmen stormed a bank and killed three guards.", "killed", ["Gunmen"], ["guards"]),
        ("Troops entered the town, killing a farmer.", "killing", ["Troops"], ["farmer"]),
        ("The minister refused to meet the delegation.", "meet", ["minister"], ["delegation"]),
        ("The court ordered the army to release the prisoners.", "release", ["army"], ["prisoners"]),
    ],
)
def test_agents_and_objects(nlp: Language, sentence: str, verb: str, agents: list[str], objects: list[str]) -> None:
    found = token(nlp, sentence, verb)
    assert texts(syntax.agents(found)) == agents
    assert texts(syntax.objects(found)) == objects


def test_a_passive_without_an_agent_has_none(nlp: Language) -> None:
    assert syntax.agents(token(nlp, "Twelve villagers were killed on Sunday.", "killed")) == []


def test_phrases_and_premodifiers(nlp: Language) -> None:
    attack = token(nlp, "The rebel attack on markets and schools shocked the capital.", "attack")
    assert texts(syntax.in_phrases(attack, ("on",))) == ["markets", "schools"]
    assert "rebel" in texts(syntax.premodifiers(attack))
