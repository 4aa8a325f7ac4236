"""Commands that ask a record: incidents, tolls, claims, agreements, show, search, info."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli_options import (
    Actor,
    Disputed,
    Form_,
    MinSources,
    Output,
    Place,
    Quiet,
    RecordAt,
    RowsFormat,
    Since,
    Types,
    Until,
    choose,
    filter_of,
    opened,
    written,
)
from dateline.console import printed_as_utf8, say
from dateline.settings import DEFAULT_RECORD

if TYPE_CHECKING:
    from dateline.record.results import Results
    from dateline.record.store import Record

NOTHING_FOUND = 1


def incidents(
    record: RecordAt = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    where: Place = None,
    actor: Actor = None,
    types: Types = None,
    min_sources: MinSources = 0,
    disputed: Disputed = False,
    form: Form_ = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """What happened: each incident once, with every report's figures beside each other.

    A figure stands as it was reported, and is never averaged. "sources" counts voices: near-copies of one text are one.
    Incidents that a person rejected are left out.
    """
    asked = filter_of(since, until, where, actor, types, min_sources, disputed)
    _ask("incidents", record, lambda kept: kept.incidents(asked), form, output, quiet=quiet)


def tolls(
    record: RecordAt = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    where: Place = None,
    actor: Actor = None,
    form: Form_ = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Running totals: a series a source and scope, in order of their dates.

    --since and --until hold for the day of publication, --where and --actor for the words of the scope and of those counted.
    A total that falls, or jumps, is flagged and not mended.
    """
    asked = filter_of(since, until, where, actor, None, 0, False)
    _ask("tolls", record, lambda kept: kept.tolls(asked), form, output, quiet=quiet)


def claims(
    record: RecordAt = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    where: Place = None,
    actor: Actor = None,
    types: Types = None,
    min_sources: MinSources = 0,
    disputed: Disputed = False,
    form: Form_ = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Who asserts what and who denies it, since when, and how many independent sources stand on each side.

    The filters hold for the incident that a claim is of; --disputed asks for what somebody denies.
    """
    asked = filter_of(since, until, where, actor, types, min_sources, disputed)
    _ask("claims", record, lambda kept: kept.claims(asked), form, output, quiet=quiet)


def agreements(
    record: RecordAt = DEFAULT_RECORD,
    since: Since = None,
    until: Until = None,
    where: Place = None,
    actor: Actor = None,
    form: Form_ = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Truces and other agreements, each once, with its state over time.

    --since and --until hold for the day of publication, --where and --actor for the names of parties and mediators.
    """
    asked = filter_of(since, until, where, actor, None, 0, False)
    _ask("agreements", record, lambda kept: kept.agreements(asked), form, output, quiet=quiet)


def show(
    name: Annotated[str, typer.Argument(metavar="INCIDENT|REPORT", help="The id of an incident, or of a report.")],
    record: RecordAt = DEFAULT_RECORD,
    form: Annotated[RowsFormat, typer.Option("--format", help="table or json.")] = RowsFormat.table,
) -> None:
    """Everything known of one incident or one report, with the words that say so.

    Of an incident's id its beginning will do. Exit code: 0 found, 1 there is no such thing.
    """
    from dateline.publish.shown import of_incident, of_report

    with opened(record) as kept:
        printed_as_utf8()
        incident = kept.incident(name)
        report = None if incident else kept.report(name)
        if form in (RowsFormat.json, RowsFormat.jsonl):
            told = _as_json(kept, incident, report)
        else:
            told = of_incident(kept, incident) if incident else of_report(kept, report) if report else ""
    if not told:
        say(f"{name}: neither an incident nor a report of this record")
        raise typer.Exit(NOTHING_FOUND)
    print(told)


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help='Words that must be there; "a phrase"; -without.')
    ],
    record: RecordAt = DEFAULT_RECORD,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many reports.")] = 20,
    form: Form_ = None,
    output: Output = None,
) -> None:
    """The reports that hold all WORDS, best first. Endings do not matter: "shelled" finds "shelling".

    In one pair of quotation marks they may say more: 'shelling -Homs "cluster bombs"'.

    Exit code: 0 found, 1 nothing was.
    """
    from dateline.publish import rows
    from dateline.record.results import plain

    with opened(record) as kept:
        found = kept.search(" ".join(map(_phrase, words)), limit)
    told = [plain(hit) for hit in found]
    chosen = choose(form, output)
    with written(output) as out:
        if chosen == "csv":
            rows.write_csv(told, out)
        elif chosen == "table" and told:
            rows.write_table(told, ("report", "published", "publisher", "title", "snippet"), out)
        elif chosen != "table":
            rows.write_json(told, chosen, out)
    if not found:
        say("no report holds these words")
        raise typer.Exit(NOTHING_FOUND)


def info(
    record: RecordAt = DEFAULT_RECORD,
    form: Annotated[RowsFormat, typer.Option("--format", help="table or json.")] = RowsFormat.table,
) -> None:
    """What a record holds, in numbers."""
    with opened(record) as kept:
        told = kept.info()
    printed_as_utf8()
    if form in (RowsFormat.json, RowsFormat.jsonl):
        print(json.dumps(told, ensure_ascii=False))
        return
    coders: dict[str, int] = told.pop("coders")
    for name, value in [*told.items(), *((f"  read by {coder}", number) for coder, number in coders.items())]:
        print(f"{name.replace('_', ' '):<16}{_told(name, value)}")


def _phrase(word: str) -> str:
    """What the shell took the quotation marks from is a phrase, unless it is written as a search itself."""
    return f'"{word}"' if " " in word and '"' not in word and " -" not in f" {word}" else word


COMMANDS: dict[Callable[..., None], str] = {
    incidents: "What happened: each incident once.",
    tolls: "Running totals, a series a source.",
    claims: "Who asserts, who denies.",
    agreements: "Truces and their state over time.",
    show: "Everything known of one incident or report.",
    search: "Find reports by their words.",
    info: "What a record holds, in numbers.",
}


def _told(name: str, value: Any) -> str:
    if isinstance(value, list):
        return " to ".join(value)
    if name == "bytes":
        return f"{value / 1024**2:,.1f} MiB"
    return f"{value:,}" if isinstance(value, int) else str(value or "")


def _ask(
    kind: str, record: str, ask: Callable[[Record], Results[Any]], form: RowsFormat | None, output: Path | None, *, quiet: bool
) -> None:  # fmt: skip
    from dateline.publish.rows import write

    with opened(record) as kept:
        found = ask(kept)
    with written(output) as out:
        if found or choose(form, output) != "table":
            write(found, kind, choose(form, output), out)
    if not quiet and (output or not found):
        say(f"{len(found):,} {kind}" + (f" in {output}" if output else ""))


def _as_json(kept: Record, incident: Any, report: Any) -> str:
    from dateline.record.flat import as_json, judgement_as_json
    from dateline.record.results import plain

    if incident:
        told = as_json(incident) | {"judgements": [judgement_as_json(one) for one in kept.judgements_on(incident)]}
    elif report:
        reading = kept.reading(report.id)
        told = plain(report) | {
            "copies": [one.id for one in kept.copies(report.id) if one.id != report.id],
            "incidents": [one.id for one in kept.incidents_of(report.id)],
            "reading": reading.model_dump(mode="json", exclude={"report"}) if reading else None,
        }
    else:
        return ""
    return json.dumps(told, ensure_ascii=False, indent=1, default=str)
