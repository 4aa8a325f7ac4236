from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from dateline.reader.pipeline import load_model
from dateline.reader.ruler import remembering

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXTS = [
    *(path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))),
    "I'm gonna let's go, ain't I? Y'all got ta c'm on. Nothin' doing; there's nobody.\r\n\r\n\u00a0He did it, she does not.",
    "That which was said, these are they who had done, as if it'd be that.\n\n",
]


@pytest.fixture(scope="module")
def remembered() -> Language:
    nlp = load_model()
    remembering(nlp)
    return nlp


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_words_are_what_spacys_own_ruler_makes_them(nlp: Language, remembered: Language, text: str) -> None:
    assert "attribute_ruler" not in remembered.pipe_names
    for _ in range(2):  # the second time from memory
        told = [(t.text, t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph)) for t in remembered(text)]
        assert told == [(t.text, t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph)) for t in nlp(text)]


def test_a_ruler_with_other_patterns_is_left_alone() -> None:
    nlp = load_model()
    nlp.get_pipe("attribute_ruler").add([[{"SHAPE": "Xxxx"}]], {"POS": "X"})  # type: ignore[attr-defined]
    remembering(nlp)
    assert "attribute_ruler" in nlp.pipe_names
