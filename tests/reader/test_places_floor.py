"""A floor under finding and resolving places, on sentences of our own; it only goes up."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.model.report import Report
from dateline.reader.pipeline import Reader

TABLE = Path(__file__).parents[1] / "data" / "places.tsv"
PRECISION, RECALL, RESOLVED = 0.95, 0.90, 0.95


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, dict[str, str]]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")][1:]
    parts = (line.split("\t") for line in lines)
    return [
        (text, {} if places == "-" else dict(pair.split("=") for pair in places.split(","))) for text, places in parts
    ]


def test_places_are_found_and_resolved(reader: Reader, rows: list[tuple[str, dict[str, str]]]) -> None:
    found = wanted = both = right = 0
    notes: list[str] = []
    for (_, places), reading in zip(rows, reader.pipe(Report(text=text) for text, _ in rows), strict=True):
        got = {p.span.text: p.country or "" for p in reading.places}
        hits = [name for name in got if name in places]
        found, wanted, both = found + len(got), wanted + len(places), both + len(hits)
        right += sum(got[name] == places[name] for name in hits)
        notes += [
            f"{name}: {got.get(name)} for {places.get(name)}"
            for name in {*got, *places}
            if got.get(name) != places.get(name)
        ]
    assert (both / found >= PRECISION, both / wanted >= RECALL, right / both >= RESOLVED) == (True,) * 3, "\n".join(
        [f"P {both / found:.3f} R {both / wanted:.3f} resolved {right / both:.3f}", *notes]
    )
