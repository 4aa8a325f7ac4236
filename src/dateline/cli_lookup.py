"""Commands for one question alone: ``where NAME``, ``when EXPRESSION``, and what is in the gazetteer."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.console import printed_as_utf8, say, stages
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.reader.toponyms import Choice

NOTHING_FOUND = 1
NAMES_SHOWN = 4
CANDIDATE_HEADS = ("chance", "place", "country", "region", "point", "precision", "people", "also", "why")

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]

gazetteer_app = typer.Typer(help="What the gazetteer holds, and adding to it.", no_args_is_help=True)


class PlaceFormat(StrEnum):
    """The formats of ``dateline where``."""

    table = "table"
    json = "json"
    geojson = "geojson"


class PlainFormat(StrEnum):
    """A table for people, JSON for programs."""

    table = "table"
    json = "json"


def where(
    name: Annotated[str, typer.Argument(help='A place name; a comma may say what it lies in: "Tripoli, Lebanon".')],
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only places of this country (ISO 3166-1 alpha-3: SYR).")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many places.")] = 10,
    form: Annotated[PlaceFormat, typer.Option("--format", help="Form of the output.")] = PlaceFormat.table,
    quiet: Quiet = False,
) -> None:
    """The places that NAME may mean, likeliest first: point, country, other names, and why.

    Exit code: 0 found, 1 no such place is known, 2 wrong use.
    """
    from dateline.gazetteer import ATTRIBUTION, build_if_missing
    from dateline.publish.located import collection
    from dateline.reader.alone import look_up

    code = country.upper() if country else None
    if code is not None and not (len(code) == 3 and code.isalpha()):
        raise UsageError(f"--country {country}: give the three letters of ISO 3166-1 (SYR, COD)")
    with stages(quiet=quiet) as tell:
        build_if_missing(tell)
    found = [choice for choice in look_up(name) if code is None or choice.place.country == code][:limit]
    printed_as_utf8()
    if form is PlaceFormat.table and found:
        print(_candidate_table(found))
    elif form is PlaceFormat.json:
        told = {"name": name, "candidates": [*map(_record, found)], "attribution": ATTRIBUTION}
        print(json.dumps(told, ensure_ascii=False))
    elif form is PlaceFormat.geojson:
        print(json.dumps(collection(map(_feature, found)), ensure_ascii=False))
    if not found:
        say(f"no place called {name!r} is known" + (f" in {code}" if code else ""))
        raise typer.Exit(NOTHING_FOUND)


def when(
    expression: Annotated[str, typer.Argument(help='A time expression, or a sentence: "earlier this month".')],
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day against which it is resolved.")
    ] = None,
    form: Annotated[PlainFormat, typer.Option("--format", help="Form of the output.")] = PlainFormat.table,
) -> None:
    """The days that EXPRESSION names: first and last, precision, and its EDTF string.

    What cannot be resolved keeps its words and has no days.

    Exit code: 0 found, 1 no time expression in it, 2 wrong use.
    """
    from dateline.intake import published_day
    from dateline.publish.located import Times
    from dateline.reader.alone import time_of

    found = Times(*time_of(expression, published_day(date)))
    printed_as_utf8()
    if form is PlainFormat.json:
        print(json.dumps(found.records(), ensure_ascii=False))
    elif found:
        print(found)
    if not found:
        say(f"no time expression in {expression!r}")
        raise typer.Exit(NOTHING_FOUND)


@gazetteer_app.command("info")
def gazetteer_info(
    form: Annotated[PlainFormat, typer.Option("--format", help="Form of the output.")] = PlainFormat.table,
    quiet: Quiet = False,
) -> None:
    """How many places and names the gazetteer holds, of which sources, and where it lies."""
    from dateline.gazetteer import build_if_missing, open_gazetteer

    with stages(quiet=quiet) as tell:
        build_if_missing(tell)
    info = open_gazetteer().info()
    printed_as_utf8()
    if form is PlainFormat.json:
        print(json.dumps(info, ensure_ascii=False))
        return
    by_source = info.pop("by_source")
    assert isinstance(by_source, dict)
    for key, value in [*info.items(), *((f"  from {source}", number) for source, number in by_source.items())]:
        shown = f"{value:,}" if isinstance(value, int) else str(value)
        print(f"{key.replace('_', ' '):<22}{shown}")


@gazetteer_app.command("import")
def gazetteer_import(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="allCountries.txt, a country's file (ML.txt), alternateNamesV2.txt, or their .zip."
        ),
    ],
    quiet: Quiet = False,
) -> None:
    """Add the places and names of a GeoNames dump (geonames.org/export) that you have.

    They lie in a file of their own, which `dateline gazetteer info` names: delete it to be rid of them. Importing the same
    file again changes nothing. All or nothing: a file that cannot be read leaves the gazetteer as it was.
    """
    from dateline.gazetteer import build_if_missing
    from dateline.gazetteer.dump import add
    from dateline.gazetteer.store import added_path, index_path

    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        raise UsageError(f"{', '.join(missing)}: no such file: give the dump's .txt or .zip")
    with stages(quiet=quiet) as tell:
        build_if_missing(tell)
        counts = add(files, added_path(), index_path(), tell)
    if not quiet:
        skipped = f", {counts['skipped']:,} lines that were no rows" if counts["skipped"] else ""
        say(f"added {counts['places']:,} places and {counts['names']:,} names{skipped} to {added_path()}")


def _candidate_table(found: list[Choice]) -> str:
    from dateline.publish.located import plain_table, point

    rows = [
        (
            f"{c.chance:.2f}", p.name, p.country or "", p.admin1 or "", point(p.lat, p.lon), p.precision,
            f"{p.population:,}" if p.population else "", ", ".join(_other_names(p.names)), ", ".join(c.why) or "its size",
        )
        for c in found
        for p in [c.place]
    ]  # fmt: skip
    return plain_table(CANDIDATE_HEADS, rows)


def _other_names(names: tuple[str, ...]) -> list[str]:
    """Some of a place's other names; those in small letters are respellings that nobody writes."""
    return [name for name in names if not name[:1].islower() and not name.isupper()][:NAMES_SHOWN]


def _record(choice: Choice) -> dict[str, Any]:
    p = choice.place
    return {
        "name": p.name, "names": list(p.names), "country": p.country, "admin1": p.admin1, "admin2": p.admin2, "lat": p.lat,
        "lon": p.lon, "precision": p.precision, "population": p.population or None, "geonames_id": p.geonames_id,
        "source": p.source, "chance": round(choice.chance, 4), "why": choice.why,
    }  # fmt: skip


def _feature(choice: Choice) -> dict[str, Any]:
    from dateline.publish.located import located

    properties = _record(choice)
    return located(properties.pop("lat"), properties.pop("lon"), properties)
