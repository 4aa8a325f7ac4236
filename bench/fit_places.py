"""Fit the weights of `lexicon/en/toponym_evidence.toml` (which names are places) by logistic regression.

    python bench/fit_places.py REPORTS.jsonl [--write]

A line of REPORTS.jsonl holds `text` and `toponyms` (`start`, `end`, and `lat` where the name is to be found; names without a point are
left out of the sum). Our own `data/war_places.txt` is added. Prints precision and recall of names in five-fold cross-validation over
reports, then the weights. Needs scikit-learn.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from dateline.reader import pipeline
from dateline.reader.toponym_evidence import evidence, label_of
from dateline.reader.view import view
from dateline.reader.where import Where

TABLE = Path(__file__).parent.parent / "src/dateline/lexicon/en/toponym_evidence.toml"


OWN = Path(__file__).parent / "data/war_places.txt"
OWN_WEIGHT = 3.0
"""What a name of our own sentences counts for: they are of the kind that is read, and few."""
C = 0.3
"""Inverse strength of the shrinking of weights, chosen by cross-validation."""
ENOUGH = 0.5
"""From this chance on, a name is a place name: where precision and recall are worth the same."""
LEAST = 0.05
UNDER = " / "
KEPT = {"country name": 0.5, "ours": 1.5, "before other thing": -4.5, "called a settlement": 3.5, "a surname": -2.5}
"""Set by hand: the corpora are local news of towns, and often leave the names of states unmarked; they mark the town in the
name of a newspaper, which is no place here; villages that no gazetteer knows are rare in them, and so are surnames without a first
name."""


def own_reports():
    """Our own sentences, in the form of the corpora: the double brackets taken out, what stood in them as toponyms."""
    for line in OWN.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, toponyms = "", []
            for n, part in enumerate(re.split(r"\[\[|\]\]", line)):
                if n % 2:
                    toponyms.append({"start": len(text), "end": len(text) + len(part), "lat": 0.0})
                text += part
            yield {"text": text, "toponyms": toponyms}


def examples(path: str):
    """Evidence, whether it is a place name, and the report's number, for every candidate name; ours come last."""
    nlp, where = pipeline.load_model(), Where()
    reports = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    reports += own_reports()
    for number, (report, doc) in enumerate(zip(reports, nlp.pipe(view(r["text"]) for r in reports), strict=True)):
        want = [(t["start"], t["end"]) for t in report["toponyms"] if t.get("lat") is not None]
        other = [(t["start"], t["end"]) for t in report["toponyms"] if t.get("lat") is None]
        whole = where.usage(doc)
        for i in range(len(doc)):
            for start, end, candidates in where.names(whole, i):
                a, b = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
                good = any(x < b and a < y for x, y in want)
                if good or not any(x < b and a < y for x, y in other):
                    yield (
                        crossed(label_of(whole, start, end), dict(evidence(whole, start, end, candidates))),
                        good,
                        number,
                    )


def crossed(label: str, found: dict[str, float]) -> dict[str, float]:
    """Evidence in general, and again under the language model's label; what is set by hand is not fitted."""
    fitted = {name: value for name, value in found.items() if name not in KEPT}
    return {label: 1.0} | fitted | {f"{label}{UNDER}{name}": value for name, value in fitted.items()}


def sections(weights: dict[str, float], base: float) -> str:
    """The weights as the table has them: in general, then by label; those that hardly weigh are left out."""
    found: dict[str, dict[str, float]] = {"weights": {"base": base} | KEPT}
    for name, value in sorted(weights.items()):
        label, under, rest = name.partition(UNDER)
        if abs(value) >= LEAST:
            found.setdefault(label if under else "weights", {})[rest if under else name] = value
    return "\n\n".join(
        "\n".join(
            [f"[{label}]" if label == "weights" else f'["{label}"]', *(f'"{n}" = {v:.2f}' for n, v in values.items())]
        )
        for label, values in found.items()
    )


def main(path: str, write: bool) -> None:
    found, good, groups = zip(*examples(path), strict=True)
    vectors = DictVectorizer()
    x, y, groups = vectors.fit_transform(found), np.array(good), np.array(groups)
    ours = groups > groups.max() - sum(1 for _ in own_reports())
    weight = np.where(ours, OWN_WEIGHT, 1.0)
    guess = np.zeros(len(y), bool)
    for train, test in GroupKFold(5).split(x, y, groups):
        model = LogisticRegression(C=C, max_iter=3000).fit(x[train], y[train], weight[train])
        guess[test] = model.predict_proba(x[test])[:, 1] > ENOUGH
    for name, part in (("corpora", ~ours), ("our own", ours)):
        tp, fp, fn = (guess & y & part).sum(), (guess & ~y & part).sum(), (~guess & y & part).sum()
        told = f"{name}: {(y & part).sum()} places, cross-validated P {tp / (tp + fp):.3f} R {tp / (tp + fn):.3f}"
        print(told, file=sys.stderr)
    model = LogisticRegression(C=C, max_iter=3000).fit(x, y, weight)
    base = float(model.intercept_[0] - np.log(ENOUGH / (1 - ENOUGH)))
    table = sections(dict(zip(vectors.feature_names_, model.coef_[0], strict=True)), base)
    if not write:
        print(table)
        return
    head = TABLE.read_text(encoding="utf-8").split("[weights]")[0]
    TABLE.write_text(head + table + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], "--write" in sys.argv)
