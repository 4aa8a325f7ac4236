"""Measure speed: words a second of a reader against the bare spaCy pipeline on the same text in the same run, the time from
start to the first reading in a fresh process, and peak memory.

    python bench/speed.py [--reports FILE_OR_FOLDER] [--repeat N] [--json]

Without --reports it reads the examples of this repository, over and over. One figure a line.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
FIRST = "import dateline; dateline.read('Rebels attacked a checkpoint near Goma on Monday, killing two soldiers.', published='2024-05-01')"
ROUNDS = 3


def texts(path: Path, repeat: int) -> list[str]:
    """The texts below ``path``, each ``repeat`` times."""
    files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    return [file.read_text(encoding="utf-8") for file in files] * repeat


def seconds(run: Callable[[], Iterable[object]]) -> float:
    """The best of a few rounds: what the machine can do when nothing else runs."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in run():
            pass
        best = min(best, time.perf_counter() - start)
    return best


def where_and_when(nlp, reports: list) -> float:
    """Seconds that the components of places and times take by themselves, on text that the model has annotated."""
    names = ("dateline_when", "dateline_where")
    components = [nlp.get_pipe(name) for name in names]
    with nlp.select_pipes(
        disable=[name for name in nlp.pipe_names if name.startswith("dateline_") and name != "dateline_ruler"]
    ):
        docs = list(nlp.pipe(report.text for report in reports))
    return seconds(lambda: (component(doc) for doc in docs for component in components))


def stages(nlp, reports: list) -> dict[str, float]:
    """The share of each stage, by itself and one after the other, in the time of the model's own stages together."""
    docs = [nlp.make_doc(report.text) for report in reports]
    spent = {}
    for name, component in nlp.pipeline:
        start = time.perf_counter()
        docs = (
            list(component.pipe(docs, batch_size=8)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
        )
        spent[name] = time.perf_counter() - start
    own = sum(s for name, s in spent.items() if not name.startswith("dateline_") or name == "dateline_ruler")
    return {f"stage.{name}": round(s / own, 3) for name, s in spent.items()}


def first_reading() -> float:
    """Seconds from the start of a fresh process to its first reading."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", FIRST], check=True)
    return time.perf_counter() - start


def measure(path: Path, repeat: int) -> dict[str, float]:
    from dateline.model.report import Report
    from dateline.reader.pipeline import load, load_model

    source = texts(path, repeat)
    words = sum(len(text.split()) for text in source)
    bare, reader = load_model(), load()
    reports = [Report(text=text, id=str(n), published="2024-05-01") for n, text in enumerate(source)]
    spacy_s = seconds(lambda: bare.pipe(source, batch_size=8))
    reader_s = seconds(lambda: reader.pipe(reports))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    share = where_and_when(reader.nlp, reports) / spacy_s
    return {
        "words": words,
        "bare_spacy_words_per_s": round(words / spacy_s),
        "reader_words_per_s": round(words / reader_s),
        "ratio": round(spacy_s / reader_s, 3),
        "where_and_when_to_bare_spacy": round(share, 3),
        **stages(reader.nlp, reports),
        "first_reading_s": round(first_reading(), 2),
        "peak_memory_mb": round(peak),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, default=ROOT / "examples")
    parser.add_argument("--repeat", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    figures = measure(args.reports, args.repeat)
    print(json.dumps(figures) if args.json else "\n".join(f"{name} {value:g}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
