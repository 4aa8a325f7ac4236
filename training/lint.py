#!/usr/bin/env python3
"""Check the corpus: every line parses, no line stands twice; print how many of what there are.

training/lint.py [FILE ...]      without FILE, every file of training/corpus
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from markup import CORPUS, MarkupError, parse


def main(names: list[str]) -> int:
    faults, seen = 0, {}
    count: Counter[str] = Counter()
    for path in map(Path, names) if names else sorted(CORPUS.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                item = parse(line.strip())
            except MarkupError as error:
                print(f"{path.name}:{number}: {error}")
                faults += 1
                continue
            if item.text in seen:
                print(f"{path.name}:{number}: stands already at {seen[item.text]}")
                faults += 1
            seen[item.text] = f"{path.name}:{number}"
            count["lines"] += 1
            count["without events"] += not item.events
            for event in item.events.values():
                count[event.type] += 1
                count[f"status {event.status}"] += 1
            for role, *_ in item.arguments:
                count[f"role {role}"] += 1
    print("  ".join(f"{k} {v}" for k, v in count.most_common()), file=sys.stderr)
    print(f"{faults} faults", file=sys.stderr)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
