"""Report -> Reading: a spaCy pipeline whose components each answer one question.

``load()`` builds a reader to keep; ``Reader.read`` reads one report, ``Reader.pipe`` many, ``Reader.outcomes`` many of
which some may fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.errors import BrokenRecord, DatelineError, ModelError, TooLong
from dateline.model.reading import Coder, Reading, Source
from dateline.model.report import Report
from dateline.reader.findings import register
from dateline.reader.home import home_of
from dateline.reader.language import language_of
from dateline.reader.ruler import remembering
from dateline.reader.signals import Reads
from dateline.reader.triggers import hyphenated
from dateline.reader.view import view
from dateline.settings import DEFAULT_MODEL, MAX_CHARACTERS, MAX_TOKENS
from dateline.version import __version__

BEFORE_PARSER = ("dateline_layout",)
QUESTIONS = (
    "dateline_signals",
    "dateline_when",
    "dateline_where",
    "dateline_who",
    "dateline_what",
    "dateline_how_many",
    "dateline_according_to",
    "dateline_merge",
)
NEEDED = ("tagger", "parser", "ner")

BATCH_REPORTS = 8
"""Reports read together. More is no faster (measured with reports of 600 words), and Ctrl-C would lose more."""
BATCH_CHARACTERS = 100_000
"""Characters after which a batch is full, however few its reports: the parser's memory grows with the batch."""

SURROGATE = re.compile(r"[\ud800-\udfff]")


def load_model(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline ``name``, as installed. Raises ModelError where it is missing or lacks a part we need."""
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise ModelError(
            f"the spaCy pipeline {name!r} is not installed: install its package, or use {DEFAULT_MODEL}, the default"
        ) from error
    missing = [part for part in NEEDED if part not in nlp.pipe_names]
    if nlp.lang != "en" or missing:
        lack = f"lacks {', '.join(missing)}" if missing else f"is for the language {nlp.lang!r}"
        raise ModelError(f"the spaCy pipeline {name!r} {lack}: Dateline needs an English one with {', '.join(NEEDED)}")
    return nlp


def build(nlp: Language) -> Language:
    """Add our components to a spaCy pipeline: layout before the parser, the questions after everything."""
    remembering(nlp)
    for form in hyphenated():
        nlp.tokenizer.add_special_case(form, [{"ORTH": form}])  # type: ignore[union-attr]
    for name in BEFORE_PARSER:
        nlp.add_pipe(name, first=True)
    for name in QUESTIONS:
        nlp.add_pipe(name, last=True)
    return nlp


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read, and the error; ``reason`` says it in words."""

    report: Report
    error: Exception

    @property
    def reason(self) -> str:
        """The error's message; for one that is no DatelineError, that it is a fault of ours."""
        if isinstance(self.error, DatelineError):
            return getattr(self.error, "reason", str(self.error))
        return f"internal error ({type(self.error).__name__}: {self.error}): please report it with this text"


class Reader:
    """Reads reports. Keeps nothing between them: a reading depends on the report, the models and their versions."""

    def __init__(self, nlp: Language) -> None:
        register()
        self.nlp = nlp
        self.reads = _signals(nlp)

    @cached_property
    def coder(self) -> Coder:
        """What every reading of this reader says of its maker."""
        meta = self.nlp.meta
        models = [f"{meta['lang']}_{meta['name']} {meta['version']}", *([self.reads.net.name] if self.reads else [])]
        return Coder(version=__version__, model=", ".join(models))

    def read(self, report: Report) -> Reading:
        """What one report says.

        Raises TooLong above ``settings.MAX_CHARACTERS``, BrokenRecord for a text with lone surrogates.
        """
        _check(report)
        language = language_of(report.text)
        if language != "en":
            return self._unread(report, language)
        return self._finish(self.nlp(self._doc(report)), report)

    def annotate(self, report: Report, until: str) -> Doc:
        """The annotated text after the component named ``until`` (docs/architecture.md lists them).

        For who wants one question answered alone; the language is not asked for. Raises TooLong, BrokenRecord.
        """
        _check(report)
        doc = self._doc(report)
        for name, component in self.nlp.pipeline:
            doc = component(doc)
            if name == until:
                return doc
        raise ModelError(f"the pipeline has no component {until!r}: it has {', '.join(self.nlp.pipe_names)}")

    def pipe(self, reports: Iterable[Report], *, batch_size: int = BATCH_REPORTS) -> Iterator[Reading]:
        """Readings of many reports, in order, faster than one by one and with the same result.

        Raises at a report that cannot be read; ``outcomes`` goes on.
        """
        for outcome in self.outcomes(reports, batch_size=batch_size):
            if isinstance(outcome, Failure):
                raise outcome.error
            yield outcome

    def outcomes(self, reports: Iterable[Report], *, batch_size: int = BATCH_REPORTS) -> Iterator[Reading | Failure]:
        """For each report, in order, its reading or why there is none. A report that fails costs only itself."""
        for batch in _batches(reports, batch_size):
            try:
                yield from self._read_batch(batch)
            except Exception:  # which of them it was shows when each is read alone; the error comes back as a Failure
                yield from map(self._outcome, batch)

    def _outcome(self, report: Report) -> Reading | Failure:
        try:
            return self.read(report)
        except Exception as error:  # the boundary between one report and the rest of the run
            return Failure(report, error)

    def _read_batch(self, batch: list[Report]) -> list[Reading]:
        for report in batch:
            _check(report)
        languages = [language_of(report.text) for report in batch]
        english = [self._doc(r) for r, lang in zip(batch, languages, strict=True) if lang == "en"]
        if self.reads is not None:
            for doc in english:
                self.reads.begin(doc)  # the network works beside spaCy
        docs = self.nlp.pipe(english, batch_size=len(batch))
        return [
            self._finish(next(docs), report) if language == "en" else self._unread(report, language)
            for report, language in zip(batch, languages, strict=True)
        ]

    def _doc(self, report: Report) -> Doc:
        doc = self.nlp.make_doc(view(report.text))
        if len(doc) > MAX_TOKENS:
            raise TooLong(
                f"the text has {len(doc):,} words and marks, a report at most {MAX_TOKENS:,}: split it", report.id
            )
        doc._.source_text = report.text
        doc._.published = report.published
        doc._.home = home_of(report.publisher, report.url)
        return doc

    def _finish(self, doc: Doc, report: Report) -> Reading:
        found: Reading | None = doc._.reading
        if found is None:
            raise DatelineError("the pipeline has no dateline_merge component: build it with dateline.load()")
        return found.model_copy(
            update={
                "report": self._source(report, "en"),
                "coder": self.coder,
                "warnings": (*report.warnings, *found.warnings),
            }
        )

    def _unread(self, report: Report, language: str) -> Reading:
        told = f"the text is in {language!r}" if language != "und" else "no language could be told"
        note = f"not read: {told}, and this reader knows English only"
        return Reading(report=self._source(report, language), coder=self.coder, warnings=(*report.warnings, note))

    @staticmethod
    def _source(report: Report, language: str) -> Source:
        return Source(language=language, **report.model_dump(exclude={"warnings"}))


def _signals(nlp: Language) -> Reads | None:
    found = nlp.get_pipe("dateline_signals") if "dateline_signals" in nlp.pipe_names else None
    return found if isinstance(found, Reads) else None


def _check(report: Report) -> None:
    if len(report.text) > MAX_CHARACTERS:
        raise TooLong(
            f"the text has {len(report.text):,} characters, a report at most {MAX_CHARACTERS:,}: split it", report.id
        )
    for value in (report.text, report.id, report.title, report.publisher, report.url):
        if value and SURROGATE.search(value):
            raise BrokenRecord("holds lone surrogates, halves of characters: decode the source again", report.id)


def _batches(reports: Iterable[Report], size: int) -> Iterator[list[Report]]:
    batch: list[Report] = []
    characters = 0
    for report in reports:
        batch.append(report)
        characters += len(report.text)
        if len(batch) == size or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def load(model: str = DEFAULT_MODEL) -> Reader:
    """A reader built on the spaCy pipeline ``model``: load it once (about a second), keep it, read with it."""
    return Reader(build(load_model(model)))
