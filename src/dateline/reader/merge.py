"""Mentions into distinct events: the last component, which makes the reading.

Component ``dateline_merge``. Needs signals, frames, counts, attributions, places, times, actors; gives ``doc._.reading``
(codebook, first rule 2). Joining is in ``clusters``, places and times of a mention in ``setting``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from dateline.model.reading import (
    Casualty,
    Coder,
    Entity,
    Event,
    Mention,
    Place,
    Position,
    Reading,
    Reason,
    Source,
    Status,
    Time,
    Toll,
)
from dateline.reader.agreements import agreements
from dateline.reader.clusters import Cluster, Joiner
from dateline.reader.counting import assign
from dateline.reader.findings import ActorMention, Count, Frame, register, span_of
from dateline.reader.inheritance import inherit_event_times, inherit_places, inherit_said_times, subsumed
from dateline.reader.setting import SPECIFIC, Setting
from dateline.reader.stance import relate

ARMED = {"MIL", "REB", "UAF", "COP"}
STATUS_ORDER: tuple[Status, ...] = ("disputed", "reported", "alleged", "planned", "hypothetical", "negated")


class Merge:
    """Assembles the reading of one report."""

    def __call__(self, doc: Doc) -> Doc:
        setting = Setting.of(doc)
        frames = self.settled(doc, setting)
        captions = {i for z in doc._.zones or [] if z.kind == "caption" for i in range(z.start, z.end)}
        clusters = [c for c in Joiner(doc).join(self.coded(doc, frames)) if self._worth(c, captions)]
        inherit_event_times(doc, clusters)
        inherit_places(doc, clusters, setting)
        doc._.reading = self._reading(doc, clusters, frames, setting)
        return doc

    def settled(self, doc: Doc, setting: Setting) -> list[Frame]:
        """The mentions of the report with their numbers, places, times and what they are about."""
        frames: list[Frame] = assign(doc, doc._.frames or [])
        for frame in frames:
            frame.place, _, where = setting.place(frame)
            frame.time, _, when = setting.time(frame)
            frame.reasons |= {k: v for k, v in (("place", where), ("time", when)) if v}
        relate(doc, frames)
        inherit_said_times(doc, frames)
        return frames

    def __init__(self) -> None:
        register()

    def coded(self, doc: Doc, frames: list[Frame]) -> list[Frame]:
        """The frames that tell of events of their own."""
        dropped = {id(f) for f in subsumed(doc, frames)}
        return [f for f in frames if f.confidence >= 0.5 and id(f) not in dropped]

    def _worth(self, cluster: Cluster, captions: set[int]) -> bool:
        """A cluster that only a caption or a passing hypothesis tells of is no event of the report."""
        return any(f.status != "hypothetical" and f.trigger not in captions for f in cluster.frames)

    def _reading(self, doc: Doc, clusters: list[Cluster], frames: list[Frame], setting: Setting) -> Reading:
        ids = {id(f): f"e{n}" for n, c in enumerate(clusters, 1) for f in c.frames}
        reasons: list[Reason] = []
        events = [self._event(doc, c, f"e{n}", ids, reasons) for n, c in enumerate(clusters, 1)]
        made, why = agreements(doc, frames, setting)
        return Reading(
            report=Source(id="", language="en", text=doc._.source),
            coder=Coder(version="", model=""),
            events=tuple(events),
            tolls=tuple(tolls(doc)),
            agreements=tuple(made),
            places=tuple(doc._.places or ()),
            times=tuple(doc._.times or ()),
            entities=tuple(m.entity(doc) for m in doc._.actors or ()),
            reasons=(*reasons, *why),
        )

    def _event(self, doc: Doc, cluster: Cluster, name: str, ids: dict[int, str], reasons: list[Reason]) -> Event:
        frames = cluster.frames
        about = next((ids[id(f.about)] for f in frames if f.about is not None and id(f.about) in ids), None)
        event = Event(
            id=name,
            type=frames[0].type,
            mode=_commonest(f.mode for f in frames),
            contexts=tuple(dict.fromkeys(c for f in frames for c in f.contexts)),
            status=_status(frames),
            actors=_entities(doc, _plain(cluster.people("actors"))),
            recipients=_entities(doc, _affected(cluster)),
            place=_best_place(cluster),
            time=_best_time(cluster),
            casualties=tuple(_casualties(doc, [c for f in frames for c in f.counts], name)),
            weapon=next((span_of(doc, *f.weapon) for f in frames if f.weapon), None),
            about=about if about != name else None,
            positions=_positions(frames),
            mentions=tuple(_mention(doc, f) for f in frames),
            confidence=min(0.99, round(max(f.confidence for f in frames) + 0.02 * (len(frames) - 1), 2)),
        )
        reasons += self._explain(cluster, event)
        return event

    def _explain(self, cluster: Cluster, event: Event) -> list[Reason]:
        found = []
        for frame, mention in zip(cluster.frames, event.mentions, strict=True):
            found += [
                Reason(item=event.id, field=k, rule=v, spans=(mention.trigger,)) for k, v in frame.reasons.items()
            ]
        found += [
            Reason(item=event.id, field="mentions", rule=f"joined: {why}", spans=(mention.trigger,))
            for why, mention in zip(cluster.reasons, event.mentions[1:], strict=False)
        ]
        for role in ("actors", "recipients"):
            for m in cluster.people(role).values():
                if m.rule:
                    found.append(Reason(item=event.id, field=role, rule=f"{m.name}: {m.rule}"))
        return found


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(v for v in values if v)
    return counted.most_common(1)[0][0] if counted else None


def _status(frames: list[Frame]) -> Status:
    present = {f.status for f in frames}
    return next(s for s in STATUS_ORDER if s in present)


def _plain(people: dict[str, ActorMention]) -> list[ActorMention]:
    """Actors of an event; a general word ("gunmen") gives way to a name of the same kind ("Taliban")."""
    named = [m for m in people.values() if m.form == "name" or m.key.startswith(("body:", "org:", "person:"))]
    return [
        m
        for m in people.values()
        if (m in named and not _speaks_for(m, named))
        or not any(
            (n.sector == m.sector or m.sector == "UNK" or {n.sector, m.sector} <= {"REB", "UAF"})
            and (m.country in {None, n.country})
            for n in named
        )
    ]


def _affected(cluster: Cluster) -> list[ActorMention]:
    """Recipients of an event; bare words ("the bus") only where nobody is named, or in the mention that names them too."""
    acting = cluster.people("actors")
    people = {k: m for k, m in cluster.people("recipients").items() if k not in acting}
    known = [m for m in people.values() if not m.key.startswith("bare:")]
    return known or list(people.values())


def _speaks_for(state: ActorMention, named: list[ActorMention]) -> bool:
    """Whether a state is named only for the government whose minister or body is named too."""
    return state.kind == "country" and any(
        m.kind != "country" and m.country == state.country and m.sector == "GOV" for m in named
    )


def _entities(doc: Doc, mentions: Iterable[ActorMention]) -> tuple[Entity, ...]:
    made: list[Entity] = []
    for entity in (m.entity(doc) for m in mentions):
        if entity.name not in {e.name for e in made}:
            made.append(entity)
    return tuple(made)


def _best_place(cluster: Cluster) -> Place | None:
    places = cluster.all("place")
    return max(
        places, key=lambda p: SPECIFIC[p.precision] if p.lat is not None or p.precision != "site" else 1, default=None
    )


def _best_time(cluster: Cluster) -> Time | None:
    times: list[Time] = cluster.all("time")
    dated = [t for t in times if t.start or t.end]
    if not dated:
        return times[0] if times else None
    closed = [t for t in dated if t.start and t.end]
    return min(closed, key=lambda t: (t.end - t.start).days) if closed else dated[0]  # type: ignore[operator]


def _positions(frames: list[Frame]) -> tuple[Position, ...]:
    made: list[Position] = []
    for position in (p for f in frames for p in f.positions):
        if not any(p.stance == position.stance and p.holder.name == position.holder.name for p in made):
            made.append(position)
    return tuple(p for p in made if not any(_says_more(o, p) for o in made))


def _says_more(other: Position, position: Position) -> bool:
    """Whether ``other`` names the same kind of holder more fully ("other media outlets", "media")."""
    mine, theirs = position.holder.name.lower().split(), other.holder.name.lower().split()
    return (
        other.stance == position.stance
        and other.holder.sector == position.holder.sector
        and set(mine) < set(theirs)
        and position.holder.country in {None, other.holder.country}
    )


def _mention(doc: Doc, frame: Frame) -> Mention:
    return Mention(trigger=span_of(doc, frame.start, frame.end), sentence=span_of(doc, *frame.sentence(doc)))


def _casualties(doc: Doc, counts: Iterable[Count], event: str) -> list[Casualty]:
    made: list[Casualty] = []
    ids: dict[int, str] = {}
    seen: dict[tuple[object, ...], str] = {}
    for count in counts:
        key = (count.effect, count.low, count.best, count.high)
        if key in seen:
            ids[id(count)] = seen[key]
            continue
        number = f"{event}c{len(made) + 1}"
        ids[id(count)] = seen[key] = number
        part = count.part_of
        whole = ids.get(id(doc._.counts[part])) if part is not None and part < len(doc._.counts) else None
        made.append(
            Casualty(
                id=number, effect=count.effect, who=count.who, low=count.low, best=count.best, high=count.high,
                part_of=whole if whole != number else None, span=span_of(doc, count.start, count.end),
            )
        )  # fmt: skip
    return made


def tolls(doc: Doc) -> list[Toll]:
    """The running totals of a report: counts that belong to more than one event."""
    from dateline.reader.tolls import toll_details

    made: list[Toll] = []
    ids: dict[int, str] = {}
    seen: set[tuple[object, ...]] = set()
    for count in doc._.counts or []:
        key = (count.effect, count.low, count.best, count.high)
        if not count.cumulative or key in seen:
            continue
        seen.add(key)
        name = f"t{len(made) + 1}"
        ids[id(count)] = name
        details = toll_details(doc, count)
        part = count.part_of
        whole = ids.get(id(doc._.counts[part])) if part is not None else None
        sent = doc[count.anchor].sent
        of = details.get("of")
        made.append(
            Toll(
                id=name, effect=count.effect, who=count.who, low=count.low, best=count.best, high=count.high,
                part_of=whole, span=span_of(doc, count.start, count.end),
                of=of.entity(doc) if of is not None else None, scope=details.get("scope"), since=details.get("since"),
                as_of=details.get("as_of"), positions=tuple(_toll_positions(doc, count)),
                sentence=span_of(doc, sent.start, sent.end), confidence=0.75,
            )
        )  # fmt: skip
    return made


def _toll_positions(doc: Doc, count: Count) -> list[Position]:
    made: list[Position] = []
    for a in doc._.attributions or []:
        if a.covers(count.anchor) and a.holder.name not in {p.holder.name for p in made}:
            made.append(
                Position(holder=a.holder.entity(doc), stance=a.stance, span=span_of(doc, a.holder.start, a.holder.end))
            )
    return made


@Language.factory(
    "dateline_merge",
    requires=[
        "doc._.signals",
        "doc._.frames",
        "doc._.actors",
        "doc._.places",
        "doc._.times",
        "doc._.counts",
        "doc._.attributions",
    ],
    assigns=["doc._.reading"],
)
def make_merge(nlp: Language, name: str) -> Merge:
    """The spaCy factory of ``dateline_merge``."""
    return Merge()
