"""Which mentions tell of one event: explained scores, joined in order of the text.

Codebook, first rule 2: an event told three times is one event with three mentions. Weights are data
(``lexicon/en/merging.toml``). Used by ``merge``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from dateline.lexicon import settings
from dateline.model.geo import kilometres
from dateline.model.reading import Place, Time
from dateline.reader.agreements import kind_of, long_before
from dateline.reader.findings import ActorMention, Count, Frame
from dateline.reader.syntax import act_before

UNREAL = {"hypothetical", "planned", "negated"}
VERBAL = {"SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN"}
EFFECTS = frozenset(
    [
        "kill",
        "wound",
        "injure",
        "die",
        "destroy",
        "damage",
        "level",
        "flatten",
        "hit",
        "strike",
        "perish",
        "maim",
        "death",
        "killing",
        "explode",
        "reach",
        "hurt",
        "dead",
        "slay",
        "be",  # "three children were among the dead"
    ]
)
SAME_PLACE_KM = 40.0
MEANS = {"with", "using", "by", "in", "during"}


@cache
def weight(name: str) -> float:
    """A number of ``lexicon/en/merging.toml``."""
    return float(settings("merging")["weights"][name])


@cache
def listed(name: str) -> frozenset[str]:
    """A set of lemmas of ``lexicon/en/merging.toml``."""
    return frozenset(settings("merging")[name])


@dataclass(slots=True)
class Cluster:
    """Mentions of one event, and what they say together."""

    frames: list[Frame]
    lemmas: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)

    @property
    def type(self) -> str:
        return self.frames[0].type

    def all(self, attribute: str) -> list[Any]:
        """What the mentions have of one attribute, empty ones left out."""
        return [v for f in self.frames if (v := getattr(f, attribute))]

    def people(self, attribute: str) -> dict[str, ActorMention]:
        """Actors or recipients by key."""
        return {m.key: m for f in self.frames for m in getattr(f, attribute)}


class Joiner:
    """Joins the frames of one report."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.sentence_of = {t.i: n for n, sent in enumerate(doc.sents) for t in sent}
        self.headline = {i for z in doc._.zones or [] if z.kind == "headline" for i in range(z.start, z.end)}

    def join(self, frames: Iterable[Frame]) -> list[Cluster]:
        """Clusters in order of their first mention: first what grammar ties inside a sentence, then what reads alike."""
        clusters: list[Cluster] = []
        for group in self._tied(frames):
            probe = together(group.frames)
            best, score, why = self._best(clusters, probe)
            if best is not None and score >= weight("threshold"):
                best.frames += group.frames
                best.lemmas |= group.lemmas
                best.reasons += [why, *group.reasons]
            else:
                clusters.append(group)
        return clusters

    def _tied(self, frames: Iterable[Frame]) -> list[Cluster]:
        """Mentions of one sentence that its grammar makes one event."""
        groups: list[Cluster] = []
        for frame in frames:
            for group in reversed(groups[-6:]):
                link = self.linked(group, frame) if group.type == frame.type else ""
                if link:
                    group.frames.append(frame)
                    group.lemmas.add(self.lemma(frame))
                    group.reasons.append(link)
                    break
            else:
                groups.append(Cluster([frame], {self.lemma(frame)}))
        return groups

    def lemma(self, frame: Frame) -> str:
        """The trigger's word, noun and verb alike ("fighting", "fought")."""
        lemma = self.doc[frame.trigger].lemma_.lower()
        return lemma[:-3] if lemma.endswith("ing") and len(lemma) > 6 else lemma

    def _best(self, clusters: list[Cluster], frame: Frame) -> tuple[Cluster | None, float, str]:
        found: tuple[Cluster | None, float, str] = None, 0.0, ""
        for cluster in reversed(clusters):
            score, why = self.score(cluster, frame)
            if score > found[1]:
                found = cluster, score, why
        return found

    def score(self, cluster: Cluster, frame: Frame) -> tuple[float, str]:
        """How much speaks for ``frame`` telling of ``cluster``, and the words for it; 0 where something forbids it."""
        if cluster.type != frame.type:
            return 0, ""
        if self.forbidden(cluster, frame):
            return 0, ""
        if frame.type in VERBAL and not self._same_act(cluster, frame):
            return 0, ""
        points = {k: v * weight(k) for k, v in self.evidence(cluster, frame).items()}
        return sum(points.values()), ", ".join(f"{k.replace('_', ' ')} {v:+.1f}" for k, v in points.items() if v)

    def _same_act(self, cluster: Cluster, frame: Frame) -> bool:
        """Words that differ ("praised", "congratulated") are two acts, unless done to the same or summed up in a headline."""
        if self.lemma(frame) in cluster.lemmas or self._summed_up(cluster, frame):
            return True
        mine = {m.key for m in frame.recipients}
        return frame.type != "SUPPORT" and bool(mine) and mine == set(cluster.people("recipients"))

    # -- inside one sentence ------------------------------------------------------------------------------------------

    def linked(self, cluster: Cluster, frame: Frame) -> str:
        """Whether the grammar of one sentence makes both one event: cause and effect, act and manner."""
        for other in cluster.frames:
            if self.sentence_of[other.trigger] != self.sentence_of[frame.trigger]:
                continue
            if apart_in_time(other.time, frame.time):
                continue
            chance, together_ = self.doc._.signals.same(other.at, frame.at)
            if (
                together_
                and chance >= weight("tied")
                and not self._is_new(self.doc[frame.trigger])
                and not apart_in_space(other.place, frame.place)
            ):
                return f"the network takes them for one ({chance:.2f})"
            if frame.type == "ASSAULT":
                link = self._cause_and_effect(self.doc[other.trigger], self.doc[frame.trigger])
            else:
                link = (
                    "one phrase"
                    if _governs(self.doc[other.trigger], self.doc[frame.trigger]) and self._same_parties(cluster, frame)
                    else ""
                )
            if link:
                return link
        return ""

    def _cause_and_effect(self, first: Token, second: Token) -> str:
        if self._is_new(second):
            return ""
        for upper, lower in ((first, second), (second, first)):
            if lower.lemma_.lower() not in EFFECTS and upper.lemma_.lower() not in EFFECTS:
                continue
            if upper in lower.ancestors or upper is lower.head:
                path = _path(lower, upper)
                if path is not None and not path & {"ccomp", "parataxis"}:
                    return f"“{lower.text}” is how “{upper.text}” went"
        if _means_of(second, first) or _means_of(first, second):
            return f"“{second.text}” and “{first.text}” are act and means"
        if act_before(second) is first:
            return f"“{second.text}” is what “{first.text}” did"
        if first.lemma_.lower() in EFFECTS and second.lemma_.lower() in EFFECTS and _siblings(first, second):
            return f"“{first.text}” and “{second.text}” share their clause"
        return ""

    def _is_new(self, token: Token) -> bool:
        """ "Another", "a second": an event of its own."""
        near = {c.lower_ for c in token.children} | {
            c.lower_ for t in token.children if t.dep_ == "nsubj" for c in (t, *t.children)
        }
        # The parser loses "a second missile strike another part": the words straight before tell as well.
        before = [
            t
            for t in self.doc[max(token.sent.start, token.i - 3) : token.i]
            if t.pos_ in {"ADJ", "NOUN", "DET", "PROPN"}
        ]
        return bool((near | {t.lower_ for t in before}) & listed("new_event"))

    def _same_parties(self, cluster: Cluster, frame: Frame) -> bool:
        mine = {m.key for m in frame.actors}
        return not mine or not cluster.people("actors") or bool(mine & cluster.people("actors").keys())

    # -- across sentences ---------------------------------------------------------------------------------------------

    def forbidden(self, cluster: Cluster, frame: Frame) -> bool:
        if self._is_new(self.doc[frame.trigger]):
            return True
        if any(apart_in_time(t, frame.time) for t in cluster.all("time")):
            return True
        if any(apart_in_space(p, frame.place) for p in cluster.all("place")):
            return True
        if any(_exclusive(f.status, frame.status) for f in cluster.frames):
            return True
        if frame.type == "AGREE" and self._of_the_past([frame.time]) != self._of_the_past(cluster.all("time")):
            return True
        return self._other_parties(cluster, frame)

    def _of_the_past(self, times: list[Time | None]) -> bool:
        return any(long_before(t, self.doc._.document_date) for t in times)

    def _other_parties(self, cluster: Cluster, frame: Frame) -> bool:
        """Two events with different stated actors are two, unless one is told of the other's side or in general words."""
        for attribute in ("actors", "recipients"):
            mine = getattr(frame, attribute)
            theirs = cluster.people(attribute)
            if mine and theirs and not any(m.key in theirs for m in mine):
                if frame.type != "ASSAULT" and attribute == "recipients" and self.lemma(frame) not in cluster.lemmas:
                    return not _shared(mine, theirs)
                if all(_unlike(m, t) for m in mine for t in theirs.values()):
                    return attribute == "actors" or frame.type != "ASSAULT"
        return False

    def evidence(self, cluster: Cluster, frame: Frame) -> dict[str, float]:
        """What speaks for and against ``frame`` telling of ``cluster``, by the names of the weights; 0 to 1 each."""
        found = dict.fromkeys(self._likeness(cluster, frame), 1.0)
        pairs = [self.doc._.signals.same(f.at, frame.at) for f in cluster.frames]
        near = [chance for chance, one in pairs if one]
        found |= {"network": max(near)} if near else {"network_across": max(chance for chance, _ in pairs)}
        distance = min(abs(self.sentence_of[f.trigger] - self.sentence_of[frame.trigger]) for f in cluster.frames)
        found["near"] = 1 / (1 + distance)
        return found

    def _likeness(self, cluster: Cluster, frame: Frame) -> Iterable[str]:
        material = frame.type == "ASSAULT"
        yield "assault" if material else "other_type"
        if self.lemma(frame) in cluster.lemmas:
            yield "same_word" if material else "same_word_verbal"
        if frame.mode and any(f.mode for f in cluster.frames):
            yield "same_mode" if frame.mode in {f.mode for f in cluster.frames} else "other_mode"
        yield from self._setting(cluster, frame)
        if self._same_matter(cluster, frame):
            yield "same_agreement" if frame.type == "AGREE" else "same_matter"
        yield from self._parties(cluster, frame)
        theirs = [c for f in cluster.frames for c in f.counts]
        if theirs and frame.counts:
            yield "same_number" if any(_same_count(a, b) for a in theirs for b in frame.counts) else "other_number"
        if frame.anaphoric:
            yield "anaphor" if material else "anaphor_verbal"
        elif material and self._only_effect(frame):
            yield "outcome"
        if self._answers(cluster, frame):
            yield "denial"
        headline = frame.trigger in self.headline or any(f.trigger in self.headline for f in cluster.frames)
        if headline and (material or self._summed_up(cluster, frame)):
            yield "headline" if material else "headline_verbal"

    def _setting(self, cluster: Cluster, frame: Frame) -> Iterable[str]:
        places, times = cluster.all("place"), cluster.all("time")
        if any(same_place(p, frame.place) for p in places):
            wide = frame.place is not None and frame.place.precision in {"country", "region"}
            yield "same_country" if wide else "same_place"
        elif any(within(p, frame.place) for p in places):
            yield "place_within"
        elif places and frame.place:
            yield "other_place"
        if any(same_time(t, frame.time) for t in times):
            yield "same_time"
        elif times and frame.time:
            yield "other_time"

    @staticmethod
    def _answers(cluster: Cluster, frame: Frame) -> bool:
        """What somebody denies is what was said of him before."""
        denied = any(p.stance == "denies" for p in frame.positions)
        said = any(f.status == "alleged" or any(p.stance == "asserts" for p in f.positions) for f in cluster.frames)
        return denied and said and _shared(frame.actors, cluster.people("actors"))

    def _parties(self, cluster: Cluster, frame: Frame) -> Iterable[str]:
        for attribute, name in (("actors", "actor"), ("recipients", "recipient")):
            mine, theirs = getattr(frame, attribute), cluster.people(attribute)
            if any(m.key in theirs for m in mine):
                yield f"same_{name}"
            elif _shared(mine, theirs):
                yield f"same_side_{name}"
            elif mine and theirs:
                yield f"other_{name}"

    def _same_matter(self, cluster: Cluster, frame: Frame) -> bool:
        """Both speak of the war at large, or both of a truce."""
        token = self.doc[frame.trigger]
        if frame.type == "AGREE":
            kind = kind_of(token)
            return kind is not None and any(kind_of(self.doc[f.trigger]) == kind for f in cluster.frames)
        return _is_war_at_large(token) and any(_is_war_at_large(self.doc[f.trigger]) for f in cluster.frames)

    def _summed_up(self, cluster: Cluster, frame: Frame) -> bool:
        """A headline sums up: it may leave out whom an act was done to, but not who did it."""
        told = [f for f in (frame, *cluster.frames) if f.trigger in self.headline]
        return bool(told) and not any(f.recipients for f in told) and _shared(frame.actors, cluster.people("actors"))

    def _only_effect(self, frame: Frame) -> bool:
        """ "Fourteen people were killed": an outcome, without a place or time of its own, of something told elsewhere."""
        return self.lemma(frame) in EFFECTS and not frame.place and not frame.time and not frame.actors


def together(frames: list[Frame]) -> Frame:
    """One frame that knows what several mentions know, to be compared with others."""
    first = frames[0]
    if len(frames) == 1:
        return first
    return replace(
        first,
        mode=next((f.mode for f in frames if f.mode), None),
        status=next((f.status for f in frames if f.status not in UNREAL), first.status),
        actors=[m for f in frames for m in f.actors],
        recipients=[m for f in frames for m in f.recipients],
        counts=[c for f in frames for c in f.counts],
        place=next((f.place for f in frames if f.place), None),
        time=next((f.time for f in frames if f.time), None),
        anaphoric=any(f.anaphoric for f in frames),
    )


def _governs(a: Token, b: Token) -> bool:
    return (a in b.ancestors or b in a.ancestors) and abs(a.i - b.i) < 8


def _path(lower: Token, upper: Token) -> set[str] | None:
    labels: set[str] = set()
    for _ in range(8):
        if lower.i == upper.i:
            return labels
        labels.add(lower.dep_)
        if lower.head is lower:
            return None
        lower = lower.head
    return None


def _is_war_at_large(token: Token) -> bool:
    """ "The conflict", "since fighting erupted", but not "was fighting alongside the army"."""
    noun = token.pos_ in {"NOUN", "PROPN"} or token.dep_ in {"pcomp", "nsubj", "pobj", "csubj"}
    return noun and token.lemma_.lower() in listed("at_large")


def _means_of(noun: Token, verb: Token) -> bool:
    """ "Attacked the town with car bombs", "killed in a raid": the noun after a preposition of the verb or of its object."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in MEANS:
        return False
    held = noun.head.head
    return held is verb or (held.dep_ in {"dobj", "nsubjpass"} and held.head is verb)


def _siblings(a: Token, b: Token) -> bool:
    """Co-ordinated verbs or participles of one clause ("killing 12 and injuring 40")."""
    return a.head == b or b.head == a or (a.head == b.head and a.dep_ == b.dep_)


def _exclusive(a: str, b: str) -> bool:
    return (a in UNREAL) != (b in UNREAL)


def _unlike(a: ActorMention, b: ActorMention) -> bool:
    """Whether two mentions cannot be one party: other countries, or both named and of other sectors."""
    if a.country and b.country and a.country != b.country:
        return True
    if a.form == "name" and b.form == "name" and a.key != b.key:
        return not (a.country and a.country == b.country and (a.sector == b.sector or "GOV" in {a.sector, b.sector}))
    armed = {"MIL", "COP", "GOV"}
    return (a.sector in {"REB", "UAF"}) != (b.sector in {"REB", "UAF"}) and bool({a.sector, b.sector} & armed)


def _shared(mine: list[ActorMention], theirs: dict[str, ActorMention]) -> bool:
    return any(m.key in theirs or any(_one_side(m, t) for t in theirs.values()) for m in mine)


def _one_side(a: ActorMention, b: ActorMention) -> bool:
    """Whether two mentions act for one state or body: a minister and the ministry, an army and its government."""
    state = {"GOV", "MIL"}
    return bool(a.country) and a.country == b.country and (a.sector == b.sector or {a.sector, b.sector} <= state)


def _same_count(a: Count, b: Count) -> bool:
    return (a.effect, a.low, a.best, a.high) == (b.effect, b.low, b.best, b.high)


def apart_in_time(a: Time | None, b: Time | None) -> bool:
    """Whether two resolved times share no day."""
    if a is None or b is None or "on" not in {a.relation, b.relation}:
        return False
    first, last = _days(a), _days(b)
    return first is not None and last is not None and (first[1] < last[0] or last[1] < first[0])


def same_time(a: Time | None, b: Time | None) -> bool:
    """Whether two resolved times are the same, or one is a day within the other's week."""
    x, y = _days(a) if a else None, _days(b) if b else None
    if x is None or y is None:
        return False
    return max(x[0], y[0]) <= min(x[1], y[1]) and min((x[1] - x[0]).days, (y[1] - y[0]).days) <= 7


def _days(time: Time) -> tuple[date, date] | None:
    if time.start is None and time.end is None:
        return None
    return time.start or date.min, time.end or date.max


def distance(a: Place, b: Place) -> float | None:
    """Kilometres between two places, or None where one has no point."""
    return kilometres(a.lat, a.lon, b.lat, b.lon)


POINTS = {"site", "city", "district"}


def apart_in_space(a: Place | None, b: Place | None) -> bool:
    """Whether two places cannot be the scene of one event."""
    if a is None or b is None:
        return False
    if a.country and b.country and a.country != b.country:
        return True
    apart = distance(a, b)
    if apart is None:
        return False
    limit = SAME_PLACE_KM if a.precision in POINTS and b.precision in POINTS else 600.0
    return apart > limit


def within(a: Place | None, b: Place | None) -> bool:
    """Whether one place is the country or region that the other lies in."""
    if a is None or b is None or a.country is None or a.country != b.country:
        return False
    wide, narrow = (a, b) if a.precision in {"country", "region"} else (b, a)
    return wide.precision == "country" or wide.name == narrow.admin1


def same_place(a: Place | None, b: Place | None) -> bool:
    """Whether two places are one, or so near that one event may be told of both."""
    if a is None or b is None:
        return False
    if a.name == b.name:
        return True
    apart = distance(a, b)
    return apart is not None and a.precision in POINTS and b.precision in POINTS and apart <= SAME_PLACE_KM
