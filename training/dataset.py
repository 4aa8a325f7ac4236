"""Items of the corpus -> windows of words with their labels -> padded tensors."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import spacy
import torch
from markup import CORPUS, STATUSES, Item, held_out, items
from spacy.tokens import Token

from dateline.reader.pieces import Pieces
from model import MODE_LABELS, PAIRS, TAGS

MAX_PIECES = 120
LEADING = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "being",
        "had",
        "has",
        "have",
        "did",
        "do",
        "does",
        "not",
        "n't",
        "to",
        "will",
        "would",
    ]
)
BLANK = spacy.blank("en")


@dataclass
class Window:
    """Words of one or more lines with labels a word; ``events`` are (first word, mode, status, {(word, role)})."""

    words: list[str] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    events: list[tuple[int, int, int, set[tuple[int, int]]]] = field(default_factory=list)
    weight: float = 1.0
    roles: str = ""
    """The roles that its events teach; empty for all, with types, modes and statuses."""

    def joined(self, other: Window) -> Window:
        """This window with another behind it."""
        shift = len(self.words)
        moved = [(w + shift, m, s, {(i + shift, r) for i, r in pairs}) for w, m, s, pairs in other.events]
        return Window(self.words + other.words, self.tags + other.tags, self.events + moved, self.weight, self.roles)


def window(item: Item) -> Window:
    """The words of one item and their labels."""
    doc = BLANK.make_doc(item.text)
    words = [t for t in doc if not t.is_space]
    at = lambda a, b: [i for i, t in enumerate(words) if t.idx < b and a < t.idx + len(t)]  # noqa: E731
    tags = [0] * len(words)
    events = []
    arguments: dict[int, set[tuple[int, int]]] = {}
    for role, number, a, b in item.arguments:
        arguments.setdefault(number, set()).update((i, PAIRS.index(role)) for i in at(a, b))
    for number, event in item.events.items():
        firsts = []
        for a, b in event.mentions:
            covered = named(words, at(a, b))
            for n, i in enumerate(covered):
                tags[i] = TAGS.index(f"{'I' if n else 'B'}-{event.type}")
            firsts.append(covered[0])
        mode = MODE_LABELS.index(f"{event.type}/{event.mode}") if event.mode else 0
        for first in firsts:
            same = {(i, PAIRS.index("=")) for i in firsts if i != first}
            events.append((first, mode, STATUSES.index(event.status), arguments.get(number, set()) | same))
    return Window([t.text for t in words], tags, events)


def named(words: list[Token], covered: list[int]) -> list[int]:
    """The words that name an event, without what only leads to them: "the attack", "was shot", "did not sign"."""
    while len(covered) > 1 and words[covered[0]].lower_ in LEADING:
        covered = covered[1:]
    return covered


def corpus(folder: Path = CORPUS) -> tuple[list[Window], list[Window]]:
    """All windows, one a line: to train on, and held out."""
    train, held = [], []
    for path in sorted(folder.glob("*.txt")):
        for _, item in items(path):
            (held if held_out(item.text) else train).append(window(item))
    return train, held


def packed(windows: list[Window], pieces: Pieces, rng: random.Random) -> Iterator[Window]:
    """The windows in random order, one to four together, as sentences stand in a report."""
    order = rng.sample(windows, len(windows))
    held: Window | None = None
    left = 0
    for one in order:
        if held is None:
            held, left = one, rng.choice((0, 0, 1, 2, 3))
        elif left and size(held, pieces) + size(one, pieces) < MAX_PIECES:
            held, left = held.joined(one), left - 1
        else:
            yield held
            held, left = one, rng.choice((0, 0, 1, 2, 3))
    if held is not None:
        yield held


def size(one: Window, pieces: Pieces) -> int:
    """How many pieces its words have."""
    return sum(len(pieces.of(w)) for w in one.words)


def bare(one: Window) -> Window:
    """Without the marks between words, as texts stand in some archives."""
    keep = [i for i, w in enumerate(one.words) if any(c.isalnum() for c in w) or one.tags[i]]
    new = {old: i for i, old in enumerate(keep)}
    events = [(new[w], m, s, {(new[i], r) for i, r in pairs if i in new}) for w, m, s, pairs in one.events]
    return Window([one.words[i] for i in keep], [one.tags[i] for i in keep], events, one.weight, one.roles)


@dataclass
class Batch:
    """Padded tensors: (batch, pieces), (batch, words), (batch, events), (batch, events, words, roles)."""

    ids: torch.Tensor
    mask: torch.Tensor
    first: torch.Tensor
    word_mask: torch.Tensor
    tags: torch.Tensor
    event: torch.Tensor
    event_mask: torch.Tensor
    mode: torch.Tensor
    status: torch.Tensor
    pairs: torch.Tensor
    weight: torch.Tensor
    roles: torch.Tensor


def batch(windows: list[Window], pieces: Pieces) -> Batch:
    """Windows side by side; what pads is masked."""
    cut = [[pieces.of(w) for w in one.words] for one in windows]
    n, longest = len(windows), max(sum(map(len, c)) for c in cut) + 2
    words, events = max(len(one.words) for one in windows), max(1, *(len(one.events) for one in windows))
    ids, mask = np.zeros((n, longest), np.int64), np.zeros((n, longest), np.int64)
    first, word_mask, tags = (np.zeros((n, words), np.int64) for _ in range(3))
    event, event_mask, mode, status = (np.zeros((n, events), np.int64) for _ in range(4))
    pairs = np.zeros((n, events, words, len(PAIRS)), np.float32)
    for b, (one, parts) in enumerate(zip(windows, cut, strict=True)):
        row = [pieces.start]
        for i, part in enumerate(parts):
            first[b, i] = len(row)
            row += part
        row.append(pieces.end)
        ids[b, : len(row)], mask[b, : len(row)] = row, 1
        word_mask[b, : len(parts)] = 1
        tags[b, : len(parts)] = one.tags
        for e, (word, m, s, marked) in enumerate(one.events):
            event[b, e], event_mask[b, e], mode[b, e], status[b, e] = word, 1, m, s
            for i, role in marked:
                pairs[b, e, i, role] = 1
    arrays = (ids, mask, first, word_mask, tags, event, event_mask, mode, status, pairs)
    weight = torch.tensor([one.weight for one in windows])
    roles = torch.tensor([[not one.roles or role in one.roles for role in PAIRS] for one in windows])
    return Batch(*map(torch.from_numpy, arrays), weight, roles)


def batches(windows: Iterable[Window], pieces: Pieces, rng: random.Random, most: int) -> Iterator[Batch]:
    """Batches of windows of like length, at most ``most`` pieces each, in random order."""
    ordered = sorted(windows, key=lambda one: size(one, pieces) + rng.random())
    groups: list[list[Window]] = [[]]
    for one in ordered:
        if groups[-1] and (len(groups[-1]) + 1) * (size(one, pieces) + 2) > most:
            groups.append([])
        groups[-1].append(one)
    rng.shuffle(groups)
    for group in groups:
        yield batch(group, pieces)
