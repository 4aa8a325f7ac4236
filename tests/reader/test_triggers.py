"""The trigger lexicon against parses: phrases before words, and only where the grammar carries them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dateline.lexicon import table
from dateline.reader.guards import Needs
from dateline.reader.triggers import match, senses


@pytest.mark.parametrize(
    ("sentence", "word", "label", "kind"),
    [
        ("The bishop called for a boycott of the vote.", "called", "call for", "REQUEST"),
        ("The governor paid tribute to the fallen guards.", "paid", "pay tribute", "SUPPORT"),
        ("Gunmen opened fire on a minibus.", "opened", "open fire on", "ASSAULT"),
        ("The president stepped down on Monday.", "stepped", "step down", "CONCEDE"),
        ("A car bomb attack shook the capital.", "attack", "bomb attack", "ASSAULT"),
        ("Both sides declared a truce.", "declared", "declare truce", "AGREE"),
    ],
)
def test_phrases(nlp: Language, sentence: str, word: str, label: str, kind: str) -> None:
    token = next(t for t in nlp(sentence) if t.text == word)
    found = match(token)
    assert (label, kind) in {(s.label, s.type) for s, _ in found}
    assert len({len(s.words) for s, _ in found}) == 1


def test_a_word_of_the_phrase_elsewhere_in_the_sentence_is_not_the_phrase(nlp: Language) -> None:
    doc = nlp("The minister called a friend while the market waited for rain.")
    called = next(t for t in doc if t.text == "called")
    assert all(s.label != "call for" for s, _ in match(called))


def test_every_need_of_the_lexicon_is_known() -> None:
    needs = {row["needs"] for row in table("triggers")} - {""}
    assert {n for n in needs if not hasattr(Needs, f"_{n}")} == set()


def test_senses_are_found_by_the_word_that_carries_them() -> None:
    assert any(s.label == "car bombing" for s in senses()["N", "bombing"])
    assert any(s.label == "open fire" for s in senses()["V", "open"])
