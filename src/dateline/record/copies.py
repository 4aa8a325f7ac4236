"""Near-copies: which reports are one text, so that a wire story in ten outlets counts as one voice.

A text is cut into shingles of four words. Two texts are one where enough of the shorter one's shingles stand in the other:
outlets cut an agency's story short and add to it, which hardly shows in what two texts have in common over all (Jaccard).
Candidates are found by a sketch, every eighth shingle by its hash (FracMinHash: Irber et al. 2022), because it finds
what is contained; MinHash with bands finds only what is alike over all.
"""

from __future__ import annotations

import re
from hashlib import blake2b

WORDS = 4
"""Words of a shingle."""
CONTAINED = 0.65
"""Share of the shorter text's shingles that make two texts one."""
ALIKE = 0.35
"""Share of both texts' shingles (Jaccard) that make two texts one."""
FEWEST = 12
"""Shingles of the shorter text below which only equal texts are one: two short texts are alike by chance."""
ONE_IN = 8
"""A sketch holds one in so many shingles."""

WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """The hashes of all shingles of a text, as signed numbers of 64 bits; the same on every machine and for ever."""
    words = WORD.findall(text.casefold())
    if 0 < len(words) < WORDS:
        return frozenset((_hash(" ".join(words)),))
    return frozenset(_hash(" ".join(words[i : i + WORDS])) for i in range(len(words) - WORDS + 1))


def sketch(hashes: frozenset[int]) -> list[int]:
    """The hashes to find a text by: all of a short one's, else one in ``ONE_IN``."""
    if len(hashes) <= FEWEST * ONE_IN // 2:
        return sorted(hashes)
    return sorted(value for value in hashes if value % ONE_IN == 0)


def one_text(a: frozenset[int], b: frozenset[int]) -> float | None:
    """The share of the shorter text that stands in the other, where the two are near-copies; else None."""
    shorter = min(len(a), len(b))
    if not shorter:
        return None
    common = len(a & b)
    if shorter < FEWEST:
        return 1.0 if a == b else None
    contained = common / shorter
    alike = common / (len(a) + len(b) - common)
    return contained if contained >= CONTAINED or alike >= ALIKE else None


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)
