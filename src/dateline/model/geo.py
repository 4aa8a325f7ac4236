"""Distances on the earth, and precision as other datasets number it."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from dateline.model.reading import Place

EARTH_DIAMETER_KM = 12742.0


def kilometres(lat_a: float | None, lon_a: float | None, lat_b: float | None, lon_b: float | None) -> float | None:
    """Great-circle distance in km between two points in degrees (haversine), or None where one has no point."""
    if lat_a is None or lon_a is None or lat_b is None or lon_b is None:
        return None
    la, oa, lb, ob = map(radians, (lat_a, lon_a, lat_b, lon_b))
    h = sin((lb - la) / 2) ** 2 + cos(la) * cos(lb) * sin((ob - oa) / 2) ** 2
    return EARTH_DIAMETER_KM * asin(min(1.0, sqrt(h)))


SEA_WORDS = frozenset({"sea", "ocean", "gulf", "strait", "bay", "channel"})
"""Words in the names of waters that belong to no country."""


def geo_precision(place: Place) -> int | None:
    """ACLED's ``geo_precision``: 1 the town or site, 2 a part of a region, 3 a larger region; None where not located.

    Source: ACLED codebook, "Spatial precision".
    """
    if place.lat is None:
        return None
    return {"site": 1, "city": 1, "district": 2, "region": 3, "country": 3}[place.precision]


def where_prec(place: Place) -> int | None:
    """UCDP's ``where_prec``, 1 to 7; None where not located.

    1 the place itself, 3 a second-level and 4 a first-level administrative region, 5 a region that no administration knows
    ("the Sahel"), 6 a country, 7 waters of no country. 2, "near" a place, is not told apart. Source: UCDP GED codebook 24.1.
    """
    if place.lat is None:
        return None
    if place.precision == "region" and place.geonames_id is None:
        at_sea = place.country is None and bool(SEA_WORDS & set(place.name.lower().split()))
        return 7 if at_sea else 5
    return {"site": 1, "city": 1, "district": 3, "region": 4, "country": 6}[place.precision]
