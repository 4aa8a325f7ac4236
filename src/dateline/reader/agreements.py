"""Truces, ceasefires, peace deals, exchanges: which agreements a report tells of, and how they stand.

Codebook, "Agreements". Used by ``merge``; needs the parse, times, actors and frames.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from spacy.tokens import Doc, Token

from dateline.lexicon import settings
from dateline.model.reading import Agreement, AgreementKind, AgreementState, Entity, Mention, Reason, Time
from dateline.reader.findings import ActorMention, Frame, span_of
from dateline.reader.names import country_names, demonyms
from dateline.reader.setting import Setting
from dateline.reader.syntax import children, in_phrases, premodifiers

YEAR = 365
GENERIC = {"agreement", "deal", "accord", "pact", "treaty", "plan", "arrangement", "understanding"}


@cache
def lexicon() -> dict[str, dict[str, list[str]]]:
    """Nouns by kind of agreement, and words by state (``lexicon/en/agreements.toml``)."""
    return settings("agreements")


@dataclass(slots=True)
class _Draft:
    kind: AgreementKind
    heads: list[Token] = field(default_factory=list)
    parties: list[ActorMention] = field(default_factory=list)
    mediators: list[ActorMention] = field(default_factory=list)
    time: Time | None = None
    states: list[AgreementState] = field(default_factory=list)


def agreements(doc: Doc, frames: Iterable[Frame], setting: Setting) -> tuple[list[Agreement], list[Reason]]:
    """The agreements of a report, in order of first mention, and why each was read so."""
    by_trigger = {f.trigger: f for f in frames if f.type == "AGREE"}
    by_head = {m.head: m for m in doc._.actors or []}
    drafts: list[_Draft] = []
    for token in doc:
        kind = kind_of(token)
        if kind is not None and not _only_called_for(token):
            _add(drafts, _draft(token, kind, by_trigger, by_head, setting), token, doc._.document_date)
    made = [_finish(doc, d, n) for n, d in enumerate(drafts, 1)]
    reasons = [
        Reason(
            item=a.id,
            field="kind",
            rule=f"“{a.mentions[0].trigger.text}” names a {a.kind} agreement",
            spans=(a.mentions[0].trigger,),
        )
        for a in made
    ]
    return made, reasons


def kind_of(token: Token) -> AgreementKind | None:
    """The kind of agreement that a noun names, or None."""
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "nmod"}:
        return None
    lemma = token.lemma_.lower()
    nouns = lexicon()["nouns"]
    if lemma in nouns["ceasefire"]:
        return "ceasefire"
    if lemma not in GENERIC and lemma not in {"swap", "exchange"}:
        return None
    before = {t.lemma_.lower() for t in premodifiers(token)} | {
        t.lemma_.lower() for t in in_phrases(token, ("on", "for", "of"))
    }
    for kind in ("ceasefire", "prisoner_exchange", "withdrawal", "access", "peace", "other"):
        if before & set(nouns[kind]):
            return kind
    return None


def _only_called_for(token: Token) -> bool:
    """ "Calls for a ceasefire" tells of no agreement."""
    above = [token.head, token.head.head] if token.dep_ == "pobj" else [token.head]
    return any(t.lemma_.lower() in lexicon()["verbs"]["calling"] for t in above) or any(
        c.lower_ in {"no", "any"} for c in token.children
    )


def _draft(
    token: Token, kind: AgreementKind, frames: dict[int, Frame], by_head: dict[int, ActorMention], setting: Setting
) -> _Draft:
    frame = frames.get(token.i) or Frame(token.i, token.i, token.i + 1, "AGREE")
    near = [*in_phrases(token, ("between", "with", "by", "among"))]
    for clause in children(token, "acl", "relcl"):
        near += in_phrases(clause, ("between", "with", "by", "among"))
    parties = list(frame.actors) + [by_head[t.i] for t in near if t.i in by_head]
    mediators = [m for t in _mediators(token) if (m := _state(t) or by_head.get(t.i))]
    keys = {m.key for m in mediators}
    draft = _Draft(kind, [token], [], mediators, setting.time(frame)[0], states(token))
    for party in parties:
        if party.key not in keys and party.key not in {p.key for p in draft.parties}:
            draft.parties.append(party)
    return draft


def _state(token: Token) -> ActorMention | None:
    """ "Russian" of "Russian-brokered": the state."""
    code = demonyms().get(token.text)
    if code is None:
        return None
    return ActorMention(
        token.i,
        token.i + 1,
        token.i,
        f"{code}:GOV",
        country_names()[code],
        country=code,
        sector="GOV",
        kind="country",
        rule="adjective of a state",
    )


def _mediators(token: Token) -> list[Token]:
    """ "A Russian-brokered truce", "a truce brokered by Qatar"."""
    found = []
    for clause in children(token, "acl", "relcl", "amod"):
        if clause.lemma_.lower() in lexicon()["verbs"]["mediating"] or clause.lower_.split("-")[-1] in {
            "brokered",
            "mediated",
            "sponsored",
            "backed",
        }:
            found += in_phrases(clause, ("by",))
            found += [c for c in clause.children if c.dep_ in {"npadvmod", "amod", "compound", "advmod", "nsubj"}]
    return found


def states(token: Token) -> list[AgreementState]:
    """States that the words around one mention speak for."""
    found: list[AgreementState] = []
    nearby = {t.lemma_.lower() for t in token.sent if t.i != token.i} | {t.lower_ for t in token.sent}
    text = token.sent.text.lower()
    for state, listed in lexicon()["states"].items():
        if any(w in nearby if " " not in w else w in text for w in listed):
            found.append(state)  # type: ignore[arg-type]
    return found


def _add(drafts: list[_Draft], new: _Draft, token: Token, day: date | None) -> None:
    for draft in reversed(drafts):
        if _same(draft, new, day):
            draft.heads.append(token)
            draft.states += new.states
            draft.time = draft.time or new.time
            draft.mediators += [m for m in new.mediators if m.key not in {x.key for x in draft.mediators}]
            draft.parties += [
                p for p in new.parties if p.key not in {x.key for x in (*draft.parties, *draft.mediators)}
            ]
            return
    drafts.append(new)


def long_before(time: Time | None, day: date | None) -> bool:
    """Whether a time lies more than a year before the report: an agreement of then is not the one of now."""
    return bool(time and time.end and day and (day - time.end).days > YEAR)


def _same(old: _Draft, new: _Draft, day: date | None) -> bool:
    if old.kind != new.kind or long_before(old.time, day) != long_before(new.time, day):
        return False
    if old.time and new.time and old.time.start and new.time.start and old.time.end and new.time.end:
        if old.time.end < new.time.start or new.time.end < old.time.start:
            return False
    return not old.parties or not new.parties or bool({p.key for p in old.parties} & {p.key for p in new.parties})


def _finish(doc: Doc, draft: _Draft, number: int) -> Agreement:
    order: tuple[AgreementState, ...] = ("collapsed", "violated", "ended", "strained", "in_force", "agreed", "proposed")
    state: AgreementState = next((s for s in order if s in draft.states), "agreed")
    return Agreement(
        id=f"a{number}",
        kind=draft.kind,
        parties=_entities(doc, draft.parties),
        mediators=_entities(doc, draft.mediators),
        agreed=draft.time,
        state=state,
        mentions=tuple(
            Mention(trigger=span_of(doc, t.i, t.i + 1), sentence=span_of(doc, t.sent.start, t.sent.end))
            for t in draft.heads
        ),
        confidence=0.8 if draft.parties or draft.time else 0.6,
    )


def _entities(doc: Doc, mentions: Iterable[ActorMention]) -> tuple[Entity, ...]:
    return tuple(m.entity(doc) for m in mentions)
