"""The linter of the tables: provenance, no doubles, values that the codebook knows."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from dateline.errors import LexiconError
from dateline.lexicon import settings, table
from dateline.model.reading import Effect, EventType, Sector, Stance, Victims

FOLDER = Path(str(resources.files("dateline.lexicon"))) / "en"
TABLES = sorted(FOLDER.glob("*.tsv"))
FILES = [*TABLES, *sorted(FOLDER.glob("*.toml"))]
KEYS = {
    "triggers": ("words", "pos", "type", "recipients", "needs", "mode"),
    "leaders": ("name", "role", "from"),
    "bodies": ("name",),
    "effects": ("forms", "effect"),
}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_file_says_where_it_comes_from(path: Path) -> None:
    head = [line for line in path.read_text(encoding="utf-8").splitlines()[:8] if line.startswith("#")]
    assert "provenance" in " ".join(head).lower()


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_tables_are_whole_and_say_nothing_twice(path: Path) -> None:
    rows = table(path.stem)
    columns = KEYS.get(path.stem, tuple(rows[0])[:1])
    keys = [tuple(row.get(c, "") for c in columns) for row in rows]
    assert [k for k in keys if keys.count(k) > 1] == []
    assert all(value == value.strip() for row in rows for value in row.values())


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".toml"], ids=lambda p: p.stem)
def test_toml_files_load(path: Path) -> None:
    assert settings(path.stem) == tomllib.loads(path.read_text(encoding="utf-8"))


def test_triggers_name_what_plover_knows() -> None:
    types = set(get_args(EventType))
    for row in table("triggers"):
        assert row["type"] in types and row["pos"] in {"V", "N"} and row["frame"] in {"", "sym", "rev"}, row
        assert 0 < float(row["weight"]) <= 1, row


def test_codes_are_codes() -> None:
    sectors, country = set(get_args(Sector)), re.compile(r"[A-Z]{3}")
    assert {r["sector"] for name in ("bodies", "role_words", "leaders") for r in table(name)} <= sectors
    codes = {r["code"] for r in table("countries")} | {"ESH"}
    assert all(country.fullmatch(c) for c in codes)
    assert {r["country"] for name in ("bodies", "leaders") for r in table(name)} - {""} <= codes
    assert {r["stance"] for r in table("reporting")} <= set(get_args(Stance))


def test_leaders_leave_office_after_they_take_it() -> None:
    assert [r["name"] for r in table("leaders") if r["to"] and r["to"] <= r["from"]] == []


def test_a_missing_table_says_what_to_do() -> None:
    with pytest.raises(LexiconError, match="reinstall"):
        table("no_such_table")


def test_effects_and_victims() -> None:
    assert {r["effect"] for r in table("effects")} <= set(get_args(Effect))
    assert {r["who"] for r in table("victims")} <= set(get_args(Victims)) | {"no"}  # "no": a noun that names no person
