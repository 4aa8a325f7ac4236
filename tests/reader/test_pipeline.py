"""Reading many reports: order, failures that cost only themselves, and the same reading alone as in a batch."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.errors import BrokenRecord, DatelineError, TooLong
from dateline.model.reading import Coder, Reading, Source
from dateline.model.report import Report
from dateline.reader.findings import register
from dateline.reader.pipeline import BATCH_CHARACTERS, Failure, Reader, _batches

STORY = "The army said that rebels had shelled the town {n}."


@pytest.fixture
def reader() -> Reader:
    """A reader whose only component finds nothing, and breaks at the word "crash"."""
    nlp = spacy.blank("en")
    register()

    @Language.component("breaks_at_crash")
    def component(doc: Doc) -> Doc:
        if "crash" in doc.text:
            raise RuntimeError("boom")
        doc._.reading = Reading(report=Source(id="", language="en", text=""), coder=Coder(version="", model=""))
        return doc

    nlp.add_pipe("breaks_at_crash")
    return Reader(nlp)


def reports(*texts: str) -> list[Report]:
    return [Report(text=text, id=str(n)) for n, text in enumerate(texts)]


def test_a_report_that_fails_costs_only_itself(reader: Reader) -> None:
    texts = [STORY.format(n=n) for n in range(20)]
    texts[3], texts[7], texts[9] = "The crash and the fire that followed.", "a" * 200_001, "The \ud800 of the"
    got = list(reader.outcomes(reports(*texts), batch_size=6))
    failures = {n: outcome for n, outcome in enumerate(got) if isinstance(outcome, Failure)}
    assert {n: type(failure.error) for n, failure in failures.items()} == {3: RuntimeError, 7: TooLong, 9: BrokenRecord}
    assert failures[3].report.id == "3"
    assert failures[3].reason == "internal error (RuntimeError: boom): please report it with this text"
    assert failures[7].reason.startswith("the text has 200,001 characters")
    assert [o.report.id for o in got if isinstance(o, Reading)] == [str(n) for n in range(20) if n not in failures]


def test_pipe_raises_what_outcomes_returns(reader: Reader) -> None:
    readings = reader.pipe(reports(STORY, "The crash and the fire that followed."))
    assert next(readings).report.id == "0"
    with pytest.raises(RuntimeError):
        next(readings)


def test_batch_alone_and_twice_are_the_same(reader: Reader) -> None:
    mixed = reports(STORY, "Три человека погибли.", STORY + "!", "...", "")
    alone = [reader.read(report).to_json() for report in mixed]
    assert [reading.to_json() for reading in reader.pipe(mixed, batch_size=2)] == alone
    assert [reading.to_json() for reading in reader.pipe(mixed)] == alone


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Три человека погибли в субботу, сообщили власти.", "ru", "the text is in 'ru'"),
        ("12 / 34", "und", "no language could be told"),
    ],
)
def test_what_is_not_english_is_said_and_left_alone(reader: Reader, text: str, language: str, words: str) -> None:
    reading = reader.read(Report(text=text, warnings=("from intake",)))
    assert reading.report.language == language
    assert reading.events == ()
    assert reading.warnings == ("from intake", f"not read: {words}, and this reader knows English only")


def test_batches_are_small_in_reports_and_in_characters() -> None:
    short, long = Report(text="a"), Report(text="a" * (BATCH_CHARACTERS // 2))
    assert [len(batch) for batch in _batches([short] * 5, 2)] == [2, 2, 1]
    assert [len(batch) for batch in _batches([long] * 5, 16)] == [2, 2, 1]


def test_pipeline_without_our_components() -> None:
    empty: Any = spacy.blank("en")
    with pytest.raises(DatelineError, match=r"build it with dateline\.load"):
        Reader(empty).read(Report(text=STORY))
