"""Words as data: tables in ``lexicon/<language>/``, read once, never written.

A ``.tsv`` table has comment lines that begin with ``#`` (provenance first), then a header line, then one entry a line,
tab-separated; an empty cell is the empty string. A ``.toml`` file holds what is no table.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from dateline.errors import LexiconError


def _text(name: str, language: str) -> str:
    try:
        return resources.files("dateline.lexicon").joinpath(language, name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LexiconError(f"lexicon/{language}/{name} is missing: reinstall dateline") from error


@cache
def table(name: str, language: str = "en") -> tuple[dict[str, str], ...]:
    """The rows of ``lexicon/<language>/<name>.tsv`` as dicts by column. Raises LexiconError for a ragged row."""
    numbered = enumerate(_text(f"{name}.tsv", language).splitlines(), 1)
    lines = [(n, line) for n, line in numbered if line and not line.startswith("#")]
    columns = lines[0][1].split("\t")
    rows = []
    for number, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise LexiconError(f"lexicon/{language}/{name}.tsv:{number}: {len(cells)} cells, {len(columns)} columns")
        rows.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)))
    return tuple(rows)


@cache
def settings(name: str, language: str = "en") -> dict[str, Any]:
    """What ``lexicon/<language>/<name>.toml`` holds."""
    return tomllib.loads(_text(f"{name}.toml", language))
