"""The country that a report was published in, as far as its publisher and address tell: a hint for place names.

A newspaper of Alabama that writes "Huntsville" means the one in Alabama; of a country we can tell no more than this.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from dateline.gazetteer.entries import iso3
from dateline.lexicon import settings, table
from dateline.reader.names import capitals, country_names, demonyms

WORD = re.compile(r"[^\W\d_][\w'’.-]*")
LONGEST = 3


def home_of(publisher: str | None, url: str | None) -> str | None:
    """ISO 3166 alpha-3 code of the outlet's country; None where neither its name nor its address tells one.

    >>> home_of("The Kathmandu Post", None), home_of(None, "https://www.example.co.ke/news/1"), home_of("The Post", None)
    ('NPL', 'KEN', None)
    """
    return _of_address(url) or _of_name(publisher)


def _of_name(publisher: str | None) -> str | None:
    if not publisher:
        return None
    if publisher in _outlets():
        return _outlets()[publisher]
    words = WORD.findall(publisher)
    for size in range(LONGEST, 0, -1):
        for start in range(len(words) - size + 1):
            country = _names().get(" ".join(words[start : start + size]))
            if country is not None:
                return country
    return None


def _of_address(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # no address at all: it tells nothing
        return None
    ending = host.rpartition(".")[2].upper()
    if len(ending) != 2 or ending in settings("where")["open_domains"]:
        return None
    return iso3().get({"UK": "GB"}.get(ending, ending))


@cache
def _names() -> dict[str, str]:
    """Words that place an outlet: countries, their people, their capitals."""
    return demonyms() | capitals() | {name: code for code, name in country_names().items()}


@cache
def _outlets() -> dict[str, str]:
    """The outlets of the lexicon; an agency that reports from everywhere tells nothing."""
    return {
        name: row["country"]
        for row in table("bodies")
        if row["sector"] == "MED" and row["country"]
        for name in (row["name"], *row["aliases"].split("|"))
        if name and name not in settings("where")["world_agencies"]
    }
