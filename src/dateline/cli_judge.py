"""Commands by which people judge: merge, split, reject, confirm, correct, undo; and the list of judgements."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli_options import By, Form_, Output, RecordAt, Why, choose, opened, written
from dateline.console import say
from dateline.errors import UsageError
from dateline.settings import DEFAULT_RECORD

if TYPE_CHECKING:
    from dateline.record.store import Record

judge_app = typer.Typer(
    help="Add a judgement: dated, signed, undoable. What was read stays as it was.", no_args_is_help=True
)

Incident = Annotated[str, typer.Argument(metavar="INCIDENT", help="An incident's id, or its beginning.")]


@judge_app.command()
def merge(
    a: Annotated[str, typer.Argument(metavar="A", help="An incident.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another one, that is the same.")],
    by: By,
    why: Why,
    record: RecordAt = DEFAULT_RECORD,
) -> None:
    """Two incidents are one."""
    _judge(record, lambda kept: kept.merge(a, b, by=by, why=why))


@judge_app.command()
def split(
    incident: Incident,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report that tells of something else.")],
    by: By,
    why: Why,
    record: RecordAt = DEFAULT_RECORD,
) -> None:
    """What REPORT tells is not INCIDENT, and never will be."""
    _judge(record, lambda kept: kept.split(incident, report, by=by, why=why))


@judge_app.command()
def reject(incident: Incident, by: By, why: Why, record: RecordAt = DEFAULT_RECORD) -> None:
    """No such thing happened: the incident is kept, and left out of what is asked for."""
    _judge(record, lambda kept: kept.reject(incident, by=by, why=why))


@judge_app.command()
def confirm(incident: Incident, by: By, why: Why, record: RecordAt = DEFAULT_RECORD) -> None:
    """Somebody has looked, and it is so."""
    _judge(record, lambda kept: kept.confirm(incident, by=by, why=why))


@judge_app.command()
def correct(
    incident: Incident,
    change: Annotated[
        str, typer.Argument(metavar="FIELD=VALUE", help="date=2020-10-18, place=Ganja, killed=13, actor=...")
    ],
    by: By,
    why: Why,
    record: RecordAt = DEFAULT_RECORD,
) -> None:
    """Another value is shown for a field of INCIDENT. Several names are parted by a semicolon.

    Fields: type, mode, status, date, place (a name, or LAT,LON), actor, recipient, and killed, injured, missing, captured,
    displaced, casualties (a number, or a range as 10-15). A corrected figure stands beside the reported ones.
    """
    field, equals, value = change.partition("=")
    if not equals:
        raise UsageError(f"{change}: write FIELD=VALUE, as in date=2020-10-18")
    _judge(record, lambda kept: kept.correct(incident, field.strip(), value, by=by, why=why))


@judge_app.command()
def undo(
    judgement: Annotated[int, typer.Argument(metavar="NUMBER", help="Its number in `dateline judgements`.")],
    by: By,
    record: RecordAt = DEFAULT_RECORD,
) -> None:
    """A judgement no longer counts. It stays listed, with who undid it."""
    with opened(record, write=True) as kept:
        kept.undo(judgement, by=by)
    say(f"judgement {judgement} is undone")


def judgements(record: RecordAt = DEFAULT_RECORD, form: Form_ = None, output: Output = None) -> None:
    """People's judgements, oldest first; those undone are listed too."""
    from dateline.publish import rows
    from dateline.record.flat import judgement_as_json

    with opened(record) as kept:
        told = [judgement_as_json(one) for one in kept.judgements()]
    chosen = choose(form, output)
    with written(output) as out:
        if chosen == "csv":
            rows.write_csv(told, out)
        elif chosen == "table":
            heads = ("id", "at", "by", "verdict", "a", "b", "field", "value", "why", "undone_by")
            if told:
                rows.write_table(told, heads, out)
        else:
            rows.write_json(told, chosen, out)
    if not told:
        say("no judgements")


def _judge(record: str, act: Callable[[Record], int]) -> None:
    with opened(record, write=True) as kept:
        number = act(kept)
    say(f"judgement {number} is added; `dateline judge undo {number}` takes it back")
