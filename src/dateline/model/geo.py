"""Distances on the earth."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_DIAMETER_KM = 12742.0


def kilometres(lat_a: float | None, lon_a: float | None, lat_b: float | None, lon_b: float | None) -> float | None:
    """Great-circle distance in km between two points in degrees (haversine), or None where one has no point."""
    if lat_a is None or lon_a is None or lat_b is None or lon_b is None:
        return None
    la, oa, lb, ob = map(radians, (lat_a, lon_a, lat_b, lon_b))
    h = sin((lb - la) / 2) ** 2 + cos(la) * cos(lb) * sin((ob - oa) / 2) ** 2
    return EARTH_DIAMETER_KM * asin(min(1.0, sqrt(h)))
