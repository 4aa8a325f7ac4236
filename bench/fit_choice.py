"""Fit the weights of `lexicon/en/toponym_choice.toml` (which place of a name is meant) as a conditional logit.

    python bench/fit_choice.py REPORTS.jsonl [--write]

A line of REPORTS.jsonl holds `text` and `toponyms` (`start`, `end`, `lat`, `lon`). Candidates within 161 km of the point are right; where
there is none, "none of these" is. Company evidence depends on the weights, so that fitting and reckoning take turns. Prints the
share of right choices in five-fold cross-validation over reports, then the weights. Needs scipy.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from dateline.model.geo import kilometres
from dateline.reader import pipeline, toponyms
from dateline.reader.view import view
from dateline.reader.where import Where

TABLE = Path(__file__).parent.parent / "src/dateline/lexicon/en/toponym_choice.toml"
TURNS = 4
SHRINK = 0.5
KEPT = {"least chance"}


def reports(path: str):
    """The names of each report, and for each the right candidates (None where the report's point is not known)."""
    nlp, where = pipeline.load_model(), Where()
    lines = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    for line, doc in zip(lines, nlp.pipe(view(row["text"]) for row in lines), strict=True):
        names = toponyms.Resolver(doc, list(where.toponyms(doc))).names
        yield names, [right(doc, name, line["toponyms"]) for name in names]


def right(doc, name, gold):
    for mention in name.mentions:
        a, b = doc[mention.start].idx, doc[mention.end - 1].idx + len(doc[mention.end - 1])
        for g in gold:
            if g.get("lat") is not None and g["start"] < b and a < g["end"]:
                near = [kilometres(c.lat, c.lon, g["lat"], g["lon"]) for c in name.candidates]
                return np.array([d is not None and d <= 161 for d in near])
    return None


def parts(names, rights):
    """Each name, its right candidates, and where its candidates lie among those of the report."""
    start = 0
    for name, answer in zip(names, rights, strict=True):
        yield name, answer, slice(start, start + len(name.candidates))
        start += len(name.candidates)


def fit(data, features):
    """Weights that make the right candidates of `data` likely."""
    sets = []
    for names, rights in data:
        _, evidence = toponyms.reckon(names)
        for name, good, part in parts(names, rights):
            if good is not None:
                rows = evidence[part]
                x = np.array([[row.get(f, 0.0) for f in features] for row in rows])
                sets.append((x, good, len(name.mentions) ** 0.5))

    def loss(w):
        total, slope = SHRINK * (w[:-1] @ w[:-1]) / 2, np.append(SHRINK * w[:-1], 0.0)
        for x, good, weight in sets:
            scores = np.append(x @ w[:-1], w[-1])
            p = np.exp(scores - scores.max())
            p /= p.sum()
            target = np.append(good, not good.any())
            q = p * target / max(1e-12, (p * target).sum())
            total -= weight * np.log(max(1e-12, (p * target).sum()))
            change = weight * (p - q)
            slope[:-1] += x.T @ change[:-1]
            slope[-1] += change[-1]
        return total, slope

    known = toponyms.weights()
    start = np.array([known.get(f, 0.0) for f in features] + [known["none"]])
    found = minimize(loss, start, jac=True, method="L-BFGS-B").x
    known.update(zip([*features, "none"], found.tolist(), strict=True))


def accuracy(data):
    good = total = 0
    for names, rights in data:
        if not names:
            continue
        chances, _ = toponyms.reckon(names)
        for name, answer, part in parts(names, rights):
            if answer is not None:
                total += len(name.mentions)
                good += len(name.mentions) * bool(answer[chances[part].argmax()])
    return good, total


def main(path: str, write: bool) -> None:
    data = list(reports(path))
    first = dict(toponyms.weights())
    data = [(names, rights) for names, rights in data if names]
    features = sorted({f for names, _ in data for row in toponyms.reckon(names)[1] for f in row})
    right_, all_ = 0, 0
    for fold in range(5):
        toponyms.weights().clear()
        toponyms.weights().update(first)
        for _ in range(TURNS):
            fit([d for i, d in enumerate(data) if i % 5 != fold], features)
        good, total = accuracy([d for i, d in enumerate(data) if i % 5 == fold])
        right_, all_ = right_ + good, all_ + total
    print(f"cross-validated: {right_ / all_:.3f} of {all_} mentions", file=sys.stderr)
    toponyms.weights().clear()
    toponyms.weights().update(first)
    for _ in range(TURNS):
        fit(data, features)
        print("on all: {} of {}".format(*accuracy(data)), file=sys.stderr)
    lines = [f'"{name}" = {toponyms.weights()[name]:.2f}' for name in ["none", *sorted(KEPT), *features]]
    print(*lines, sep="\n")
    if write:
        head = TABLE.read_text(encoding="utf-8").split("[weights]")[0]
        TABLE.write_text(head + "[weights]\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], "--write" in sys.argv)
