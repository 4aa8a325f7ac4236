"""How the report is laid out: where sentences must end, and which lines are no running story.

Component ``dateline_layout``. Needs nothing; gives sentence starts (before the parser, which keeps them) and ``doc._.zones``.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from spacy.language import Language
from spacy.tokens import Doc

from dateline.lexicon import settings
from dateline.reader.findings import Zone, register

PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
ENDS_SENTENCE = re.compile(r"[.!?…:;\"'”’)\]]\s*$")
HARD_WRAP_COLUMNS = 100


class Layout:
    """Marks line breaks that end a sentence, and zones (``heading``, ``caption``, ``byline``, ``boilerplate``)."""

    def __init__(self, language: str = "en") -> None:
        register()
        words = settings("layout", language)
        self.kinds = {kind: re.compile("|".join(words[kind]), re.I) for kind in ("caption", "byline", "boilerplate")}

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text  # spaCy joins it anew at each asking
        breaks = line_breaks(text)
        self._start_sentences(doc, breaks)
        doc._.zones = list(self._zones(doc, text, breaks))
        return doc

    def _start_sentences(self, doc: Doc, breaks: list[int]) -> None:
        at = 0
        starts = set()
        for token in doc:
            while at < len(breaks) and breaks[at] <= token.idx:
                at += 1
                starts.add(token.i)
        for i in starts:
            # White space is a token of its own in spaCy: a sentence starts at the first word after it.
            while i < len(doc) and doc[i].is_space:
                i += 1
            if i < len(doc):
                doc[i].is_sent_start = True

    def _zones(self, doc: Doc, text: str, breaks: list[int]) -> list[Zone]:
        edges = sorted({0, *breaks, len(text)})
        text_lines = [(a, b) for a, b in pairwise(edges) if text[a:b].strip()]
        zones = []
        for n, (a, b) in enumerate(text_lines):
            kind = self._kind(text[a:b].strip(), n, len(text_lines))
            span = doc.char_span(a, b, alignment_mode="contract") if kind else None
            if span is not None and len(span):
                zones.append(Zone(span.start, span.end, kind))
        return zones

    def _kind(self, line: str, n: int, lines: int) -> str:
        for kind, pattern in self.kinds.items():
            if pattern.search(line):
                return kind
        if lines > 1 and len(line) < 120 and not ENDS_SENTENCE.search(line):
            return "headline" if n == 0 else "heading"
        return ""


def line_breaks(text: str) -> list[int]:
    """Offsets after each line break that ends a sentence.

    A blank line always does. A single break does unless the text is hard-wrapped (as wire copy of the 1980s is): then
    lines are short, of even length, and break inside sentences.
    """
    paragraphs = [m.end() for m in PARAGRAPH.finditer(text)]
    if is_hard_wrapped(text):
        return paragraphs
    return sorted({*paragraphs, *(m.end() for m in re.finditer(r"\n", text))})


def is_hard_wrapped(text: str) -> bool:
    """Whether line breaks were set by a column limit rather than by the writer."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 4 or max(map(len, lines)) > HARD_WRAP_COLUMNS:
        return False
    unfinished = sum(1 for line in lines if not ENDS_SENTENCE.search(line))
    return median(map(len, lines)) > 40 and unfinished > len(lines) / 2


@Language.factory("dateline_layout", default_config={"language": "en"}, retokenizes=False)
def make_layout(nlp: Language, name: str, language: str) -> Layout:
    """The spaCy factory of ``dateline_layout``."""
    return Layout(language)
