"""One truce over many reports: which agreements are the same, and how its state moved from report to report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dateline.model.reading import Agreement, Entity
from dateline.record.model import Change, Pact, Told
from dateline.record.profile import settings
from dateline.record.words import WORD, folded, rare, shared

MAKING = ("proposed", "agreed", "in_force")
"""States on the way in. A later report that tells of an earlier one of these looks back; it undoes nothing."""
OVER = frozenset({"collapsed", "ended"})
STATES = ("proposed", "agreed", "in_force", "extended", "strained", "violated", "collapsed", "ended")
WORDS_ALIKE = 0.25


def change(report: Told, agreement: Agreement) -> Change:
    """An agreement's state as of ``report``, dated by its publication, else by the agreement's own date."""
    words = {w.lower() for m in agreement.mentions for w in WORD.findall(m.sentence.text)}
    lengthened = agreement.state in {"agreed", "in_force"} and words & set(settings()["pacts"]["extended"])
    own = agreement.agreed.start if agreement.agreed else None
    return Change("extended" if lengthened else agreement.state, report.published or own, report.id, agreement)


def pacts(told: Iterable[tuple[Told, Sequence[Agreement]]]) -> list[Pact]:
    """The agreements that reports tell of, earliest first, whatever the order in which they are given."""
    drafts: list[_Draft] = []
    for one in sorted((change(report, agreement) for report, several in told for agreement in several), key=_order):
        fits = [(worth, -n) for n, draft in enumerate(drafts) if (worth := draft.fit(one)) > 0]
        if fits:
            drafts[-max(fits)[1]].add(one)
        else:
            drafts.append(_Draft(one.agreement.kind).add(one))
    return [draft.pact() for draft in drafts]


def _order(one: Change) -> tuple[bool, date, int, str, str]:
    rank = STATES.index(one.state) if one.state in STATES else len(STATES)
    return one.date is None, one.date or date.max, rank, one.report, one.agreement.id


@dataclass
class _Draft:
    """A pact in the making: its changes so far, in order of date."""

    kind: str
    changes: list[Change] = field(default_factory=list)
    parties: dict[str, str] = field(default_factory=dict)
    mediators: dict[str, str] = field(default_factory=dict)
    agreed: date | None = None
    words: dict[str, float] = field(default_factory=dict)

    def add(self, one: Change) -> _Draft:
        self.changes.append(one)
        self.parties = _named(one.agreement.parties) | self.parties
        self.mediators = _named(one.agreement.mediators) | self.mediators
        self.agreed = self.agreed or _day(one)
        self.words |= _words(one)
        return self

    def fit(self, one: Change) -> float:
        """How well a later report's agreement continues this pact; 0 where it does not."""
        if one.agreement.kind != self.kind or self._anew(one):
            return 0.0
        limits, last = settings()["pacts"], self.changes[-1].date
        day = _day(one)
        if day and self.agreed and abs((day - self.agreed).days) > limits["agreed_apart"]:
            return 0.0
        same_day = bool(day and self.agreed)
        gap = abs((one.date - last).days) if one.date and last else 0
        theirs = set(_named(one.agreement.parties))
        alike, _ = shared(self.words, _words(one))
        if not theirs or not self.parties:
            near = gap <= limits["anonymous_days"] or same_day
            return 0.5 * same_day + alike if near and (alike >= WORDS_ALIKE or same_day) else 0.0
        both = theirs & self.parties.keys()
        enough = len(both) >= min(2, len(theirs), len(self.parties))
        return len(both) + same_day + alike if enough and (gap <= limits["days"] or same_day) else 0.0

    def _anew(self, one: Change) -> bool:
        """Whether the report tells of a fresh start after this pact was over."""
        return (
            self.state() in OVER
            and one.state in {"proposed", "agreed", "extended"}
            and self.changes[-1].date != one.date
        )

    def state(self) -> str:
        """The state after all changes. Looking back at how it was agreed does not take a truce out of force."""
        now = self.changes[0].state
        for one in self.changes[1:]:
            looks_back = one.state in MAKING[:2] and (now not in MAKING or MAKING.index(now) > MAKING.index(one.state))
            now = now if looks_back else one.state
        return now

    def pact(self) -> Pact:
        first = self.changes[0]
        digest = hashlib.sha256(f"{first.report}/{first.agreement.id}".encode("utf-8", "surrogatepass")).hexdigest()
        return Pact(
            id="a" + digest[:12],
            kind=self.kind,
            parties=tuple(self.parties.values()),
            mediators=tuple(self.mediators.values()),
            agreed=self.agreed,
            state=self.state(),
            changes=tuple(self.changes),
        )


def _named(entities: Sequence[Entity]) -> dict[str, str]:
    """Names by key: a government is its state, so that "Kyiv", "Ukraine" and "the president" are one party."""
    return {_party(e): e.name for e in entities}


def _party(entity: Entity) -> str:
    state = entity.country and (entity.kind == "country" or entity.sector in {"GOV", "MIL"})
    return str(entity.country) if state else folded(entity.name)


def _day(one: Change) -> date | None:
    """The day on which it was agreed, where the report is of the making or looks back; else the day is that of the news."""
    time = one.agreement.agreed
    if time is None or time.start is None or time.precision not in {"day", "hour"}:
        return None
    looks_back = one.date is None or (one.date - time.start).days > settings()["pacts"]["agreed_apart"]
    return time.start if looks_back or one.state in MAKING[:2] else None


def _words(one: Change) -> dict[str, float]:
    return rare(tuple(dict.fromkeys(m.sentence.text for m in one.agreement.mentions)))
