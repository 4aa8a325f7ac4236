"""A reading for people at a terminal: what happened, line by line, each with the words that say so.

Text of the report is put in as ``rich.text.Text``, never as markup, and cleaned of control characters, so nothing that
a report holds can colour, move or hide. Colour only repeats what labels and brackets already say.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from dateline.model.reading import Reading
from dateline.publish import words
from dateline.publish.cards import Card, Line, cards, summary

LABEL_WIDTH = 12
"""Columns of the label: the longest, "according to", fits."""
INDENT, GAP = 3, 2
TEXT_WIDTH = 110
"""Most columns of the statement: longer lines are hard to follow on a wide terminal."""


def render(reading: Reading, console: Console, explain: bool = False) -> None:
    """Print a reading to ``console``; with ``explain``, also the rule or model behind each field."""
    _head(reading, console)
    shown = cards(reading, explain=explain)
    for kind, name in (("event", "Events"), ("toll", "Tolls"), ("agreement", "Agreements")):
        chosen = [card for card in shown if card.kind == kind]
        if chosen:
            console.print(Text(name.upper(), style="bold"))
        for card in chosen:
            _card(card, console)
    _warnings(reading.warnings, console)


def _head(reading: Reading, console: Console) -> None:
    line = Text(words.title(reading.report), style="bold")
    line.append(f" · {words.origin(reading.report)} · {summary(reading)}", style="not bold")
    _lines(line, console)
    console.print()


def _card(card: Card, console: Console) -> None:
    head = Text(f"{card.number}  ", style="bold")
    head.append(card.heading)
    if card.mark:
        head.append(f"  [{card.mark}]", style="bold red" if card.mark == "disputed" else "yellow")
    _lines(head, console)
    rows = [(line.label, _statement(line)) for line in card.lines]
    seen = dict.fromkeys(words.around(mention.trigger, mention.sentence) for mention in card.mentions)
    rows += [("evidence", _evidence(quoted)) for quoted in seen]
    rows += [("why", _reason(line)) for line in card.why]
    last = ""
    for label, statement in rows:
        _row("" if label == last else label, statement, console)
        last = label
    console.print()


def _lines(text: Text, console: Console) -> None:
    for line in text.wrap(console, console.width, overflow="fold"):
        line.rstrip()
        console.print(line, soft_wrap=True)


def _row(label: str, statement: Text, console: Console) -> None:
    """Label and statement side by side, wrapped by hand: a rich table would pad every line with spaces."""
    width = max(10, min(TEXT_WIDTH, console.width - INDENT - LABEL_WIDTH - GAP))
    for n, line in enumerate(statement.wrap(console, width, overflow="fold")):
        line.rstrip()
        before = " " * INDENT + ("" if n else label).ljust(LABEL_WIDTH + GAP)
        console.print(Text(before, style="dim").append(line), soft_wrap=True)


def _statement(line: Line) -> Text:
    text = Text(line.words)
    if line.words.endswith("unresolved") and line.span is not None:
        return text.append(": ").append(_evidence(words.quote(line.span)))
    if line.span is not None:
        text.append(" ").append(_evidence(words.quote(line.span)))
    return text


def _reason(line: Line) -> Text:
    text = Text(f"{line.label}: {line.words}")
    return text.append(" ").append(_evidence(words.quote(line.span))) if line.span else text


def _evidence(quoted: str) -> Text:
    return Text(quoted, style="italic cyan")


def _warnings(warnings: tuple[str, ...], console: Console) -> None:
    for warning in warnings:
        _lines(Text(f"Warning: {words.clean(warning)}", style="yellow"), console)
    if warnings:
        console.print()
