"""Words -> the word pieces that the encoder knows (WordPiece; Schuster and Nakajima 2012, as in BERT).

Training and reading cut words with this one function, so they cannot differ.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

CONTINUED = "##"
UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
LONGEST = 60
"""Characters after which a word is one unknown piece, as in BERT's own cutter."""


class Pieces:
    """A vocabulary, and the cutting of words with it. Small letters only; marks over letters go."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.start, self.end, self.unknown = self.ids[START], self.ids[END], self.ids[UNKNOWN]
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The pieces of one word, at least one."""
        found = self._known.get(word)
        if found is None:
            found = tuple(i for part in _parts(word) for i in self._cut(part)) or (self.unknown,)
            if len(self._known) < 200_000:
                self._known[word] = found
        return found

    def _cut(self, part: str) -> list[int]:
        if len(part) > LONGEST:
            return [self.unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self.ids.get((CONTINUED if start else "") + part[start:end])
                if piece is not None:
                    found.append(piece)
                    start = end
                    break
            else:
                return [self.unknown]
        return found


def _parts(word: str) -> list[str]:
    """The word in small letters without marks, cut at punctuation: "U.S." is "u", ".", "s", "."."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    parts = [""]
    for char in plain:
        if unicodedata.category(char)[0] in "PSZC" or char.isspace():
            parts += ["" if char.isspace() else char, ""]
        else:
            parts[-1] += char
    return [p for p in parts if p]
