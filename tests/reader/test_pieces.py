from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reader.pieces import Pieces

PIECES = Pieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "shell", "##ing", "##ed", ".", "-", "u", "s", "cafe", "fire"])


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Shelling", ["shell", "##ing"]),
        ("SHELLED", ["shell", "##ed"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("cease-fire", ["[UNK]", "-", "fire"]),
        ("Café", ["cafe"]),
        ("cafe\u0301", ["cafe"]),
        ("", ["[UNK]"]),
        ("\u0640", ["[UNK]"]),
        ("s" * 400, ["[UNK]"]),
    ],
)
def test_words_are_cut_from_the_left_into_the_longest_pieces(word: str, pieces: list[str]) -> None:
    names = list(PIECES.ids)
    assert [names[i] for i in PIECES.of(word)] == pieces


@given(st.text(max_size=30))
def test_every_word_has_a_piece_and_always_the_same(word: str) -> None:
    assert PIECES.of(word) == PIECES.of(word) != ()
