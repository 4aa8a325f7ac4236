"""The command line: parse, call, print. Readings go to standard output, words to standard error.

Exit codes: 0 all read, 1 some were not (or nobody took our output), 2 wrong use, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer

from dateline import cli_record
from dateline.cli_lookup import gazetteer_app, when, where
from dateline.cli_options import Model, Paths, Published, Publisher, Title, written
from dateline.console import say, stages, stop
from dateline.errors import DatelineError, ModelError, UsageError
from dateline.settings import DEFAULT_MODEL
from dateline.version import __version__

if TYPE_CHECKING:
    from dateline.intake import Given, Source
    from dateline.run import Run
    from dateline.writers import Format, Writer

ALL_READ, SOME_NOT, WRONG_USE, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="dateline",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class FormatName(StrEnum):
    """The formats of ``dateline read``."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    html = "html"


def main() -> None:
    """Entry point of the command ``dateline``."""
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # here, where a pipe that broke can still be met
    except DatelineError as error:
        stop(str(error), WRONG_USE if isinstance(error, (UsageError, ModelError)) else SOME_NOT)
    except BrokenPipeError:
        output_gone()


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Read news reports about conflict and diplomacy into a record that can be checked."""
    if version:
        print(f"dateline {__version__}")
        raise typer.Exit


@app.command(short_help="Read reports: files, folders or standard input.")
def read(
    paths: Paths,
    date: Published = None,
    title: Title = None,
    publisher: Publisher = None,
    model: Model = DEFAULT_MODEL,
    form: Annotated[
        FormatName | None,
        typer.Option(
            "--format", help="Form of the output. Default: as FILE ends, else table on a terminal, jsonl otherwise."
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which words and which rule led to each field.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE, as readings are made.")
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no count; failures are still named.")
    ] = False,
) -> None:
    """Read reports: who did what to whom, where, when, how many were hurt, and according to whom.

    --date, --title and --publisher hold for plain text, go before what a page says of itself, and fill in for JSON
    records that do not say it. One bad report is named and costs only itself.

    Exit code: 0 all were read, 1 some were not, 2 wrong use. Ctrl-C leaves what was done.
    """
    from dateline.intake import Given, published_day

    given = Given(published=published_day(date), title=title or None, publisher=publisher or None)
    run = prepare(paths, given, model)
    refuse_overwriting(run.sources, output)
    code = execute(run, output, choose_format(form, output), explain=explain, quiet=quiet)
    raise typer.Exit(code)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a reading (2020-12)."""
    import json

    from dateline.model.reading import schema as schema_of_reading

    print(json.dumps(schema_of_reading(), indent=1, ensure_ascii=False))


cli_record.register(app)
app.command(short_help="Look a place name up: candidates, points, why.")(where)
app.command(short_help="Resolve a time expression against a day.")(when)
app.add_typer(gazetteer_app, name="gazetteer")


def prepare(paths: list[str], given: Given, model: str) -> Run:
    """The run over ``paths``, with what is no source already named. Raises UsageError where nothing is one."""
    from dateline.intake import find
    from dateline.run import Run

    sources, refused = find(paths)
    if not sources:
        raise UsageError("\n".join(map(str, refused)))

    def load_reader() -> object:
        from dateline.reader import pipeline

        return pipeline.load(model)

    run = Run(sources, given, load=load_reader, name_failure=say)  # type: ignore[arg-type]
    for error in refused:
        run.refuse(error)
    return run


def execute(run: Run, output: Path | None, form: Format, *, explain: bool, quiet: bool) -> int:
    """Do the run and return its exit code."""
    from dateline.progress import meter

    many = len(run.sources) > 1 or run.sources[0].kind in ("json", "jsonl", "unknown")
    to_screen = output is None and sys.stdout.isatty()
    code = ALL_READ
    try:
        with stages(quiet=quiet) as tell:
            from dateline.gazetteer import build_if_missing

            build_if_missing(tell)
        run.start()  # before FILE is opened: a model that is missing must not cost an earlier result
        with (
            written(output, newline="\n") as out,
            writer_for(form, out, explain) as writer,
            meter(wanted=many and not quiet and not to_screen) as progress,
        ):
            run.go(writer, progress)
    except KeyboardInterrupt:
        say("stopped")
        code = INTERRUPTED
    if run.tally.lost and code == ALL_READ:
        code = SOME_NOT
    if (run.tally.all > 1 or code == INTERRUPTED) and not quiet:
        say(run.tally.summary())
    return code


def choose_format(asked: FormatName | None, output: Path | None) -> Format:
    """The format asked for; else what FILE's ending says; else a table for people and JSON lines for programs."""
    from dateline.writers import SUFFIXES

    if asked:
        return asked.value
    if output:
        return SUFFIXES.get(output.suffix.lower(), "table" if output.suffix == ".txt" else "jsonl")
    return "table" if sys.stdout.isatty() else "jsonl"


def refuse_overwriting(sources: list[Source], output: Path | None) -> None:
    """Raise UsageError where ``output`` is also one of the inputs."""
    if output and output.exists():
        for source in sources:
            if source.path and source.path.samefile(output):
                raise UsageError(f"{output} would be overwritten while it is read: give -o another name")


def writer_for(form: Format, out: TextIO, explain: bool) -> Writer:
    """The writer of the format ``form`` on ``out``."""
    from dateline.writers import WRITERS

    return WRITERS[form](out, explain=explain)


def output_gone() -> NoReturn:
    """End without a word when nobody reads our output any more, as ``| head`` does."""
    # Python flushes standard output once more on its way out; there must be something to flush into.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(SOME_NOT)


if __name__ == "__main__":
    main()
