"""FollowTheMoney, read back with its own library and model."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from by_hand import entity, version
from followthemoney import model
from hypothesis import given, settings
from hypothesis import strategies as st
from made import all_three, nowhere, reports, shelling, stored

from dateline.publish.exports import ftm
from dateline.publish.exports.figures import Casualties
from dateline.record.account import incident


def written(incidents: Any = None) -> list[dict[str, Any]]:
    out = io.BytesIO()
    ftm.write(all_three() if incidents is None else incidents, reports(), out, Casualties.range)
    return [json.loads(line) for line in out.getvalue().decode().splitlines()]


def events(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in told if one["schema"] == "Event"]


def test_every_entity_is_valid_and_nothing_is_lost_on_the_way() -> None:
    for one in written():
        schema = model.get(one["schema"])
        assert schema is not None
        schema.validate(one)
        proxy = model.get_proxy(one, cleaned=False)
        kept = {name: set(values) for name, values in proxy.to_dict()["properties"].items()}
        assert kept == {name: set(values) for name, values in one["properties"].items()}


def test_what_an_entity_names_is_there_and_of_a_schema_that_may_be_named() -> None:
    told = {one["id"]: model.get_proxy(one, cleaned=False) for one in written()}
    for proxy in told.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert told[value].schema.is_a(prop.range)


def test_an_id_is_given_once_and_is_the_same_whatever_else_is_exported() -> None:
    ids = [one["id"] for one in written()]
    assert len(ids) == len(set(ids))
    assert {one["id"] for one in written([shelling()])} <= set(ids)
    assert [one["id"] for one in written([nowhere(), shelling()])] != ids


def test_who_is_disputed_as_an_actor_is_named_as_involved_only() -> None:
    disputed, sure, _ = events(written())
    assert "organizer" not in disputed["properties"] and len(disputed["properties"]["involved"]) == 2
    assert len(sure["properties"]["organizer"]) == 1 and "involved" not in sure["properties"]


def test_the_kind_of_an_actor_chooses_its_schema() -> None:
    found = {
        one["properties"]["name"][0]: one["schema"] for one in written() if one["schema"] not in ("Event", "Article")
    }
    assert found == {"Syrian army": "Organization", "Layla Haddad": "Person", "Jaysh al-Nasr": "LegalEntity"}


def test_days_countries_and_evidence_are_told() -> None:
    told = events(written())
    assert told[0]["properties"]["date"] == ["2020-05-04"] and told[0]["properties"]["country"] == ["sy"]
    assert any("killed" in note and "15" in note for note in told[0]["properties"]["notes"])
    assert "date" not in told[2]["properties"] and told[2]["properties"]["country"] == ["xk"]
    assert told[2]["properties"]["endDate"] == ["1999-03-31"]


def test_a_path_on_the_disk_is_no_source_link() -> None:
    assert "sourceUrl" not in events(written())[1]["properties"]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(
    name=TEXT, words=TEXT, url=st.one_of(TEXT, TEXT.map("https://".__add__), TEXT.map("https://example.org/".__add__))
)
def test_whatever_names_words_and_addresses_hold_the_entities_are_valid(name: str, words: str, url: str) -> None:
    one = incident([version("r1", actors=(entity(name),), words=words)])
    out = io.BytesIO()
    ftm.write([one], {"r1": stored("r1", title=words, url=url, publisher=name)}, out, Casualties.range)
    lines = out.getvalue().decode().removesuffix("\n").split("\n")
    assert lines
    for told in map(json.loads, lines):
        schema = model.get(told["schema"])
        assert schema is not None
        schema.validate(told)


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://10.0.0.1:8080/x", "https://пример.рф/новость"])
def test_an_address_of_the_web_is_a_source_link(url: str) -> None:
    out = io.BytesIO()
    ftm.write([shelling()], {"r1": stored("r1", url=url)}, out, Casualties.range)
    told = [json.loads(line) for line in out.getvalue().decode().splitlines()]
    assert events(told)[0]["properties"]["sourceUrl"] == [url]


def test_what_did_not_happen_is_no_event() -> None:
    negated = replace(shelling(), status="negated")
    assert written([negated]) == []
    assert not ftm.holds(negated) and ftm.holds(shelling())


def test_the_name_says_what_where_and_when() -> None:
    assert [one["properties"]["name"] for one in events(written())] == [
        ["ASSAULT bombing in Homs, SYR (2020-05-04)"],
        ["CONSULT"],
        ["ASSAULT in Kosovo, XKX (1999-03-01 to 1999-03-31)"],
    ]


def test_a_report_without_a_title_is_named_by_its_id() -> None:
    titles = [one["properties"]["title"] for one in written() if one["schema"] == "Article"]
    assert titles == [["Title of r1"], ["Title of r2"], ["Title of r3"], ["r4"]]
