"""Readings as one self-contained HTML page, and one reading as a fragment for a notebook.

The page asks nothing of any network: one style and one script stand in it, and its content security policy names both
by their SHA-256, so nothing that came in with a report can run. Without the script everything is still there: numbers
link from the words to the cards and back.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Sequence
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from dateline.model.reading import Reading, Source
from dateline.publish import words
from dateline.publish.cards import Card, Line, Role, cards, summary
from dateline.publish.marks import Segment, segments
from dateline.version import __version__

NAMES: dict[Role, str] = {
    "event": "event", "actor": "who", "place": "where", "time": "when", "number": "number",
    "speaker": "according to", "detail": "other detail",
}  # fmt: skip
LETTERS = {"event": "", "toll": "T", "agreement": "A"}
"""What stands before a card's number, in the text and on the card."""


def render(readings: Sequence[Reading], explain: bool = False) -> str:
    """The page of these readings, as HTML text to be written in UTF-8; with ``explain``, each card says why."""
    style, script = _static("page.css"), _static("page.js")
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    name = words.title(readings[0].report) if len(readings) == 1 else words.count(len(readings), "reading")
    body = "\n".join(_reading(reading, f"r{n}", len(readings), explain) for n, reading in enumerate(readings, 1))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{_esc(name)} – Dateline</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<header class="top"><p class="brand">Dateline</p>{_legend()}</header>\n'
        f'{_contents(readings)}<main>\n{body}\n</main>\n<p class="said" role="status"></p>\n'
        f'<footer class="foot"><p>Read by Dateline {_esc(__version__)}. Every value points at the words beside it; '
        "what the report does not say is left out.</p></footer>\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def fragment(reading: Reading) -> str:
    """One reading as HTML for a notebook: its own style, no script, no links inside the notebook's page."""
    shown = cards(reading)
    text = "".join(_segment(reading.report.text, part, shown, "") for part in segments(reading.report.text, shown))
    found = "".join(_card(card, "", level=4) for card in shown)
    return (
        f'<div class="dl dl-note"><style>{_static("reading.css")}</style>'
        f'<p class="dl-title">{_esc(words.title(reading.report))}</p>{_about(reading)}'
        f'<div class="dl-pair"><div class="dl-side"><div class="dl-text" dir="auto">{text}</div></div>'
        f'<div class="dl-cards">{found}</div></div></div>'
    )


@cache
def _static(name: str) -> str:
    folder = resources.files("dateline.publish").joinpath("static")
    text = folder.joinpath(name).read_text(encoding="utf-8").strip()
    return _static("reading.css") + "\n" + text if name == "page.css" else text


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _esc(text: str) -> str:
    return html.escape(text.encode("utf-8", "replace").decode() if not text.isascii() else text)


def _verbatim(text: str) -> str:
    """Text that the browser reads back the same: a bare carriage return would be made a line feed.

    NUL and lone surrogates have no form in HTML; each becomes one U+FFFD, so that offsets stay.
    """
    for unknown in {c for c in text if c == "\0" or "\ud800" <= c <= "\udfff"}:
        text = text.replace(unknown, "\ufffd")
    return html.escape(text).replace("\r", "&#13;")


def _legend() -> str:
    keys = "".join(f'<li><span class="dl-m dl-{role}">{name}</span></li>' for role, name in NAMES.items())
    return f'<div class="legend"><p id="legend">Marks in the text</p><ul aria-labelledby="legend">{keys}</ul></div>'


def _contents(readings: Sequence[Reading]) -> str:
    if len(readings) < 2:
        return ""
    items = "".join(
        f'<li><a href="#r{n}"><bdi>{_esc(words.title(one.report))}</bdi></a> '
        f"<span>{_esc(words.origin(one.report))} · {_esc(summary(one))}</span></li>"
        for n, one in enumerate(readings, 1)
    )
    return f'<nav class="reports" id="reports" aria-label="Reports"><ol>{items}</ol></nav>\n'


def _reading(reading: Reading, prefix: str, total: int, explain: bool) -> str:
    shown = cards(reading, explain=explain)
    text = reading.report.text
    marked = "".join(_segment(text, part, shown, prefix) for part in segments(text, shown))
    found = "".join(_card(card, prefix) for card in shown) or "<p>The report tells of no event, toll or agreement.</p>"
    return (
        f'<section class="dl" id="{prefix}" aria-labelledby="{prefix}-title">'
        f'<h1 class="dl-title" id="{prefix}-title"><bdi>{_esc(words.title(reading.report))}</bdi></h1>'
        f'{_about(reading)}{_steps(int(prefix[1:]), total)}<div class="dl-pair">'
        f'<div class="dl-side" tabindex="0" role="region" aria-label="Text of the report">'
        f'<div class="dl-text" dir="auto" lang="{_esc(reading.report.language)}">{marked}</div></div>'
        f'<div class="dl-cards" role="region" aria-label="What the report says">{found}</div></div></section>'
    )


def _about(reading: Reading) -> str:
    source = reading.report
    warnings = "".join(f"<li>{_esc(words.clean(warning))}</li>" for warning in reading.warnings)
    return f'<p class="dl-about">{_esc(words.origin(source))}{_link(source)} · {_esc(summary(reading))}</p>' + (
        f'<ul class="dl-warn" aria-label="Warnings">{warnings}</ul>' if warnings else ""
    )


def _link(source: Source) -> str:
    """The report's address: a link where it is one of the web, else its characters, inert."""
    if not source.url:
        return ""
    shown = _esc(words.shorten(source.url, 80))
    try:
        parts = urlsplit(source.url)
        web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    except ValueError:
        web = False
    return f' · <a href="{_esc(source.url)}" rel="noopener noreferrer">{shown}</a>' if web else f" · {shown}"


def _steps(n: int, total: int) -> str:
    if total < 2:
        return ""
    links = [f'<a href="#r{n - 1}">Previous</a>'] if n > 1 else []
    links += [f'<a href="#r{n + 1}">Next</a>'] if n < total else []
    links += ['<a href="#reports">All reports</a>']
    return f'<p class="steps">Report {n} of {total}: {" · ".join(links)}</p>'


def _segment(text: str, part: Segment, shown: list[Card], prefix: str) -> str:
    verbatim = _verbatim(text[part.start : part.end])
    if not part.cards:
        return verbatim
    numbers = ",".join(_number(shown[i]) for i in part.ends)
    ends = f' data-n="{numbers}"' if numbers else ""
    roles = ", ".join(NAMES[role] for role in part.roles)
    tip = "; ".join(shown[i].name for i in part.cards[:6])
    about = f'class="dl-m dl-{part.roles[0]}"{ends} title="{roles} – {tip}"'
    if not prefix:
        return f"<mark {about}>{verbatim}</mark>"
    items = " ".join(f"{prefix}-{_number(shown[i])}" for i in part.cards)
    tag, link = ("a", f' href="#{prefix}-{_number(shown[part.ends[0]])}"') if part.ends else ("mark", "")
    return f'<{tag} id="{prefix}-at-{part.start}" {about} data-i="{items}"{link}>{verbatim}</{tag}>'


def _number(card: Card) -> str:
    return f"{LETTERS[card.kind]}{card.number}"


def _card(card: Card, prefix: str, level: int = 2) -> str:
    mark = f' <span class="dl-tag dl-tag-{_esc(card.mark)}">{_esc(card.mark)}</span>' if card.mark else ""
    title = f"{_esc(card.heading)}{mark}"
    rows = _rows(card.lines) + _mentions(card) + (_why(card.why) if card.why else "")
    number = _number(card)
    if not prefix:
        return (
            f'<article class="dl-card"><h{level}><span class="dl-n">{number}</span> {title}</h{level}>'
            f"<dl>{rows}</dl></article>"
        )
    key, at = f"{prefix}-{number}", f"{prefix}-at-{card.mentions[0].trigger.start}"
    name = f'<a class="dl-n" href="#{at}" aria-label="{card.name}: show in the text">{number}</a>'
    return (
        f'<article class="dl-card" id="{key}" tabindex="0" aria-labelledby="{key}-h">'
        f'<h{level}>{name} <span id="{key}-h">{title}</span></h{level}><dl>{rows}</dl></article>'
    )


def _rows(lines: Sequence[Line]) -> str:
    found = []
    last = ""
    for line in lines:
        label = f"<dt>{_esc(line.label)}</dt>" if line.label != last else ""
        quoted = f" <q>{_esc(words.quote(line.span))}</q>" if line.span else ""
        found.append(f"{label}<dd><bdi>{_esc(line.words)}</bdi>{quoted}</dd>")
        last = line.label
    return "".join(found)


def _mentions(card: Card) -> str:
    quotes = dict.fromkeys(words.around(one.trigger, one.sentence) for one in card.mentions)
    return "<dt>evidence</dt>" + "".join(f"<dd><q>{_esc(quoted)}</q></dd>" for quoted in quotes)


def _why(lines: Sequence[Line]) -> str:
    found = "".join(
        f"<dd>{_esc(line.label)}: {_esc(line.words)}" + (f" <q>{_esc(words.quote(line.span))}</q>" if line.span else "")
        + "</dd>"
        for line in lines
    )  # fmt: skip
    return f'<dt class="dl-why">why</dt>{found}'
