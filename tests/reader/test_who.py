"""Actors: names, countries, sectors, roles, and later mentions of the same."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.model.reading import Entity
from dateline.model.report import Report
from dateline.reader.pipeline import Reader


def actors(reader: Reader, text: str, published: date | None = None) -> dict[str, Entity]:
    return {e.span.text: e for e in reader.read(Report(text=text, published=published)).entities}


@pytest.mark.parametrize(
    ("text", "mention", "country", "sector"),
    [
        ("Kenyan soldiers killed two men.", "Kenyan soldiers", "KEN", "MIL"),
        ("Ankara rejected the plan.", "Ankara", "TUR", "GOV"),
        ("The Colombian government freed them.", "The Colombian government", "COL", "GOV"),
        ("Chadian rebels fled.", "Chadian rebels", "TCD", "REB"),
        ("Boko Haram burned the school.", "Boko Haram", "NGA", "REB"),
        ("The United Nations condemned it.", "The United Nations", None, "IGO"),
        ("Peruvian police arrested her.", "Peruvian police", "PER", "COP"),
        ("Serbian journalists wrote it down.", "Serbian journalists", "SRB", "MED"),
        ("The Philippine supreme court freed him.", "The Philippine supreme court", "PHL", "JUD"),
        ("Amnesty International praised the ruling.", "Amnesty International", None, "NGO"),
        ("Somali refugees crossed the river.", "Somali refugees", "SOM", "REF"),
    ],
)
def test_country_and_sector(reader: Reader, text: str, mention: str, country: str | None, sector: str) -> None:
    found = actors(reader, text)
    assert mention in found, list(found)
    assert (found[mention].country, found[mention].sector) == (country, sector)


def test_titles_surnames_and_pronouns_are_one_person(reader: Reader) -> None:
    text = (
        "Prime Minister Amara Diallo met the rebels on Monday. Diallo praised them. "
        "The premier said he would travel to Kidal."
    )
    found = actors(reader, text)
    assert {found[m].name for m in ("Prime Minister Amara Diallo", "Diallo", "The premier", "he")} == {"Amara Diallo"}
    assert found["he"].sector == "GOV"


def test_office_holders_of_the_day(reader: Reader) -> None:
    text = "Angela Merkel condemned the shelling."
    assert actors(reader, text, date(2015, 1, 1))["Angela Merkel"].country == "DEU"
    assert actors(reader, text, date(2015, 1, 1))["Angela Merkel"].sector == "GOV"


def test_what_stands_in_brackets_is_the_same_body(reader: Reader) -> None:
    text = "The Front for Coastal Freedom (FCF) attacked a barracks. FCF said it had lost two men."
    found = actors(reader, text)
    assert found["FCF"].name == next(e.name for t, e in found.items() if "Coastal" in t)


def test_nobody_is_guessed(reader: Reader) -> None:
    found = actors(reader, "Gunmen attacked a bus.")
    assert (found["Gunmen"].country, found["Gunmen"].sector) == (None, "UAF")


def test_capitals_do_not_fall_apart(reader: Reader) -> None:
    text = "THE ARMED FORCES OF EL SALVADOR SAID TODAY THAT FMLN GUERRILLAS ATTACKED A BARRACKS IN SAN MIGUEL AND KILLED SIX SOLDIERS."
    reading = reader.read(Report(text=text, published=date(1989, 11, 12)))
    assert any(e.type == "ASSAULT" and any(c.best == 6 for c in e.casualties) for e in reading.events)
    assert all(text[e.span.start : e.span.end] == e.span.text for e in reading.entities)
