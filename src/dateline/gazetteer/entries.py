"""A place before it is stored, and the tables of ``gazetteer/data``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import pycountry


@dataclass(frozen=True, slots=True)
class Entry:
    """One place before it is stored. ``lat``, ``lon`` in degrees (WGS 84), ``population`` in people (0 where not known).

    ``country`` is ISO 3166-1 alpha-3; ``admin1``, ``admin2`` are names of the regions that hold it; ``precision`` is the
    contract's (site, city, district, region, country); ``source`` the package or table that it comes from. A region has the
    population of its towns. ``usual`` are names besides ``name`` that people who write English use as much.
    """

    name: str
    names: tuple[str, ...]
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: str
    population: int
    source: str
    geonames_id: int | None = None
    admin2: str | None = None
    usual: tuple[str, ...] = ()


@cache
def iso3() -> dict[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3, and the code that GeoNames gives Kosovo."""
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    return codes | {"XK": "XKX"}


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of a table of ``gazetteer/data`` by its column names; lines with # are comments."""
    text = resources.files("dateline.gazetteer.data").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(columns, line.split("\t"), strict=True))
