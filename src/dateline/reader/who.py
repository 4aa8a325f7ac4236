"""Who: every mention of somebody who acts, is acted on or speaks, with country, sector and role.

Component ``dateline_who``. Needs the parse, named entities and ``doc._.places``; gives ``doc._.actors``. Names come from
the lexicon (``names``) and the model's entities, descriptions from their head word; later mentions are joined to
earlier ones in ``coref``. Codebook: "Actors and recipients".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dateline.lexicon import settings
from dateline.model.reading import Kind, Sector
from dateline.reader import coref
from dateline.reader.findings import ActorMention, register
from dateline.reader.names import Named, Role, capitals, country_names, demonyms, find, leader, listed, role_of, roles

LOCATED = {"GOV", "MIL", "COP", "REB", "UAF", "OPP", "LEG", "JUD", "CVL", "REF", "SPY", "REL", "PTY", "EDU"}
NAME_LABELS = {"PERSON", "ORG"}
ACTING = {
    "nsubj",
    "nsubjpass",
    "dobj",
    "poss",
    "agent",
    "dative",
    "appos",
    "conj",
    "ROOT",
    "attr",
    "compound",
    "amod",
    "nmod",
    "npadvmod",
}
ADDRESSED = frozenset(
    [
        "accuse",
        "blame",
        "urge",
        "ask",
        "call",
        "tell",
        "warn",
        "condemn",
        "criticise",
        "criticize",
        "praise",
        "thank",
        "join",
        "threaten",
        "back",
        "support",
        "sanction",
        "press",
        "invite",
    ]
)
INERT = frozenset(["be", "have", "fall", "lie", "see", "remain", "stand", "wake", "experience", "suffer"])


class Who:
    """Finds actor mentions."""

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        finder = _Finder(doc)
        mentions = finder.mentions()
        doc._.actors = coref.resolve(doc, mentions)
        doc._.listed_with = finder.listed_with
        return doc


class _Finder:
    """Mentions of one report."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.places = {}
        for place in doc._.places or []:
            span = doc.char_span(place.span.start, place.span.end, alignment_mode="expand")
            if span is not None and len(span):
                self.places.update(dict.fromkeys(range(span.start, span.end), place))
        self.named = find(doc)
        self.named_at = {i: (s, e, n) for s, e, n in self.named for i in range(s, e)}
        self.main = self._main_country()
        self.by_head: dict[int, ActorMention] = {}
        self.listed_with: dict[int, int] = {}

    def _main_country(self) -> str | None:
        """The country that the report is mostly about, where one stands out."""
        counts: Counter[str] = Counter(p.country for p in self.doc._.places or [] if p.country)
        counts.update(demonyms()[t.text] for t in self.doc if t.text in demonyms())
        counts.update(n.country for _, _, n in self.named if n.country)
        top = counts.most_common(2)
        if not top or (len(top) > 1 and top[0][1] < 1.3 * top[1][1]):
            return None
        return top[0][0]

    def mentions(self) -> list[ActorMention]:
        for source in (self._names(), self._entities(), self._descriptions()):
            for mention in source:
                self._keep(mention)
        return sorted(self.by_head.values(), key=lambda m: (m.start, -m.end))

    def _keep(self, mention: ActorMention) -> None:
        if mention.head not in self.by_head:
            self.by_head[mention.head] = mention

    # -- names of the lexicon --------------------------------------------------------------------------------------

    def _names(self) -> Iterator[ActorMention]:
        for start, end, named in self.named:
            head = self.doc[start:end].root
            if named.kind == "country" and not self._acts(head, named):
                continue
            if self._inside_longer_name(head, start, end):
                continue
            yield self._of_named(start, end, head, named, "lexicon")

    def _of_named(self, start: int, end: int, head: Token, named: Named, rule: str) -> ActorMention:
        first = start - 1 if start and self.doc[start - 1].lower_ == "the" else start
        return ActorMention(
            start=first, end=end, head=head.i, key=named.key, name=named.name, country=named.country,
            sector=named.sector, kind=named.kind, form="name", rule=f"{rule}: {named.name}",
        )  # fmt: skip

    def _inside_longer_name(self, head: Token, start: int, end: int) -> bool:
        """ "Pakistan" of "Pakistan Army", "UN" of "UN spokesman": the phrase is mentioned, not the name alone."""
        return head.dep_ in {"compound", "amod", "nmod"} and head.head.i >= end and role_of(head.head)[0] is not None

    def _acts(self, head: Token, named: Named) -> bool:
        """Whether the name of a state stands for its government here, and not for a place."""
        if head.dep_ == "pobj":
            preposition = head.head.lower_
            if preposition in listed("locative"):
                return False
            return preposition in {
                "with",
                "against",
                "between",
                "by",
                "to",
                "on",
                "for",
                "from",
                "of",
                "among",
                "upon",
                "at",
            } and (preposition not in {"from", "of", "to", "for", "on", "at"} or self._verbal(head.head.head))
        if head.dep_ == "conj":
            return self._acts(head.head, named) if head.head.pos_ == "PROPN" else True
        if head.dep_ in {"compound", "amod", "nmod"}:
            return head.head.pos_ != "PROPN" or head.head.i > head.i
        return head.dep_ in ACTING

    def _verbal(self, token: Token) -> bool:
        from dateline.reader.triggers import senses

        lemma = token.lemma_.lower()
        kinds = {s.type for pos in "VN" for s in senses().get((pos, lemma), ())}
        return bool(kinds - {"ASSAULT", "MOBILIZE", "RETREAT"}) or lemma in {
            "appeal",
            "call",
            "support",
            "sanction",
            "charge",
        }

    # -- named entities of the model -------------------------------------------------------------------------------

    def _entities(self) -> Iterator[ActorMention]:
        for ent in self.doc.ents:
            root = ent.root
            if root.i in self.by_head or any(
                i in self.named_at and self.named_at[i][1] - self.named_at[i][0] >= len(ent)
                for i in range(ent.start, ent.end)
            ):
                continue
            if (ent.label_ == "PERSON" or self._is_titled_person(ent)) and not self._is_place(ent):
                yield self._person(ent)
            elif ent.label_ == "ORG" and not self._is_place(ent):
                yield self._organisation(ent)
            elif ent.label_ == "GPE" and (capital := self._capital(ent)):
                yield capital

    def _is_titled_person(self, ent: Span) -> bool:
        """ "Foreign Office Spokesperson Maria Ortiz", which the model takes for a body."""
        if ent.label_ != "ORG" or len(ent) < 3:
            return False
        at = next(
            (
                t.i
                for t in reversed(ent)
                if t.lower_ in listed("titles") and t.lower_ not in {"representative", "secretary"}
            ),
            None,
        )
        after = self.doc[at + 1 : ent.end] if at is not None else ()
        return len(after) >= 2 and all(
            t.lower_ == "of" or (t.text[:1].isupper() and t.is_alpha and role_of(t)[0] is None) for t in after
        )

    def _is_place(self, ent: Span) -> bool:
        return any(i in self.places for i in range(ent.start, ent.end)) and not any(
            t.lemma_.lower() in roles() for t in ent
        )

    def _capital(self, ent: Span) -> ActorMention | None:
        """ "Ankara denied": a capital that acts in words stands for its government."""
        code = capitals().get(ent.text)
        root, verb = ent.root, ent.root.head
        if code is None:
            return None
        speaks = root.dep_ == "nsubj" and verb.pos_ == "VERB" and verb.lemma_ not in INERT
        told = root.dep_ in {"dobj", "dative"} and verb.lemma_ in ADDRESSED
        if root.dep_ == "pobj":
            told = root.head.lower_ in {"on", "to", "with", "between", "against"} and self._verbal(root.head.head)
        if not (speaks or told or (root.dep_ == "poss" and self._verbal(verb))):
            return None
        named = Named(country_names()[code], code, "GOV", "country", f"{code}:GOV")
        return self._of_named(ent.start, ent.end, root, named, f"capital {ent.text} for its government")

    def _person(self, ent: Span) -> ActorMention:
        start, name_start = self._title(ent)
        name = self.doc[name_start : ent.end]
        words = [t for t in name if not t.is_space and t.text not in {"'s", "'"}]
        text = _written(words) or ent.text
        mention = ActorMention(
            start=start, end=name[-1].i + 1 if len(name) else ent.end, head=ent.root.i, key=f"person:{text}", name=text,
            sector="UNK", kind="person", form="name", rule="named entity",
        )  # fmt: skip
        if words and words[-1].i != ent[-1].i:
            mention.end = words[-1].i + 1
        self._describe(mention, self.doc[start:name_start], ent.root)
        self._office(mention, text)
        return mention

    def _office(self, mention: ActorMention, name: str) -> None:
        """Country, sector and role of a known office holder, where the report leaves them unsaid."""
        row = leader(name, self.doc._.document_date)
        if row is None or (mention.country and row["country"] and mention.country != row["country"]):
            return
        mention.country = mention.country or row["country"] or None
        mention.role = mention.role or row["role"]
        if mention.sector in {"UNK", "GOV"} or mention.sector == row["sector"]:
            mention.sector = row["sector"]  # type: ignore[assignment]
        mention.rule = f"named entity; {row['role']} by the lexicon of leaders"

    def _title(self, ent: Span) -> tuple[int, int]:
        """Where the whole phrase starts, and where the name does: title words stand between."""
        name_start = ent.start
        if (
            len(ent) > 2
            and (ent.start in self.named_at or ent.start in self.places)
            and self._office_before(ent.start + 1) < ent.start
        ):
            # "President of Chad Mahamat Adoum": the model takes the state for a given name
            return self._office_before(ent.start + 1), ent.start + 1
        for token in ent:
            if (
                token.lower_ in listed("titles") or token.lemma_.lower() in roles() or token.text in demonyms()
            ) and token.i + 1 < ent.end:
                name_start = token.i + 1
        if name_start + 2 < ent.end and self.doc[name_start].lower_ == "of":
            name_start += 1  # "President of Chad Idriss Yaya", taken whole for a name
            while name_start + 1 < ent.end and (name_start in self.named_at or name_start in self.places):
                name_start += 1
        start = ent.start
        while start > ent.sent.start:
            before = self.doc[start - 1]
            title = before.lower_ in listed("titles") or before.lemma_.lower() in roles() or before.text in demonyms()
            inside = (
                before.head.i >= start - 1
                and before.head.i < ent.end
                and before.dep_ in {"compound", "amod", "nmod", "poss", "nn"}
            )
            if not (
                (inside and before.pos_ in {"NOUN", "PROPN", "ADJ", "PART"})
                or (title and before.dep_ in {"compound", "amod", "nmod"})
            ):
                break
            start -= 1
        return self._office_before(start), name_start

    def _office_before(self, start: int) -> int:
        """ "President of Chad Idriss Deby": the title and its country stand before the name."""
        i = start - 1
        while i >= 0 and (i in self.places or i in self.named_at) and start - i < 5:
            i -= 1
        if i < start - 1 and i > 0 and self.doc[i].lower_ == "of" and self.doc[i - 1].lower_ in listed("titles"):
            return i - 1
        return start

    def _describe(self, mention: ActorMention, title: Span, root: Token) -> None:
        """Role, sector and country of a person, from the title or from an apposition."""
        phrases = [title] if len(title) else []
        for child in root.children:
            if child.dep_ == "appos" and role_of(child)[0] is not None:
                phrases.append(self.doc[child.left_edge.i : child.i + 1 + self._of_length(child)])
        if root.dep_ == "appos" and role_of(root.head)[0] is not None:
            head = root.head
            phrases.append(self.doc[head.left_edge.i : head.i + 1 + self._of_length(head)])
        for phrase in phrases:
            sector, country, body = self._of_phrase(phrase)
            mention.role = mention.role or " ".join(t.text for t in phrase if t.dep_ != "det").strip() or None
            mention.sector = sector if mention.sector == "UNK" else mention.sector
            mention.country = mention.country or country
            mention.affiliation = mention.affiliation or body

    @staticmethod
    def _of_length(head: Token) -> int:
        """How many tokens of an "of X" or "for X" phrase follow the head word directly."""
        after = [c for c in head.children if c.dep_ == "prep" and c.lower_ in {"of", "for", "at"} and c.i == head.i + 1]
        return after[0].right_edge.i - head.i if after and after[0].right_edge.i - head.i <= 8 else 0

    def _of_phrase(self, phrase: Span) -> tuple[Sector, str | None, str | None]:
        """Sector, country and body that the words of a phrase tell."""
        sector: Sector = "UNK"
        country: str | None = None
        body: str | None = None
        weak: Sector = "UNK"
        modifiers = settings("who")["modifiers"]
        for token in phrase:
            named = self.named_at.get(token.i)
            if named is not None:
                country = country or named[2].country
                if named[2].kind != "country":
                    body, sector = named[2].name, named[2].sector
            if token.text in demonyms():
                country = country or demonyms()[token.text]
            place = self.places.get(token.i)
            if place is not None:
                country = country or place.country
            lemma = token.lemma_.lower()
            if sector == "UNK" and lemma in modifiers:
                sector = modifiers[lemma]
            role = role_of(token)[0]
            if role is not None and lemma not in listed("weak") and sector == "UNK":
                sector = role.sector
            elif role is not None and weak == "UNK":
                weak = role.sector
        return (sector if sector != "UNK" else weak), country, body

    def _organisation(self, ent: Span) -> ActorMention:
        sector, country, _ = self._of_phrase(ent)
        words = [t for t in ent if t.lower_ not in {"the", "'s"} and not t.is_space]
        name = _written(words) or ent.text
        role = role_of(ent.root)[0]
        kind: Kind = "person" if role is not None and role.kind == "person" else "organization"
        mention = ActorMention(
            start=ent.start, end=ent.end, head=ent.root.i, key=f"org:{name.lower()}", name=name, country=country,
            sector=sector, kind=kind, form="name", rule="named entity",
        )  # fmt: skip
        if sector == "GOV" and country and kind == "organization":
            mention.affiliation = country_names().get(country)
        return mention

    # -- descriptions ----------------------------------------------------------------------------------------------

    def _descriptions(self) -> Iterator[ActorMention]:
        titles = {i for m in self.by_head.values() if m.kind == "person" for i in range(m.start, m.end)}
        for token in self.doc:
            if (
                token.i in self.by_head
                or token.i in titles
                or (token.dep_ in {"compound", "amod", "nmod"} and not _makes_documents(token))
            ):
                continue
            if token.pos_ == "PRON":
                if token.lower_ in settings("who")["pronouns"]:
                    yield ActorMention(
                        token.i,
                        token.i + 1,
                        token.i,
                        f"pronoun:{token.i}",
                        token.text,
                        form="pronoun",
                        plural=token.lower_ in {"they", "them", "their"},
                    )
                continue
            if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
                continue
            if token.text in demonyms() and token.pos_ in {"PROPN", "NOUN"} and token.i not in self.named_at:
                yield self._people(token)
                continue
            role, word = role_of(token)
            if role is not None and token.pos_ in {"NOUN", "PROPN"}:
                yield self._description(token, role, word)
                yield from self._listed_with(token, role)

    def _people(self, token: Token) -> ActorMention:
        code = demonyms()[token.text]
        return ActorMention(
            token.left_edge.i if token.left_edge.i >= token.i - 4 else token.i, token.i + 1, token.i, f"{code}:CVL",
            token.text, country=code, sector="CVL", kind="group", form="nominal", plural=True, rule="people of a state",
        )  # fmt: skip

    def _description(self, head: Token, role: Role, word: str) -> ActorMention:
        start = min(
            [
                head.i,
                *(
                    c.left_edge.i
                    for c in head.children
                    if c.dep_ in {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod"} and c.i < head.i
                ),
            ]
        )
        end = head.i + 1 + self._of_length(head)
        sector, country, body = self._of_phrase(self.doc[start:end])
        if sector == "UNK" or (
            word not in listed("weak")
            and body is None
            and role.sector not in {"CVL", "UAF"}
            and word not in {"forces", "force"}
        ):
            sector = role.sector if word not in listed("weak") or sector == "UNK" else sector
        if role.sector == "CVL" and body is None and word not in {"supporter"}:
            sector = "CVL" if sector not in {"REF"} else sector
        rule = f"head word “{word}”"
        if country is None and body is None and sector in LOCATED:
            country, why = self._country_near(head)
            rule += why
        named = next((n for i in range(start, end) if (n := self._body_at(i)) and n.name == body), None)
        name = clean(self.doc[start:end])
        key = f"{sector}:{country or ''}:{word if sector not in {'MIL', 'COP'} else ''}"
        if named is not None and word in listed("weak"):
            key, name, country = named.key, (named.name if role.kind != "person" else name), named.country
        if word in {"government", "regime", "administration", "authority"} and country and sector == "GOV":
            key, name = f"{country}:GOV", (name if len(name.split()) > 1 else country_names().get(country, name))
        return ActorMention(
            start, end, head.i, key, name, country=country, sector=sector,
            kind="group" if head.tag_ in {"NNS", "NNPS"} and role.kind == "person" else role.kind,
            role=word if role.kind == "person" else None, affiliation=body, form="nominal", plural=head.tag_ in {"NNS", "NNPS"}, rule=rule,
        )  # fmt: skip

    def _listed_with(self, noun: Token, role: Role) -> Iterator[ActorMention]:
        """ "X and other media outlets": X is one of them, though nothing else tells what it is."""
        other = next((c for c in noun.children if c.lower_ == "other"), None)
        if other is None:
            return
        i = other.i - 1
        while i > noun.sent.start and self.doc[i].lower_ in {"a", "few", "several", "some", "many", "two", "three"}:
            i -= 1
        if i > noun.sent.start and self.doc[i].lower_ == "and":
            peer = self.doc[i - 1]
            self.listed_with[noun.i] = peer.i
            if peer.pos_ == "PROPN" and peer.i not in self.by_head and peer.i not in self.places:
                yield ActorMention(
                    peer.i, peer.i + 1, peer.i, f"org:{peer.lower_}", peer.text, sector=role.sector, kind="organization",
                    form="name", rule=f"listed with “other {noun.text}”",
                )  # fmt: skip

    def _body_at(self, i: int) -> Named | None:
        entry = self.named_at.get(i)
        return entry[2] if entry is not None and entry[2].kind != "country" else None

    def _country_near(self, head: Token) -> tuple[str | None, str]:
        """The country of a description that names none: of a place in its phrase, else the report's main one."""
        if head.dep_ == "dobj" and head.head.lemma_ in listed("commanding"):
            sender = next(
                (self.by_head[c.i] for c in head.head.children if c.dep_ == "nsubj" and c.i in self.by_head), None
            )
            if sender is not None and sender.country:
                return sender.country, f", sent by {sender.name}"
        for prep in head.children:
            if prep.dep_ == "prep" and prep.lower_ in {"in", "of", "from", "at", "near"}:
                for token in prep.subtree:
                    place = self.places.get(token.i)
                    if place is not None and place.country:
                        return place.country, f", in {place.name}"
        if self.main:
            return self.main, ", country of the report"
        return None, ""


def _makes_documents(token: Token) -> bool:
    """ "Media reports", "government statement": the makers speak."""
    return (
        token.dep_ == "compound"
        and token.head.lemma_.lower() in {"report", "statement", "claim", "account", "release"}
        and token.lower_ in {"media", "press", "news", "television"}
    )


def _written(words: list[Token]) -> str:
    """Words as the text writes them, line breaks as spaces."""
    return " ".join("".join(t.text_with_ws for t in words).split())


def clean(span: Span) -> str:
    """A description as a name: no determiner, no number before it."""
    tokens = list(span)
    while tokens and (
        tokens[0].pos_ in {"DET", "NUM", "PUNCT", "SPACE", "SCONJ"}
        or tokens[0].dep_ in {"quantmod", "nummod", "advmod"}
        or tokens[0].lower_
        in {
            "the",
            "a",
            "an",
            "several",
            "some",
            "many",
            "few",
            "his",
            "her",
            "their",
            "its",
            "more",
            "than",
            "at",
            "least",
        }
    ):
        tokens.pop(0)
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space or tokens[-1].text == "'s"):
        tokens.pop()
    return "".join(t.text_with_ws for t in tokens).strip().replace("\n", " ") or span.text


@Language.factory("dateline_who", requires=["doc._.places"], assigns=["doc._.actors"])
def make_who(nlp: Language, name: str) -> Who:
    """The spaCy factory of ``dateline_who``."""
    return Who()
