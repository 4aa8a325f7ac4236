"""Sport, fires, markets, films and the like are not attacks: a floor that only goes up."""

from __future__ import annotations

from pathlib import Path

from dateline.model.report import Report
from dateline.reader.pipeline import Reader

TABLE = Path(__file__).parent / "data" / "hard_negatives.tsv"
FLOOR = 0.97


def test_hardly_any_reads_as_an_attack(reader: Reader) -> None:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")][1:]
    texts = [line.split("\t")[1] for line in lines]
    assert len(texts) >= 150 and len(set(texts)) == len(texts)
    readings = list(reader.pipe(Report(text=text) for text in texts))
    wrong = [r.report.text for r in readings if any(e.type == "ASSAULT" for e in r.events)]
    assert len(wrong) <= (1 - FLOOR) * len(texts), "\n".join(wrong)
