"""Later mentions of one entity: surnames, titles, pronouns, "the group", acronyms in brackets.

Used by ``who``. Every joined mention keeps the rule that joined it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from dateline.lexicon import settings
from dateline.model.reading import Sector
from dateline.reader.findings import ActorMention

BRACKETED = re.compile(r"^\s*\(([A-Z][A-Za-z.&-]{1,9})\)")
SUBJECT = {"nsubj", "nsubjpass"}
WINDOW = 3
ARMED_WORDS = {"rebel", "militant", "insurgent", "guerrilla", "separatist"}
BODY_WORDS = {"group", "movement", "organization", "organisation"}


def resolve(doc: Doc, mentions: list[ActorMention]) -> list[ActorMention]:
    """The mentions with keys, names, countries and sectors of what they refer to; unresolved pronouns are left out."""
    _acronyms(doc, mentions)
    people = _people(mentions)
    _titles(doc, mentions, people)
    _officials(doc, mentions)
    _fill(mentions)
    return _references(doc, mentions)


def _acronyms(doc: Doc, mentions: Iterable[ActorMention]) -> None:
    """ "Front for National Salvation (FNS)": what stands in brackets is the same body from then on."""
    known: dict[str, ActorMention] = {}
    text = doc.text
    for mention in mentions:
        if mention.kind == "organization" and mention.form == "name":
            last = doc[mention.end - 1]
            match = BRACKETED.match(text[last.idx + len(last) : last.idx + len(last) + 14])
            if match and not mention.key.startswith("body:"):
                known[match[1]] = mention
            elif mention.name in known:
                _join(mention, known[mention.name], f"acronym of {known[mention.name].name}")


def _people(mentions: Iterable[ActorMention]) -> dict[str, ActorMention]:
    """Persons by surname: the fullest name wins, and shorter ones join it."""
    full: dict[str, ActorMention] = {}
    surnames = {m.name.split()[-1] for m in mentions if m.kind == "person" and m.form == "name" and " " in m.name}
    named = [
        m
        for m in mentions
        if m.form == "name" and (m.kind == "person" or (m.name in surnames and not m.key.startswith("body:")))
    ]
    for mention in sorted(named, key=lambda m: -len(m.name.split())):
        surname = mention.name.split()[-1]
        owner = full.get(surname) or full.get(mention.name.split()[0] if len(mention.name.split()) == 1 else "")
        if owner is None or (
            len(mention.name.split()) > 1 and not set(mention.name.split()) <= set(owner.name.split())
        ):
            full.setdefault(surname, mention)
        else:
            _join(mention, owner, f"short for {owner.name}")
    return full


def _join(mention: ActorMention, owner: ActorMention, rule: str) -> None:
    """Make ``mention`` one of ``owner``'s, each giving the other what it lacks."""
    if mention is owner:
        return
    mention.key, mention.name, mention.kind = owner.key, owner.name, owner.kind
    owner.country = owner.country or (mention.country if "country of the report" not in mention.rule else None)
    owner.role = owner.role or mention.role
    if owner.sector == "UNK":
        owner.sector = mention.sector
    mention.country, mention.sector = owner.country, owner.sector
    mention.role, mention.affiliation = owner.role or mention.role, owner.affiliation or mention.affiliation
    mention.rule = rule


def _titles(doc: Doc, mentions: list[ActorMention], people: dict[str, ActorMention]) -> None:
    """ "The premier", "the spokesperson": the person of the report who has that title, the nearest before, else after."""
    titled = [m for m in mentions if m.kind == "person" and m.form == "name" and m.role]
    synonyms = settings("who").get("synonyms", {})
    for mention in mentions:
        if mention.form != "nominal" or mention.kind != "person" or mention.plural or not mention.role:
            continue
        if doc[mention.start].lower_ not in {"the", "his", "her"}:
            continue
        words = {mention.role, *synonyms.get(mention.role, ())}
        fits = [t for t in titled if any(w in (t.role or "").lower() for w in words) and _agree(mention, t)]
        before = [t for t in fits if t.head < mention.head]
        best = before[-1] if before else fits[0] if fits else None
        if best is not None:
            _join(mention, best, f"title of {best.name}")


def _officials(doc: Doc, mentions: list[ActorMention]) -> None:
    """An official whose country nobody says belongs to the state that acted last before ("Kenya ... the spokesman said")."""
    last: ActorMention | None = None
    sentence = {t.i: n for n, s in enumerate(doc.sents) for t in s}
    for mention in mentions:
        if mention.kind == "country" and doc[mention.head].dep_ in SUBJECT:
            last = mention
        unsaid = (
            mention.kind == "person" and mention.sector in {"GOV", "MIL"} and mention.country is None and mention.role
        )
        if unsaid and mention.form == "name" and last is not None and sentence[mention.head] - sentence[last.head] <= 1:
            mention.country = last.country
            mention.rule += f"; {last.name} acted before"


def _agree(mention: ActorMention, person: ActorMention) -> bool:
    return not (
        mention.country
        and person.country
        and mention.country != person.country
        and "country of the report" not in mention.rule
    )


def _fill(mentions: Iterable[ActorMention]) -> None:
    """All mentions of one key know what any of them knows."""
    by_key: dict[str, list[ActorMention]] = {}
    for mention in mentions:
        by_key.setdefault(mention.key, []).append(mention)
    for group in by_key.values():
        for field in ("country", "role", "affiliation"):
            value = next((v for m in group if (v := getattr(m, field))), None)
            for mention in group:
                if field == "role" and mention.kind != "person":
                    continue
                if getattr(mention, field) is None and mention.kind == group[0].kind:
                    setattr(mention, field, value)
        sector: Sector = next((m.sector for m in group if m.sector != "UNK"), "UNK")
        for mention in group:
            mention.sector = sector if mention.sector == "UNK" else mention.sector


def _references(doc: Doc, mentions: list[ActorMention]) -> list[ActorMention]:
    kept: list[ActorMention] = []
    sentence = {t.i: n for n, s in enumerate(doc.sents) for t in s}
    for mention in mentions:
        if mention.form == "pronoun":
            owner = _antecedent(doc, mention, kept, sentence)
            if owner is None:
                continue
            _take(mention, owner, f"“{doc[mention.head].text}” for {owner.name}")
        elif mention.form == "nominal" and (sectors := _group_sectors(doc, mention)):
            owner = next(
                (m for m in reversed(kept) if m.sector in sectors and m.form == "name" and m.kind != "person"), None
            )
            if owner is not None and sentence[mention.head] - sentence[owner.head] <= 2 * WINDOW:
                _take(mention, owner, f"“{doc[mention.head].text}” for {owner.name}")
        kept.append(mention)
    return kept


def _take(mention: ActorMention, owner: ActorMention, rule: str) -> None:
    for field in ("key", "name", "country", "sector", "kind", "role", "affiliation", "wikidata", "plural"):
        setattr(mention, field, getattr(owner, field))
    mention.rule = rule


def _group_sectors(doc: Doc, mention: ActorMention) -> frozenset[str]:
    """Sectors of the bodies that "the group", "the rebels" can stand for; none where the phrase says more."""
    if doc[mention.start].lower_ not in {"the", "this"} or mention.end - mention.start > 3:
        return frozenset()
    word = doc[mention.head].lemma_.lower()
    if word in ARMED_WORDS:
        return frozenset({"REB", "UAF"})
    return frozenset({"REB", "UAF", "NGO", "PTY", "OPP"}) if word in BODY_WORDS else frozenset()


def _antecedent(
    doc: Doc, pronoun: ActorMention, kept: list[ActorMention], sentence: dict[int, int]
) -> ActorMention | None:
    """The nearest fitting mention before a pronoun; subjects first, within three sentences."""
    kind = settings("who")["pronouns"][doc[pronoun.head].lower_]
    here = sentence[pronoun.head]
    near = [
        m
        for m in reversed(kept)
        if here - sentence[m.head] <= WINDOW and _fits(m, kind) and not _same_clause(doc, pronoun, m)
    ]
    for distance in range(WINDOW + 1):
        level = [m for m in near if here - sentence[m.head] == distance]
        subject = next((m for m in level if doc[m.head].dep_ in SUBJECT), None)
        if subject is not None:
            return subject
        if level and distance:
            return level[0]
    return near[0] if near else None


def _fits(mention: ActorMention, kind: str) -> bool:
    if kind == "person":
        return mention.kind == "person" and not mention.plural
    if kind == "plural":
        return mention.plural or mention.kind == "group"
    return mention.kind in {"organization", "country"} or (mention.kind == "group" and not mention.plural)


def _same_clause(doc: Doc, pronoun: ActorMention, other: ActorMention) -> bool:
    """ "Khan told him": a pronoun and the subject of its own verb are two, unless it is a possessive."""
    token, owner = doc[pronoun.head], doc[other.head]
    return token.dep_ not in {"poss", "nsubj", "nsubjpass"} and token.head == owner.head
