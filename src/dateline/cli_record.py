"""Commands that fill a record: ``add`` and ``reread``; and ``register``, which names all commands on a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dateline import cli_ask, cli_export, cli_judge
from dateline.cli_options import Model, Paths, Published, Publisher, Quiet, RecordAt, Title, opened
from dateline.console import printed_as_utf8, say, stages
from dateline.settings import DEFAULT_MODEL, DEFAULT_RECORD

if TYPE_CHECKING:
    from dateline.intake import Given
    from dateline.keep import Keeper
    from dateline.record.store import Record
    from dateline.run import Run

ALL_READ, SOME_NOT, INTERRUPTED = 0, 1, 130
NAMED = 5

Workers = Annotated[int, typer.Option("--workers", "-w", metavar="N", min=1, help="Read in so many processes.")]


def register(app: typer.Typer) -> None:
    """Add the commands on a record to the command line."""
    app.command(short_help="Read reports and store them in a record.")(add)
    for command, short in cli_ask.COMMANDS.items():
        app.command(short_help=short)(command)
    app.command(short_help="Write incidents in the formats that others use.")(cli_export.export)
    app.add_typer(cli_judge.judge_app, name="judge")
    app.command(short_help="List people's judgements.")(cli_judge.judgements)
    app.command(short_help="Read the stored reports again with this version.")(reread)


def add(
    paths: Paths,
    record: RecordAt = DEFAULT_RECORD,
    date: Published = None,
    title: Title = None,
    publisher: Publisher = None,
    model: Model = DEFAULT_MODEL,
    workers: Workers = 1,
    quiet: Quiet = False,
) -> None:
    """Read reports and store them in a record, which is made where there is none.

    Each report is stored by itself, with its reading and all that follows from it. What is stored already is passed over,
    so a run that was stopped, or killed, goes on where it was when the same command is given again. Several may add to one
    record at once.

    Exit code: 0 all are stored, 1 some are not, 2 wrong use. Ctrl-C leaves what was done.
    """
    from dateline.intake import Given, published_day

    given = Given(published=published_day(date), title=title or None, publisher=publisher or None)
    sources_first = _run(paths, given)
    with opened(record, write=True) as kept:
        raise typer.Exit(_add(sources_first, kept, model, workers, quiet=quiet))


def _run(paths: list[str], given: Given) -> Run:
    from dateline.errors import UsageError
    from dateline.intake import find
    from dateline.run import Run

    sources, refused = find(paths)
    if not sources:
        raise UsageError("\n".join(map(str, refused)))
    run = Run(sources, given, load=_no_reader, name_failure=say)  # type: ignore[arg-type]
    for error in refused:
        run.refuse(error)
    return run


def _no_reader() -> object:
    raise AssertionError("the reader is named before the run starts")


def _add(run: Run, record: Record, model: str, workers: int, *, quiet: bool) -> int:
    from dateline.keep import Keeper, stored
    from dateline.progress import meter

    keeper = Keeper(record)
    run.load = lambda: _reader(model, workers, quiet=quiet)  # type: ignore[assignment, return-value]
    run.skip = lambda report: stored(record, report)
    code = ALL_READ
    try:
        run.start()
        with keeper, meter(wanted=not quiet) as progress:
            run.go(keeper, progress)
    except KeyboardInterrupt:
        say("stopped: give the same command again to go on")
        code = INTERRUPTED
    if run.tally.lost and code == ALL_READ:
        code = SOME_NOT
    if not quiet:
        say(_summary(run, keeper, record.name))
    return code


def _reader(model: str, workers: int, *, quiet: bool) -> object:
    from dateline.gazetteer import build_if_missing

    with stages(quiet=quiet) as tell:
        build_if_missing(tell)
    if workers > 1:
        from dateline.workers import Workers as Several

        return Several(model, workers)
    from dateline.reader import pipeline

    return pipeline.load(model)


def _summary(run: Run, keeper: Keeper, name: str) -> str:
    known = run.tally.known + keeper.known
    words = f"added {keeper.new:,} {'report' if keeper.new == 1 else 'reports'} to {name}"
    if known:
        words += f"; {known:,} {'was' if known == 1 else 'were'} there already"
    for old, new in keeper.renamed[:NAMED]:
        words += f"\nanother report has the id {old}: this one is stored as {new}"
    if len(keeper.renamed) > NAMED:
        words += f"\n{len(keeper.renamed) - NAMED:,} more are stored under another id for the same reason"
    return words + run.tally.lost_in_words()


def reread(
    record: RecordAt = DEFAULT_RECORD,
    diff: Annotated[
        bool, typer.Option("--diff", help="Say what would change, field by field, and change nothing.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Also the reports that this very version and model have read.")
    ] = False,
    model: Model = DEFAULT_MODEL,
    workers: Workers = 1,
    quiet: Quiet = False,
) -> None:
    """Read the stored reports again with the installed coder, and put the new readings in use.

    Old readings are kept. People's judgements go over to the events that are told by the same words. Only reports that
    another version or model has read are read again, unless --all is given. Lines of --diff: report, item, field, before,
    after, parted by tabs.

    Exit code: 0 done, 1 some reports could not be read.
    """
    with opened(record, write=True) as kept:
        code = _reread(kept, model, workers, diff=diff, every=every, quiet=quiet)
    raise typer.Exit(code)


def _reread(record: Record, model: str, workers: int, *, diff: bool, every: bool, quiet: bool) -> int:
    from dateline.model.reading import Reading
    from dateline.progress import meter
    from dateline.reader import pipeline
    from dateline.record.again import reports_again

    reader = pipeline.load(model)
    coder = reader.coder
    ids = None if every else record.unread_by(f"{coder.name} {coder.version}", coder.model)
    total = record.info()["reports"] if ids is None else len(ids)
    source = reader if workers == 1 else _reader(model, workers, quiet=quiet)
    changed = done = lost = 0
    printed_as_utf8()
    with meter(wanted=not quiet and total > 1) as progress:
        for outcome in source.outcomes(reports_again(record, ids)):  # type: ignore[attr-defined]
            done += 1
            if isinstance(outcome, Reading):
                changed += _show_changes(record, outcome) if diff else record.replace(outcome)
            else:
                lost += 1
                say(f"{outcome.report.id}: {outcome.reason}")
            progress.advance(done, total, done)
    if not quiet:
        verb = "would change" if diff else "changed"
        say(
            f"read {done:,} of {total:,} reports again: {changed:,} {verb}"
            + (f", {lost:,} could not be read" if lost else "")
        )
    return SOME_NOT if lost else ALL_READ


def _show_changes(record: Record, reading: object) -> bool:
    from dateline.publish.words import clean

    found = record.differences(reading)  # type: ignore[arg-type]
    for one in found:
        print("\t".join(clean(cell) for cell in (one.report, one.item, one.field, one.before, one.after)))
    return bool(found)
