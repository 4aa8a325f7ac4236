"""Count in how many reports each word stands, and write `record/words.tsv`: how rare the words of a match are.

    python bench/count_words.py TEXTS.jsonl... [--write]

A line of TEXTS.jsonl holds `text`. A word is counted once a report, in lower case, without a possessive. Prints how many words were kept.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from pathlib import Path

from dateline.record.words import WORD, folded

TABLE = Path(__file__).parent.parent / "src/dateline/record/words.tsv"
LEAST_REPORTS = 4
HEAD = """# Words of English news reports and how rare they are: ln(reports / reports with the word), to one decimal. A word not listed is rarer.
# Counted by bench/count_words.py over texts that may be used freely: MUC-4 (US government) and VOA (public domain).
"""


def counted(paths: list[str]) -> tuple[int, Counter[str]]:
    reports, words = 0, Counter[str]()
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            reports += 1
            words.update({folded(w) for w in WORD.findall(json.loads(line)["text"])})
    return reports, words


def main() -> None:
    paths = [a for a in sys.argv[1:] if not a.startswith("--")]
    reports, words = counted(paths)
    kept = {w: math.log(reports / n) for w, n in words.items() if n >= LEAST_REPORTS and not w[0].isdigit()}
    print(f"{reports} reports, {len(words)} words, {len(kept)} kept")
    if "--write" in sys.argv:
        lines = [f"{word}\t{rarity:.1f}\n" for word, rarity in sorted(kept.items())]
        TABLE.write_text(HEAD + "word\trarity\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
