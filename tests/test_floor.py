"""A floor under accuracy that only goes up, on hand-read reports that are kept elsewhere; skipped where they are not here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.model.report import Report
from dateline.reader.pipeline import Reader

FLOORS = {
    "seed": {"events": 1.0, "slots": 1.0, "tolls": 1.0, "agreements": 1.0},
    "gold": {"events": 0.72, "slots": 0.59, "slot.place": 0.57, "slot.time": 0.49, "tolls": 0.80, "agreements": 0.75},
}


@pytest.fixture(scope="module")
def readings(reader: Reader, private: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    reports = []
    for path in [*sorted((private / "gold").glob("*.yaml")), private / "seed" / "gold.yaml"]:
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = (path.parent / gold["text_file"]).read_text(encoding="utf-8")
        reports.append(Report(id=str(gold["id"]), text=text, published=gold.get("published")))
    out = tmp_path_factory.mktemp("floor") / "readings.jsonl"
    out.write_text("".join(r.to_json() + "\n" for r in reader.pipe(reports)), encoding="utf-8")
    return out


def score(private: Path, folder: str, readings: Path) -> dict[str, Any]:
    run = [sys.executable, str(private / "bench" / "score_reading.py"), str(private / folder), str(readings), "--json"]
    figures: dict[str, Any] = json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)
    return figures


@pytest.mark.parametrize("folder", FLOORS)
def test_no_figure_falls_below_its_floor(private: Path, readings: Path, folder: str) -> None:
    figures = score(private, folder, readings)
    assert figures["evidence"] == 1.0
    below = {name: figures[name]["f1"] for name, floor in FLOORS[folder].items() if figures[name]["f1"] < floor}
    assert below == {}


def test_precision_comes_before_recall(private: Path, readings: Path) -> None:
    assert score(private, "gold", readings)["events"]["p"] >= 0.75
