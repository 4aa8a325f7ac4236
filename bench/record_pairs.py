"""Which sentences of ECB+ tell of one event, by the record's incidents: precision, recall and F1 over pairs of documents.

    python bench/record_pairs.py SIMILAR_EVENTS.jsonl

A line holds `id`, `text`, `topic` (one kind of event) and `subtopic` (one event). Documents in which the reader finds no event are left out;
two documents are taken for one event where an incident has both. "Alike" counts the pairs within a topic alone: events of one kind.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from dateline.model.report import Report
from dateline.reader.pipeline import load
from dateline.record.fusion import assemble
from dateline.record.model import Version

OURS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "AID", "AGREE", "RETREAT", "THREATEN"})
Pair = tuple[str, str]


def ratio(part: int, whole: int) -> str:
    return f"{part / whole if whole else 0:.3f} ({part}/{whole})"


def scored(name: str, gold: set[Pair], found: set[Pair]) -> None:
    both = len(gold & found)
    f1 = 2 * both / (len(gold) + len(found)) if gold or found else 0.0
    print(f"{name:6} P {ratio(both, len(found))}  R {ratio(both, len(gold))}  F1 {f1:.3f}")


def together(keys: Iterable[Iterable[str]]) -> set[Pair]:
    return {pair for members in keys for pair in combinations(sorted(set(members)), 2)}


def main() -> None:
    documents = {d["id"]: d for d in map(json.loads, Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())}
    reader = load()
    versions = [
        Version(id_, event, None, id_, None)
        for id_, document in documents.items()
        for event in reader.read(Report(id=id_, text=document["text"])).events
        if event.type in OURS
    ]
    told = {v.report for v in versions}
    by_event: dict[str, list[str]] = {}
    for id_ in told:
        by_event.setdefault(documents[id_]["subtopic"], []).append(id_)
    gold, found = together(by_event.values()), together(i.reports for i in assemble(versions))
    print(f"{len(told)} of {len(documents)} documents with {len(versions)} events")
    scored("all", gold, found)
    scored("alike", gold, {(a, b) for a, b in found if documents[a]["topic"] == documents[b]["topic"]})


if __name__ == "__main__":
    main()
