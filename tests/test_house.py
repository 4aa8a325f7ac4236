"""The house: pinned dependencies, one-way imports, commands that the README names."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.version import __version__

ROOT = Path(__file__).parents[1]
PINNED = sorted(ROOT.glob("requirements*.txt"))
MODULES = sorted((ROOT / "src" / "dateline").rglob("*.py"))


@pytest.mark.parametrize("path", PINNED, ids=lambda p: p.name)
def test_requirements_are_hashed_and_name_no_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    entries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert entries
    assert [e for e in entries if not re.match(r"^[a-z0-9._-]+==\S+( ;.*)? \\$", e)] == []
    assert text.count("--hash=sha256:") >= len(entries)
    assert "://" not in text
    assert "--index" not in text and "--find-links" not in text


def test_the_readmes_commands_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = re.findall(r"^make (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    assert {"run", "test"} <= set(commands)
    assert [c for c in commands if not re.search(rf"^{c}:", makefile, re.M)] == []
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_imports_run_one_way() -> None:
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(script), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.stem)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_the_changelog_knows_the_version() -> None:
    assert f"## {__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version: {__version__}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_functions_fit_a_screen() -> None:
    long = [
        f"{path.name}:{node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 60
    ]
    assert long == []
