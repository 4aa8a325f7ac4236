"""Incidents of two reports each, made by hand, for the tests of exports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from by_hand import entity, killed, on, place, position, version

from dateline.model.reading import Place
from dateline.record.account import incident
from dateline.record.model import Incident, Stored

ADDED = datetime(2020, 6, 1, tzinfo=UTC)


def stored(report: str, **given: Any) -> Stored:
    fields: dict[str, Any] = {
        "title": f"Title of {report}", "publisher": f"Outlet of {report}", "agency": None,
        "url": f"https://example.org/{report}", "published": date(2020, 5, 5), "added": ADDED, "voice": report, "text": "",
    }  # fmt: skip
    return Stored(id=report, **(fields | given))


def shelling() -> Incident:
    """Homs, 4 May 2020: twelve dead, fifteen says the other report, and the army denies it."""
    army = entity("Syrian army", country="SYR", sector="MIL", kind="organization")
    mayor = entity("Layla Haddad", country="SYR", sector="GOV", kind="person")
    told = version("r1", actors=(army,), recipients=(mayor,), mode="bombing")
    other = version("r2", words="=Fifteen died; “shells”, they say", casualties=(killed(15),), actors=(army,),
                    positions=(position("Syrian army", "denies"), position("Rescuers", "asserts")))  # fmt: skip
    return incident([told, other])


def nowhere() -> Incident:
    """A talk of two rebels that no report places or dates."""
    side = entity("Jaysh al-Nasr", sector="REB")
    return incident([version("r3", type="CONSULT", place=None, time=None, casualties=(), actors=(side,))])


def country_wide() -> Incident:
    """An attack in a country that has a code but no point."""
    where = Place(name="Kosovo", country="XKX", precision="country", span=place("Kosovo", 0, 0).span)
    return incident([version("r4", place=where, time=on(date(1999, 3, 1), date(1999, 3, 31)))])


def all_three() -> list[Incident]:
    return [shelling(), nowhere(), country_wide()]


def reports() -> Mapping[str, Stored]:
    """Of r4 nothing is known."""
    return {name: stored(name) for name in ("r1", "r2")} | {"r3": stored("r3", url="file:///r3.txt")}
