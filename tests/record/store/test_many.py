"""Adding from the command line: killed at any moment, two at once, several workers; nothing lost, nothing twice."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dateline.record.store import Record

BENCH = Path(__file__).parents[3] / "bench" / "record_kills.py"
TOWNS = (
    "Goma",
    "Homs",
    "Aleppo",
    "Ganja",
    "Kharkiv",
    "Mosul",
    "Gaza",
    "Khartoum",
    "Sanaa",
    "Kabul",
    "Donetsk",
    "Stepanakert",
)


@pytest.fixture(scope="module")
def kills() -> ModuleType:
    spec = importlib.util.spec_from_file_location("record_kills", BENCH)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty short reports of attacks on twelve towns, five of each."""
    path = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    lines = []
    for number in range(60):
        town, day = TOWNS[number % 12], 1 + number // 12
        text = f"A car bomb exploded in {town} on Tuesday and killed {number + 3} people, police in {town} said in note {number}."
        lines.append(
            {"id": f"n{number}", "text": text, "published": f"2024-05-{day:02}", "publisher": f"Paper {number % 7}"}
        )
    path.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    return path


@pytest.mark.slow
def test_killed_at_any_moment(kills: ModuleType, reports: Path, tmp_path: Path) -> None:
    assert kills.kill_often(reports, tmp_path / "killed.db", 6, 1, seed=1, longest=5.0) == 60


@pytest.mark.slow
def test_two_at_once(kills: ModuleType, reports: Path, tmp_path: Path) -> None:
    record = tmp_path / "two.db"
    both = [kills.add(reports, record, 1) for _ in range(2)]
    for process in both:
        _, told = process.communicate()
        assert process.returncode == 0, told.decode()
    assert len(kills.stored(record)) == 60
    with Record(record, write=False) as kept:
        info = kept.info()
        assert info["reports"] == info["readings"] == 60
        two = {i.id: i.reports for i in kept.incidents()}
    subprocess.run([*kills.COMMAND, "add", reports, "--record", tmp_path / "one.db", "-q", "-w", "2"], check=True)
    with Record(tmp_path / "one.db", write=False) as kept:
        assert {i.id: i.reports for i in kept.incidents()} == two


def test_several_workers_name_a_model_that_is_missing(reports: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "dateline",
        "add",
        reports,
        "--record",
        tmp_path / "a.db",
        "-w",
        "2",
        "--model",
        "no_such",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "'no_such' is not installed" in done.stderr
