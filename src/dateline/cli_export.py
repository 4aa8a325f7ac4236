"""The command ``export``: a record's incidents in the formats that others use."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli_options import (
    Actor,
    Disputed,
    MinSources,
    Place,
    Quiet,
    RecordAt,
    Since,
    Types,
    Until,
    filter_of,
    opened,
)
from dateline.console import say, stages
from dateline.errors import UsageError
from dateline.settings import DEFAULT_RECORD

if TYPE_CHECKING:
    from dateline.record.model import Incident, Stored
    from dateline.record.store import Record


class Format(StrEnum):
    """The formats of ``export``."""

    acled = "acled"
    ucdp = "ucdp"
    plover = "plover"
    polecat = "polecat"
    gdelt = "gdelt"
    geojson = "geojson"
    geoparquet = "geoparquet"
    geopackage = "geopackage"
    parquet = "parquet"
    csv = "csv"
    jsonl = "jsonl"
    ftm = "ftm"


class Rule(StrEnum):
    """The rules that choose one figure among those reported."""

    range = "range"
    ucdp = "ucdp"
    acled = "acled"


def export(
    form: Annotated[Format, typer.Option("--format", help="Whose columns.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE.")],
    record: RecordAt = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    where: Place = None,
    actor: Actor = None,
    types: Types = None,
    min_sources: MinSources = 0,
    disputed: Disputed = False,
    casualties: Annotated[
        Rule | None,
        typer.Option(
            help="Which figure stands where there is room for one. range: one only where all agree, else the span. "
            "ucdp: low, best, high; best is the latest specific figure. acled: the most conservative. Default: "
            "the format's own, else range."
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write incidents with the columns that others use, for their tools to read.

    Incidents for which a format has no place are left out, and how many is said: what was planned or did not happen, where
    there is no status; for acled and ucdp also what they do not record. Codes that only those projects assign are empty.
    Places are from GeoNames: its attribution is written to FILE.attribution.txt and must travel along. docs/exports.md says
    what each format loses.
    """
    from dateline.record.results import Results

    asked = filter_of(since, until, where, actor, types, min_sources, disputed)
    if output.exists() and Path(record).exists() and output.samefile(record):
        raise UsageError(f"{output} is the record itself: give -o another file")
    with opened(record) as kept, stages(quiet=quiet) as tell:
        tell("asking the record", 0)
        found: Results[Incident] = kept.incidents(asked)
        reports = _reports(kept, found)
        tell("writing", 0)
        rows, held, beside = _write(form.value, found, reports, output, casualties)
    if not quiet:
        say(_summary(form.value, output, len(found), rows, held, beside))


def _reports(record: Record, found: Sequence[Incident]) -> dict[str, Stored]:
    """The reports that the incidents are told by."""
    ids = dict.fromkeys(id_ for one in found for id_ in one.reports)
    stored = (record.report(id_) for id_ in ids)
    return {one.id: one for one in stored if one}


def _write(
    form: str, found: Sequence[Incident], reports: dict[str, Stored], out: Path, rule: Rule | None
) -> tuple[int, int, Path | None]:
    """Rows written, incidents that the format holds, and the file of the attribution. Raises UsageError."""
    from dateline.publish.exports import attribute, format_of
    from dateline.publish.exports.figures import Casualties, usual_rule

    try:
        chosen = format_of(form)
        rows = chosen.write(found, reports, out, Casualties(rule.value) if rule else usual_rule(form))
        beside = attribute(out)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror or error}): give -o a file that can") from error
    except ModuleNotFoundError as error:
        raise UsageError(
            f"{form} needs {error.name}, which is not installed: pip install 'dateline[export]'"
        ) from error
    holds = getattr(chosen, "holds", None)
    return rows, sum(map(holds, found)) if holds else len(found), beside


def _summary(form: str, out: Path, asked: int, rows: int, held: int, beside: Path | None) -> str:
    told = f"{rows:,} {'row' if rows == 1 else 'rows'} in {out}, of {held:,} {'incident' if held == 1 else 'incidents'}"
    if held < asked:
        told += f"; {asked - held:,} left out, for which {form} has no place"
    where_said = f"{beside} must travel along" if beside else "name them where you pass this on"
    return f"{told}\nplaces are GeoNames' (CC BY 4.0): {where_said}"
