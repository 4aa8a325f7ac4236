"""Whatever is put in, a report comes out whose text is unchanged, or an IntakeError: nothing else, ever."""

from __future__ import annotations

import json
from collections.abc import Callable

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.errors import EmptyReport, IntakeError
from dateline.intake import Outcome, Taken
from dateline.intake.outcome import VISIBLE

Outcomes = Callable[..., list[Outcome]]

NAMES = st.sampled_from(["r.txt", "r.html", "r.json", "r.jsonl", "-"])
TEXT = st.text(max_size=300)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
RECORD = st.fixed_dictionaries(
    {"text": JSON}, optional=dict.fromkeys(("id", "title", "published", "publisher", "url"), JSON)
)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), NAMES)
@example(b"\xff\xfe\x00", "r.txt")
@example(b"\xff\xfe{\x00", "r.jsonl")
@example(b'<?xml encoding="hex"?>', "r.html")
@example(b'<meta charset="idna">abc', "r.html")
def test_any_bytes(outcomes: Outcomes, data: bytes, name: str) -> None:
    got = outcomes(data, name)
    assert got
    assert all(isinstance(outcome, (Taken, IntakeError)) for outcome in got)


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_any_text_in_a_text_file(outcomes: Outcomes, text: str) -> None:
    (got,) = outcomes(b"\xef\xbb\xbf" + text.encode(), "r.txt")
    if isinstance(got, Taken):
        assert got.report.text == text
    else:
        assert isinstance(got, EmptyReport) == (VISIBLE.search(text) is None) or "binary" in got.reason


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_any_text_in_a_record(outcomes: Outcomes, text: str) -> None:
    (got,) = outcomes(json.dumps({"text": text}).encode(), "r.jsonl")
    assert isinstance(got, Taken) == (VISIBLE.search(text) is not None)
    if isinstance(got, Taken):
        assert got.report.text == text


@settings(max_examples=200, deadline=None)
@given(st.lists(RECORD | JSON, max_size=4), st.sampled_from(["r.json", "r.jsonl"]))
def test_any_records(outcomes: Outcomes, records: list[object], name: str) -> None:
    lines = [json.dumps(record).encode() for record in records]
    data = b"[" + b",".join(lines) + b"]" if name == "r.json" else b"\n".join(lines)
    got = outcomes(data, name)
    assert len(got) == max(1, len(records))
    for outcome in got:
        if isinstance(outcome, Taken):
            outcome.report.model_dump_json()
        else:
            assert outcome.reason
            str(outcome).encode()
