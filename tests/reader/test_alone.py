"""Where and when by themselves, on names and words of every kind."""

from __future__ import annotations

import random
import sqlite3
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.gazetteer import Gazetteer, open_gazetteer
from dateline.gazetteer.store import index_path
from dateline.reader.alone import look_up, time_of


@pytest.mark.parametrize(
    ("name", "country", "lat"),
    [
        ("Stepanakert", "AZE", 39.8),
        ("Alexandria, Va.", "USA", 38.8),
        ("Tripoli, Lebanon", "LBN", 34.4),
        ("San Vicente, El Salvador", "SLV", 13.6),
        ("Ганджа", "AZE", 40.7),
        ("غزة", "PSE", 31.5),
        ("GOMA", "COD", -1.7),
    ],
)
def test_a_name_looked_up(name: str, country: str, lat: float) -> None:
    best = look_up(name)[0]
    assert best.place.country == country
    assert best.place.lat == pytest.approx(lat, abs=0.7)


def test_candidates_come_likeliest_first_and_share_one_chance() -> None:
    chances = [choice.chance for choice in look_up("Springfield")]
    assert len(chances) > 3
    assert chances == sorted(chances, reverse=True)
    assert 0 < sum(chances) <= 1.0001


@pytest.mark.parametrize("name", ["", " ", ",", ", ,", "Qwxyzzville", "\x00", "🙂", "a" * 5000])
def test_what_nobody_calls_a_place(name: str) -> None:
    assert look_up(name) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_words_can_be_asked_for(text: str) -> None:
    look_up(text)
    found, how = time_of(text, date(2020, 10, 18))
    assert all(text[t.span.start : t.span.end] == t.span.text and t.span.start in how for t in found)


def test_names_of_the_gazetteer_are_found_again() -> None:
    """A sample at random each run: the whole is in ``bench/fuzz.py``."""
    with sqlite3.connect(index_path()) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM place")]
    gazetteer: Gazetteer = open_gazetteer()
    lost = [name for name in random.sample(names, 2000) if not gazetteer.candidates(name)]
    assert [name for name in lost if len(name) > 1] == []


def test_places_of_a_text() -> None:
    text = (
        "Shells fell on Stepanakert — and on Qarzagora, near Ganja. 🙂 Fighting in Goma went on, as in the city of Gao."
    )
    found = dateline.places(text)
    assert {"Stepanakert", "Ganja", "Gao", "Goma"} <= {p.span.text for p in found}
    assert all(text[p.span.start : p.span.end] == p.span.text for p in found)
    features = found.geojson()["features"]
    assert [f["geometry"] is None for f in features] == [p.lat is None for p in found]
    assert "GeoNames" in found.geojson()["attribution"]
    assert "Stepanakert" in str(found) and "<td>Goma</td>" in found._repr_html_()


def test_times_of_a_text() -> None:
    found = dateline.times("The army said on Friday that it had left two days earlier.", published="2020-10-18")
    assert [(str(t.start), t.span.text) for t in found] == [
        ("2020-10-16", "Friday"),
        ("2020-10-14", "two days earlier"),
    ]
    assert "2020-10-16" in str(found) and found.records()[0]["edtf"] == "2020-10-16"
    with pytest.raises(dateline.DatelineError, match="is no date"):
        dateline.times("on Friday", published="tomorrow")
