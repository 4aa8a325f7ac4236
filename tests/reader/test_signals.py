from __future__ import annotations

import multiprocessing

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from dateline.model.report import Report
from dateline.reader.pipeline import Reader
from dateline.reader.signals import MOST_PIECES, Reads, Signals, windows

FORKED: dict[str, Reader] = {}
SHELLING = "Rebels shelled the market in Goma on Monday, killing nine people, the army said."


@pytest.fixture(scope="module")
def reads() -> Reads:
    return Reads()


def seen(reads: Reads, nlp: Language, text: str) -> tuple[list[str], Signals]:
    doc = nlp.make_doc(text)
    return [t.text for t in doc], reads.signals(doc)


def test_the_words_that_name_an_event_stand_out(reads: Reads, nlp: Language) -> None:
    words, signals = seen(reads, nlp, SHELLING)
    at = words.index("shelled")
    assert signals.type(at)[0] == "ASSAULT"
    assert signals.chance(at) > 0.8 > 0.1 > signals.chance(words.index("market"))
    assert signals.status(at)[0] == "reported"
    assert signals.mode(at, "ASSAULT")[0] == "heavy-weapons"


def test_its_parts_stand_out_too(reads: Reads, nlp: Language) -> None:
    words, signals = seen(reads, nlp, SHELLING)
    at = words.index("shelled")
    for role, word in {"A": "Rebels", "R": "market", "L": "Goma", "T": "Monday", "S": "army"}.items():
        i = words.index(word)
        assert signals.fills(at, role, i, i + 1) > 0.5, role
    assert signals.fills(at, "A", words.index("Goma"), words.index("Goma") + 1) < 0.2


def test_a_second_mention_is_told_from_another_event(reads: Reads, nlp: Language) -> None:
    words, signals = seen(reads, nlp, SHELLING + " France condemned the attack.")
    same = signals.same(words.index("shelled"), words.index("killing"))
    other = signals.same(words.index("shelled"), words.index("condemned"))
    assert same is not None and other is not None and same > other


def test_a_report_reads_the_same_alone_and_among_others(reader: Reader) -> None:
    texts = [SHELLING, "Talks in Oslo ended without a deal.", f"{SHELLING}\n\n{SHELLING}", "Nothing at all."]
    alone = [reader.read(Report(text=t, id="x")).to_json() for t in texts]
    assert [r.to_json() for r in reader.pipe(Report(text=t, id="x") for t in texts)] == alone


def _events(text: str) -> list[str]:
    return [e.type for e in next(FORKED["reader"].pipe([Report(text=text)])).events]


def test_a_forked_process_reads_too(reader: Reader) -> None:
    FORKED["reader"] = reader
    told = _events(SHELLING)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(_events, (SHELLING,)).get(60) == told != []


def test_capitals_change_nothing(reads: Reads, nlp: Language) -> None:
    words, lower = seen(reads, nlp, SHELLING)
    upper = reads.signals(nlp.make_doc(" ".join(w.upper() for w in words)))
    at = words.index("shelled")
    assert abs(lower.chance(at) - upper.chance(at)) < 0.05


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_every_word_stands_in_one_window_of_bounded_size(text: str) -> None:
    import spacy

    from dateline.reader.signals import network

    nlp, pieces = spacy.blank("en"), network().pieces
    doc = nlp.make_doc(text)
    found = list(windows(doc, pieces))
    assert [i for w in found for i in w] == [t.i for t in doc if not t.is_space]
    assert all(sum(min(MOST_PIECES, len(pieces.of(doc[i].text))) for i in w) <= MOST_PIECES for w in found)


def test_sentences_are_kept_whole(reads: Reads, nlp: Language) -> None:
    doc = nlp.make_doc(" ".join([SHELLING] * 12))
    ends = {max(w) for w in windows(doc, reads.net.pieces)}
    assert len(ends) > 1
    assert {doc[i].text for i in ends} == {"."}


def test_an_empty_report_has_no_signals(reads: Reads, nlp: Language) -> None:
    signals = reads.signals(nlp.make_doc("   \n"))
    assert signals.windows == []
    assert signals.role(0, "A")[1].tolist() == []
    assert np.all(signals.event == 0)
    assert signals.near(0) == (0, 0)
