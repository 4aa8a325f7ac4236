"""How many people were hurt, and how: the numbers of a report.

Component ``dateline_how_many``. Needs the parse alone; gives ``doc._.counts``. Codebook, "Numbers". It starts from the
words that tell an effect (``lexicon/en/effects.tsv``) and asks the grammar, then the words beside them, whom they count.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from dateline.model.reading import Effect
from dateline.reader.effects import Anchor, Found, effects, is_untrue
from dateline.reader.findings import Count, register
from dateline.reader.tolls import reason
from dateline.reader.victims import Group, Phrases, single


class HowMany:
    """Finds the numbers of people hurt."""

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        told = effects()
        anchors = [t for t in doc if t.lower_ in told]
        doc._.counts = _counts(doc, anchors) if anchors else []
        return doc


def _counts(doc: Doc, anchors: list[Token]) -> list[Count]:
    phrases = Phrases(doc)
    found: dict[tuple[int, Effect], Found] = {}
    for anchor in anchors:
        if is_untrue(anchor):
            continue
        for each in Anchor(anchor, phrases).found():
            found.setdefault((each.group.start, each.effect), each)
    told = _joined(found)
    counts = [_count(doc, f) for f in told]
    _subsets(doc, phrases, counts)
    return _in_order(counts)


def _count(doc: Doc, found: Found) -> Count:
    group = found.group
    low, best, high = group.values
    return Count(
        group.start, group.end, found.anchor, found.effect, group.who, low, best, high,
        cumulative=reason(doc[found.anchor]) if group.quantity is not None else "", rule=found.rule,
    )  # fmt: skip


def _joined(found: dict[tuple[int, Effect], Found]) -> list[Found]:
    """One number said to be "killed or wounded", "dead or missing", is a number of casualties."""
    told: list[Found] = []
    for (start, effect), each in found.items():
        others = {e for e in ("killed", "injured", "missing") if (start, e) in found}
        if effect in others and len(others) > 1 and each.group.quantity is not None:
            if effect == "killed" or "killed" not in others:
                told.append(Found(each.group, each.anchor, "casualties", f"{each.rule}, joined to another effect"))
        else:
            told.append(each)
    return told


def _in_order(counts: list[Count]) -> list[Count]:
    """Counts in order of the text, ``part_of`` following them."""
    order = sorted(range(len(counts)), key=lambda n: (counts[n].start, counts[n].anchor))
    place = {old: new for new, old in enumerate(order)}
    for count in counts:
        if count.part_of is not None:
            count.part_of = place[count.part_of]
    return [counts[n] for n in order]


def _subsets(doc: Doc, phrases: Phrases, counts: list[Count]) -> None:
    """Add the parts that are told behind a number: "including three children", "two of them ambulance crew"."""
    taken = {c.start for c in counts}
    for n, whole in enumerate(list(counts)):
        for group in _parts(doc, phrases, whole):
            if group.start in taken or not _smaller(group, whole):
                continue
            taken.add(group.start)
            low, best, high = group.values
            counts.append(
                Count(
                    group.start, group.end, whole.anchor, whole.effect, group.who, low, best, high,
                    part_of=n, cumulative=whole.cumulative, rule="part of the number before it",
                )
            )  # fmt: skip


def _smaller(group: Group, whole: Count) -> bool:
    part = group.values[1] or group.values[0] or group.values[2] or 0
    most = whole.high or whole.best
    return most is None or part < most or (whole.high is None and part <= most)


def _parts(doc: Doc, phrases: Phrases, whole: Count) -> Iterator[Group]:
    end = doc[whole.anchor].sent.end
    start = max(whole.end, whole.start + 1)
    for i in range(start, min(end, start + 14)):
        word = doc[i].lower_
        if word == "including" or (word in {"them", "whom"} and doc[i - 1].lower_ == "among"):
            yield from _listed(doc, phrases, i + 1)
            return
        if word in {"of"} and i + 1 < end and doc[i + 1].lower_ in {"them", "whom"}:
            group = next(
                (g for g in phrases.groups if g.end == i or (g.quantity is not None and g.quantity.end == i)), None
            )
            if (
                group is not None and group.start >= whole.end and doc[group.start - 1].lower_ != "but"
            ):  # "all but one of them"
                yield group


def _listed(doc: Doc, phrases: Phrases, i: int) -> Iterator[Group]:
    """ "three children and two women", "a commander"."""
    while i < len(doc):
        group = phrases.starting(i, skip=1)
        if group is None:
            noun = next((t for t in doc[i : i + 4] if t.pos_ == "NOUN"), None)
            group = single(noun) if noun is not None and doc[i].lower_ in {"a", "an", "one"} else None
        if group is None or not group.known:
            return
        yield group
        if group.end < len(doc) and doc[group.end].lower_ in {"and", ","}:
            i = group.end + 1
            if i < len(doc) and doc[i].lower_ == "and":
                i += 1
        else:
            return


@Language.factory(
    "dateline_how_many",
    requires=["token.dep", "token.tag", "token.ent_type"],
    assigns=["doc._.counts"],
    retokenizes=False,
)
def make_how_many(nlp: Language, name: str) -> HowMany:
    """The spaCy factory of ``dateline_how_many``."""
    return HowMany()
