"""The shape of a reading: our models, the schema that we print, and the contract are one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dateline.model.reading import (
    Agreement,
    Casualty,
    Coder,
    Entity,
    Event,
    Mention,
    Place,
    Position,
    Reading,
    Source,
    Time,
    Toll,
    schema,
)
from dateline.model.report import Report, content_id
from dateline.model.span import Span

CONTRACT = Path(__file__).parents[3] / "shared" / "contract" / "reading.schema.json"
MODELS = {
    "span": Span, "entity": Entity, "place": Place, "time": Time, "position": Position, "casualty": Casualty,
    "mention": Mention, "event": Event, "toll": Toll, "agreement": Agreement,
}  # fmt: skip

spans = st.builds(lambda text, n: Span.of(text, 0, max(1, min(n, len(text)))), st.text(min_size=1), st.integers(1, 9))
entities = st.builds(Entity, name=st.text(), country=st.sampled_from([None, "SYR", "COL"]), span=spans)
times = st.builds(
    Time,
    start=st.none() | st.dates(),
    end=st.none() | st.dates(),
    precision=st.sampled_from(["day", "range"]),
    span=spans,
)
mentions = st.builds(Mention, trigger=spans, sentence=spans)
events = st.builds(
    Event,
    id=st.text(),
    type=st.sampled_from(["ASSAULT", "REJECT"]),
    actors=st.lists(entities, max_size=2).map(tuple),
    time=st.none() | times,
    mentions=st.lists(mentions, min_size=1, max_size=2).map(tuple),
    confidence=st.floats(0, 1),
)
readings = st.builds(
    Reading,
    report=st.builds(Source, id=st.text(), language=st.just("en"), text=st.text(), published=st.none() | st.dates()),
    coder=st.just(Coder(version="1", model="m")),
    events=st.lists(events, max_size=3).map(tuple),
)


@pytest.mark.skipif(not CONTRACT.exists(), reason="the contract is kept elsewhere and is not here")
def test_the_schema_is_the_contract() -> None:
    assert schema() == json.loads(CONTRACT.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MODELS)
def test_models_have_the_fields_of_the_schema(name: str) -> None:
    definition = schema()["$defs"][name]
    assert set(MODELS[name].model_fields) == set(definition["properties"])
    for field in definition["required"]:
        assert field in MODELS[name](**_smallest(name)).model_dump()


def _smallest(name: str) -> dict[str, object]:
    span = Span.of("abc", 0, 3)
    entity = Entity(name="x", span=span)
    common: dict[str, object] = {
        "id": "1",
        "span": span,
        "name": "n",
        "precision": "day",
        "holder": entity,
        "stance": "denies",
    }
    common |= {
        "effect": "killed",
        "mentions": (Mention(trigger=span, sentence=span),),
        "confidence": 0.5,
        "sentence": span,
    }
    common |= {"type": "ASSAULT", "kind": "peace", "state": "agreed", "trigger": span, "start": None, "end": None}
    if name == "span":
        return {"start": 0, "end": 3, "text": "abc"}
    if name == "place":
        common["precision"] = "city"
    if name == "entity":
        common["kind"] = "person"
    return {k: v for k, v in common.items() if k in MODELS[name].model_fields}


@given(readings)
def test_any_reading_is_valid_and_comes_back(reading: Reading) -> None:
    text = reading.to_json()
    jsonschema.validate(json.loads(text), schema())
    assert Reading.from_json(text) == reading.model_copy(update={"reasons": ()})


def test_nothing_can_be_changed_or_added() -> None:
    span = Span.of("abc", 0, 1)
    with pytest.raises(ValidationError):
        span.start = 2  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Entity(name="x", span=span, colour="red")  # type: ignore[call-arg]


@pytest.mark.parametrize("text", ["حمص 12", "伊德利卜", "👩‍🚒 fled", "é combining", "a\r\nb"])
def test_spans_count_code_points(text: str) -> None:
    span = Span.of(text, 1, len(text))
    assert text[span.start : span.end] == span.text


def test_a_report_without_an_id_is_known_by_its_text() -> None:
    assert Report(text="x").id == Report(text="x", published=date(2020, 1, 1)).id == content_id("x")
    assert Report(text="x", id="7").id == "7"
