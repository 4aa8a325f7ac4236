"""Place names: found, told from people and bodies, resolved by the report around them."""

from __future__ import annotations

import pytest

from dateline.model.reading import Place
from dateline.model.report import Report
from dateline.reader.pipeline import Reader


def places(reader: Reader, text: str) -> dict[str, Place]:
    return {p.span.text: p for p in reader.read(Report(text=text)).places}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Shells fell on Alexandria, Va., on Monday, the governor said.", "Alexandria", "USA"),
        ("Egyptian police closed the port of Alexandria on Monday.", "Alexandria", "EGY"),
        ("Fighting went on in Tripoli as the Lebanese army sent tanks to the north of Lebanon.", "Tripoli", "LBN"),
        ("Fighting went on in Tripoli, and the Libyan government fled to Tobruk.", "Tripoli", "LBY"),
        ("Rebels took the town of Bria in the Central African Republic.", "Bria", "CAF"),
        ("Soldiers patrolled Stepanakert after the shelling.", "Stepanakert", "AZE"),
        ("The convoy left Goma and drove through North Kivu.", "North Kivu", "COD"),
    ],
)
def test_resolved_by_context(reader: Reader, text: str, name: str, country: str) -> None:
    found = places(reader, text)
    assert name in found
    assert found[name].country == country


def test_demonyms_and_people_are_no_places(reader: Reader) -> None:
    found = places(reader, "Turkish officials told Mr. London of the New York Times that Ms. Paris Hilton was safe.")
    assert not {"Turkish", "London", "Paris"} & set(found)


def test_a_village_that_nobody_knows_keeps_its_name(reader: Reader) -> None:
    found = places(reader, "Gunmen burned the village of Qarzagora on Monday.")
    place = found["Qarzagora"]
    assert (place.lat, place.lon, place.geonames_id) == (None, None, None)


def test_a_country_that_speaks_is_a_place_name_but_no_events_place(reader: Reader) -> None:
    reading = reader.read(Report(text="Turkey condemned the attack on a market in Kabul."))
    assert "Turkey" in {p.name for p in reading.places}
    assert {e.place.name for e in reading.events if e.place} == {"Kabul"}


def test_precision_and_names(reader: Reader) -> None:
    found = places(reader, "Fighting was heavy in Darfur, in El Fasher and across Sudan.")
    assert found["Darfur"].precision == "region"
    assert found["El Fasher"].precision == "city" and found["El Fasher"].names
    assert found["Sudan"].precision == "country"
