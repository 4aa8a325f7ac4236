"""Codes of the formats, from ``exports/data``: read once, never written. What a table does not hold stays empty."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of ``exports/data/<name>.tsv`` by column; lines with # are comments."""
    text = resources.files("dateline.publish.exports").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    heads = lines[0].split("\t")
    for line in lines[1:]:
        cells = line.split("\t")
        yield dict(zip(heads, cells + [""] * (len(heads) - len(cells)), strict=True))


@cache
def columns(name: str) -> tuple[str, ...]:
    """The columns of a format, in their order: ``exports/data/<name>.columns``."""
    text = resources.files("dateline.publish.exports").joinpath("data", f"{name}.columns").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _countries() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows("countries")}


def country(code: str | None, column: str) -> str:
    """A country's ``name``, ``numeric``, ``fips`` or ``acled_region``, by its ISO 3166-1 alpha-3 code; else ""."""
    return _countries().get(code or "", {}).get(column, "")


@cache
def cameo() -> dict[tuple[str, str], dict[str, str]]:
    """CAMEO codes by PLOVER type and mode ("" for any)."""
    return {(row["type"], row["mode"]): row for row in rows("cameo")}
