"""What the learned part sees: which words name an event, how it is put, and which words fill its parts.

Component ``dateline_signals``. Needs the words only; gives ``doc._.signals``. One small encoder (``weights/``) reads the
report in windows of whole sentences, each by itself, so that what it sees in one report never depends on another.
The other components weigh its chances with what the lexicon and the parse say; it never makes a value by itself.
How it was trained: training/README.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from dateline.reader.findings import register
from dateline.reader.layout import line_breaks
from dateline.reader.pieces import Pieces
from dateline.reader.weights import about, content

MOST_PIECES = 110
"""Pieces of one window; training has windows of up to 120."""
FINAL = {".", "!", "?", "…"}
CLOSING = {'"', "”", "’", "'", ")", "»"}

Floats = NDArray[np.float32]


class Network(NamedTuple):
    """The encoder, its vocabulary and its labels."""

    session: ort.InferenceSession
    pieces: Pieces
    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    pairs: dict[str, int]
    name: str


@cache
def network() -> Network:
    """The weights that the package ships, loaded once. Raises ModelError where they are missing."""
    known = about()
    pieces = Pieces(content("vocab.txt").decode("utf-8").splitlines())
    options = ort.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1  # beside spaCy, which keeps the other core busy
    session = ort.InferenceSession(content("reader.onnx"), options, providers=["CPUExecutionProvider"])
    pairs = {role: i for i, role in enumerate(known["pairs"])}
    types, modes, statuses = (tuple(known[kind]) for kind in ("types", "modes", "statuses"))
    return Network(session, pieces, types, modes, statuses, pairs, known["name"])


@cache
def _pool() -> ThreadPoolExecutor:
    """One thread beside the main one: the network's arithmetic does not hold Python's lock."""
    return ThreadPoolExecutor(1, "dateline-signals")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_pool.cache_clear)  # threads stay with the parent: a child starts its own


class Window(NamedTuple):
    """What the network says of one window: arrays a word; ``words`` are the tokens' indices."""

    words: NDArray[np.int64]
    begins: Floats
    inside: Floats
    modes: Floats
    statuses: Floats
    asking: Floats
    answering: Floats


class Signals:
    """Chances for the words of one report. Indices are tokens; chances are 0 to 1."""

    def __init__(self, length: int, windows: list[Window], net: Network) -> None:
        self.net = net
        self.windows = windows
        self.window_of = np.full(length, -1, np.int32)
        self.place_in = np.zeros(length, np.int32)
        self.begins = np.zeros((length, len(net.types)), np.float32)
        self.event = np.zeros((length, len(net.types)), np.float32)
        for n, window in enumerate(windows):
            self.window_of[window.words] = n
            self.place_in[window.words] = np.arange(len(window.words))
            self.begins[window.words] = window.begins
            self.event[window.words] = window.begins + window.inside
        self._pairs: dict[int, tuple[NDArray[np.int64], Floats]] = {}

    def chance(self, i: int) -> float:
        """That token ``i`` is one of the words that name an event."""
        return float(self.event[i].sum())

    def type(self, i: int) -> tuple[str, float]:
        """The likeliest type of the event that token ``i`` names, and its chance among the types."""
        best = int(self.event[i].argmax())
        total = float(self.event[i].sum())
        return self.net.types[best], float(self.event[i][best]) / total if total else 0.0

    def status(self, i: int) -> tuple[str, float]:
        """How the event at token ``i`` is put, and the chance of that."""
        window = self._window(i)
        if window is None:
            return "reported", 0.0
        chances = _softmax(window.statuses[self.place_in[i]])
        best = int(chances.argmax())
        return self.net.statuses[best], float(chances[best])

    def mode(self, i: int, kind: str) -> tuple[str | None, float]:
        """The likeliest mode of an event of type ``kind`` at token ``i``, None for none, and its chance."""
        window = self._window(i)
        if window is None:
            return None, 0.0
        allowed = [n for n, m in enumerate(self.net.modes) if not m or m.startswith(f"{kind}/")]
        chances = _softmax(window.modes[self.place_in[i]][allowed])
        best = int(chances.argmax())
        name = self.net.modes[allowed[best]]
        return (name.partition("/")[2] or None), float(chances[best])

    def role(self, i: int, role: str) -> tuple[NDArray[np.int64], Floats]:
        """For the event at token ``i``: tokens of its window, and the chance that each is part of ``role``."""
        if i not in self._pairs:
            window = self._window(i)
            if window is None:
                return np.zeros(0, np.int64), np.zeros(0, np.float32)
            ask = window.asking[self.place_in[i]]
            answer = window.answering
            width = ask.shape[-1] - 1
            logits = np.einsum("rd,wrd->wr", ask[:, :-1], answer[..., :-1]) / np.sqrt(width)
            logits = logits + ask[:, -1] + answer[..., -1]
            self._pairs[i] = window.words, (1 / (1 + np.exp(-logits))).astype(np.float32)
        words, chances = self._pairs[i]
        return words, chances[:, self.net.pairs[role]]

    def fills(self, i: int, role: str, start: int, end: int) -> float:
        """The highest chance that one of tokens ``start`` to ``end`` is part of ``role`` of the event at ``i``."""
        words, chances = self.role(i, role)
        inside = chances[(words >= start) & (words < end)]
        return float(inside.max()) if len(inside) else 0.0

    def same(self, i: int, j: int) -> tuple[float, bool]:
        """The chance that the events at tokens ``i`` and ``j`` are one, and whether one window holds both.

        Training has pairs of one window only; across windows the chance is a hint.
        """
        one, other = self._window(i), self._window(j)
        if one is None or other is None:
            return 0.0, False
        kind = self.net.pairs["="]
        logits = [
            _logit(one.asking[self.place_in[i], kind], other.answering[self.place_in[j], kind]),
            _logit(other.asking[self.place_in[j], kind], one.answering[self.place_in[i], kind]),
        ]
        return float(np.mean([1 / (1 + np.exp(-x)) for x in logits])), one is other

    def near(self, i: int) -> tuple[int, int]:
        """First and last (exclusive) token of the window that token ``i`` stands in; nothing for a token without one."""
        window = self._window(i)
        return (0, 0) if window is None else (int(window.words[0]), int(window.words[-1]) + 1)

    def _window(self, i: int) -> Window | None:
        n = int(self.window_of[i])
        return self.windows[n] if n >= 0 else None


class Reads:
    """The component: shows the report to the network."""

    def __init__(self) -> None:
        register()
        self.net = network()

    def __call__(self, doc: Doc) -> Doc:
        begun = doc._.signals
        if isinstance(begun, Future):
            doc._.signals = begun.result()
        elif begun is None:
            doc._.signals = self.signals(doc)
        return doc

    def begin(self, doc: Doc) -> None:
        """Start on ``doc`` in the background, while other components work; the component waits for the result."""
        doc._.signals = _pool().submit(self.signals, doc)

    def signals(self, doc: Doc) -> Signals:
        """What the network says of every word of ``doc``."""
        read = [self._read(doc, words) for words in windows(doc, self.net.pieces)]
        return Signals(len(doc), read, self.net)

    def _read(self, doc: Doc, words: list[int]) -> Window:
        ids = [self.net.pieces.start]
        first = []
        for i in words:
            first.append(len(ids))
            ids += self.net.pieces.of(doc[i].text)[:MOST_PIECES]
        ids.append(self.net.pieces.end)
        feed = {"ids": np.array([ids], np.int64), "first": np.array(first, np.int64)}
        tags, modes, statuses, asking, answering = self.net.session.run(None, feed)
        chances = _softmax(tags)
        kinds = len(self.net.types)
        return Window(
            np.array(words), chances[:, 1 : 1 + kinds], chances[:, 1 + kinds :], modes, statuses,
            asking.astype(np.float16), answering.astype(np.float16),
        )  # fmt: skip


def windows(doc: Doc, pieces: Pieces) -> Iterator[list[int]]:
    """Tokens of whole sentences, as many as a window holds; sentences are told by marks and line ends alone."""
    held: list[int] = []
    size = 0
    for sentence in sentences(doc):
        length = sum(min(MOST_PIECES, len(pieces.of(doc[i].text))) for i in sentence)
        if held and size + length > MOST_PIECES:
            yield held
            held, size = [], 0
        if length > MOST_PIECES:
            yield from _pieced(doc, sentence, pieces)
        else:
            held, size = held + sentence, size + length
    if held:
        yield held


def _pieced(doc: Doc, sentence: list[int], pieces: Pieces) -> Iterator[list[int]]:
    held: list[int] = []
    size = 0
    for i in sentence:
        length = min(MOST_PIECES, len(pieces.of(doc[i].text)))
        if held and size + length > MOST_PIECES:
            yield held
            held, size = [], 0
        held.append(i)
        size += length
    if held:
        yield held


def sentences(doc: Doc) -> Iterator[list[int]]:
    """The words of each sentence, as marks and line ends tell them."""
    held: list[int] = []
    ended = False
    breaks = iter([*line_breaks(doc.text), len(doc.text) + 1])
    next_break = next(breaks)
    for token in doc:
        if token.is_space:
            continue
        if token.idx >= next_break:
            ended = True
            next_break = next(b for b in breaks if b > token.idx)
        if held and ended and token.text not in CLOSING:
            yield held
            held = []
        ended = token.text in FINAL or (ended and token.text in CLOSING)
        held.append(token.i)
    if held:
        yield held


def _logit(ask: NDArray[Any], answer: NDArray[Any]) -> float:
    """How well an event and a word fit in one role: the product of their vectors, and two biases (training/model.py)."""
    ask, answer = ask.astype(np.float32), answer.astype(np.float32)
    return float(ask[:-1] @ answer[:-1] / np.sqrt(len(ask) - 1) + ask[-1] + answer[-1])


def _softmax(logits: NDArray[Any]) -> Floats:
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return (raised / raised.sum(-1, keepdims=True)).astype(np.float32)  # type: ignore[no-any-return]


@Language.factory("dateline_signals", assigns=["doc._.signals"])
def make_signals(nlp: Language, name: str) -> Reads:
    """The spaCy factory of ``dateline_signals``."""
    return Reads()
