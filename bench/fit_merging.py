"""Fit the weights of `lexicon/en/merging.toml`: which mentions tell of one event.

    python bench/fit_merging.py FOLDER [--shrink 2] [--write]

FOLDER holds hand-read reports (YAML: text_file, published, events with type and `at`, the quotes that tell of them). Each mention that
the reader finds on a quote is compared, in order of the text, with the right clusters before it; a logistic regression on the
evidence of `reader/clusters.py` tells right from wrong, shrunk towards the weights that stand in the file. Prints how often
the right cluster is chosen in five-fold cross-validation over reports, before and after. Needs numpy and PyYAML.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
import yaml

from dateline.lexicon import settings
from dateline.model.report import Report
from dateline.reader.clusters import Cluster, Joiner
from dateline.reader.merge import Merge
from dateline.reader.pipeline import load
from dateline.reader.setting import Setting

TABLE = Path(__file__).parent.parent / "src/dateline/lexicon/en/merging.toml"
FIXED = {"threshold", "tied"}
BIAS = "threshold"


def located(text: str, quote: str | dict) -> tuple[int, int] | None:
    words, n = (quote["q"], quote.get("n", 1)) if isinstance(quote, dict) else (quote, 1)
    found = [m.span() for m in re.finditer(r"\s+".join(map(re.escape, words.split())), text)]
    return found[n - 1] if len(found) >= n else None


def gold_of(doc, frame, events, text) -> frozenset[int]:
    """The hand-read events on whose quotes a mention stands, of its type."""
    token = doc[frame.trigger]
    return frozenset(
        n
        for n, event in enumerate(events)
        if frame.type in str(event["type"]).split("|")
        for quote in event["at"]
        if (span := located(text, quote)) and span[0] <= token.idx < span[1]
    )


def comparisons(folder: Path, names: list[str]):
    """For each report: rows of evidence, whether right, whether forbidden, and the mention that each row is of."""
    reader, merge = load(), Merge()
    for path in sorted(folder.glob("*.yaml")):
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = (path.parent / gold["text_file"]).read_text(encoding="utf-8")
        doc = reader.annotate(Report(text=text, published=gold.get("published")), "dateline_according_to")
        frames = merge.coded(doc, merge.settled(doc, Setting.of(doc)))
        joiner = Joiner(doc)
        clusters: list[tuple[set[int], Cluster]] = []
        rows, right, mention = [], [], []
        for n, frame in enumerate(frames):
            mine = gold_of(doc, frame, gold["events"] or [], text)
            if not mine:
                continue
            for theirs, cluster in clusters:
                if cluster.type == frame.type and not joiner.forbidden(cluster, frame):
                    evidence = joiner.evidence(cluster, frame)
                    rows.append([evidence.get(name, 0.0) for name in names])
                    right.append(bool(mine & theirs))
                    mention.append(n)
            home = next((c for c in clusters if c[0] & mine and c[1].type == frame.type), None)
            if home is None:
                clusters.append((set(mine), Cluster([frame], {joiner.lemma(frame)})))
            else:
                home[0].update(mine)
                home[1].frames.append(frame)
                home[1].lemmas.add(joiner.lemma(frame))
        yield np.array(rows).reshape(-1, len(names)), np.array(right, bool), np.array(mention, int)


def fit(x, y, start, shrink):
    """Newton's method on the logistic loss, shrunk towards `start`; the last column is the bias."""
    w = start.copy()
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + shrink * (w - start)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + shrink * np.eye(len(w))
        w -= np.linalg.solve(hessian, gradient)
    return w


def decisions(data, w) -> tuple[int, int, int]:
    """Mentions joined rightly, joined wrongly, and left alone though their event was told before."""
    good = bad = alone = 0
    for x, y, mention in data:
        for n in set(mention.tolist()):
            at = mention == n
            scores = x[at] @ w
            best = int(scores.argmax())
            if scores[best] > 0:
                good += bool(y[at][best])
                bad += not y[at][best]
            else:
                alone += bool(y[at].any())
    return good, bad, alone


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shrink", type=float, default=2.0)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    weights = settings("merging")["weights"]
    names = [n for n in weights if n not in FIXED]
    start = np.array([*(weights[n] for n in names), -weights[BIAS]])
    data = [(np.c_[x, np.ones(len(x))], y, m) for x, y, m in comparisons(args.folder, names) if len(x)]
    print("mentions joined rightly, wrongly, left alone; as the file stands:", decisions(data, start))
    folds = np.arange(len(data)) % 5
    total = np.zeros(3, int)
    for fold in range(5):
        seen = [d for d, f in zip(data, folds, strict=True) if f != fold]
        w = fit(np.concatenate([d[0] for d in seen]), np.concatenate([d[1] for d in seen]), start, args.shrink)
        total += decisions([d for d, f in zip(data, folds, strict=True) if f == fold], w)
    print("fitted, five-fold over reports:", tuple(total.tolist()))
    w = fit(np.concatenate([d[0] for d in data]), np.concatenate([d[1] for d in data]), start, args.shrink)
    print("fitted on all:", decisions(data, w))
    text = TABLE.read_text(encoding="utf-8")
    print(f"threshold of the fit itself: {-w[-1]:.2f} (not written: see the file)")
    for name, value in zip(names, w[:-1], strict=True):
        print(f"{name} = {value:.2f}")
        text = re.sub(rf"^{name} = .*$", f"{name} = {value:.2f}", text, flags=re.M)
    if args.write:
        TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
