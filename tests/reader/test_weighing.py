"""The network is played by hand here: what it says of each word is written in the test."""

from __future__ import annotations

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from dateline.reader.findings import ActorMention, Frame, register
from dateline.reader.learned import phrases, seen, somebody
from dateline.reader.signals import Signals, Window, network
from dateline.reader.weighing import Weighing

TEXT = "Rebels shelled the market near Goma . The army praised them ."


class Played(Signals):
    """Signals whose chances are given: events by token, roles by event token, role and token."""

    def __init__(self, doc: Doc, events: dict[int, tuple[str, float]], roles: dict[tuple[int, str], dict[int, float]]):
        kinds, n = len(network().types), len(doc)
        begins = np.zeros((n, kinds), np.float32)
        for i, (kind, chance) in events.items():
            begins[i, network().types.index(kind)] = chance
        none = np.zeros((n, len(network().modes)), np.float32)
        told = np.zeros((n, len(network().statuses)), np.float32)
        told[:, 0] = 9
        empty = np.zeros((n, 1, 1), np.float32)
        window = Window(np.arange(n), begins, np.zeros_like(begins), none, told, empty, empty)
        super().__init__(n, [window], network())
        self.roles = roles

    def role(self, i: int, role: str):  # type: ignore[no-untyped-def]
        chances = np.zeros(len(self.window_of), np.float32)
        for j, chance in self.roles.get((i, role), {}).items():
            chances[j] = chance
        return np.arange(len(chances)), chances


def played(nlp: Language, events: dict[int, tuple[str, float]], roles: dict[tuple[int, str], dict[int, float]]) -> Doc:
    register()
    doc = nlp(TEXT)
    doc._.signals = Played(doc, events, roles)
    return doc


def mention(doc: Doc, i: int, key: str) -> ActorMention:
    return ActorMention(start=i, end=i + 1, head=i, key=key, name=doc[i].text)


def frame(kind: str = "ASSAULT", trigger: int = 1, **parts: list[ActorMention]) -> Frame:
    made = Frame(trigger=trigger, start=trigger, end=trigger + 1, type=kind, confidence=0.8, **parts)  # type: ignore[arg-type]
    made.reasons = {"type": "trigger"}
    return made


def weighed(doc: Doc, lexical: list[Frame], actors: list[ActorMention] = []) -> list[Frame]:  # noqa: B006
    by_head = {m.head: m for m in actors}
    make = lambda sight, trigger: frame(sight.type, trigger.i)  # noqa: E731
    return Weighing(doc, by_head, lambda token: by_head.get(token.i)).frames(lexical, set(), make)


def test_what_the_network_does_not_see_at_all_goes(nlp: Language) -> None:
    doc = played(nlp, {}, {})
    assert weighed(doc, [frame()]) == []


def test_what_both_name_stays_once_with_the_networks_type(nlp: Language) -> None:
    doc = played(nlp, {1: ("COERCE", 0.9)}, {})
    [found] = weighed(doc, [frame("ASSAULT")])
    assert (found.type, found.trigger) == ("COERCE", 1)
    assert "the network reads COERCE" in found.reasons["type"]


def test_a_weak_glimpse_keeps_the_lexicons_type(nlp: Language) -> None:
    doc = played(nlp, {1: ("COERCE", 0.3)}, {})
    assert [f.type for f in weighed(doc, [frame("ASSAULT")])] == ["ASSAULT"]


def test_the_network_alone_must_be_surer(nlp: Language) -> None:
    assert weighed(played(nlp, {9: ("SUPPORT", 0.4)}, {}), []) == []
    assert [f.trigger for f in weighed(played(nlp, {9: ("SUPPORT", 0.95)}, {}), [])] == [9]


def test_the_parse_keeps_who_acts_unless_the_network_denies_it(nlp: Language) -> None:
    events = {1: ("ASSAULT", 0.9)}
    kept = played(nlp, events, {(1, "A"): {0: 0.3}})
    [found] = weighed(kept, [frame(actors=[mention(kept, 0, "rebels")])])
    assert [m.key for m in found.actors] == ["rebels"]
    denied = played(nlp, events, {(1, "R"): {0: 0.9}})
    [found] = weighed(denied, [frame(actors=[mention(denied, 0, "rebels")])], [mention(denied, 0, "rebels")])
    assert found.actors == []
    assert [m.key for m in found.recipients] == ["rebels"]


def test_somebody_in_another_sentence_only_where_the_own_names_nobody(nlp: Language) -> None:
    events, far = {1: ("ASSAULT", 0.9)}, {(1, "A"): {0: 0.9, 8: 0.9}}
    doc = played(nlp, events, far)
    people = [mention(doc, 0, "rebels"), mention(doc, 8, "army")]
    [found] = weighed(doc, [frame()], people)
    assert [m.key for m in found.actors] == ["rebels"]
    doc = played(nlp, events, {(1, "A"): {8: 0.9}})
    [found] = weighed(doc, [frame()], people)
    assert [m.key for m in found.actors] == ["army"]


def test_phrases_are_runs_of_likely_words_over_one_gap(nlp: Language) -> None:
    doc = played(nlp, {}, {(1, "R"): {2: 0.9, 3: 0.3, 4: 0.8, 7: 0.9}})
    assert [(a, b) for a, b, _ in phrases(doc, 1, "R")] == [(2, 5), (7, 8)]


def test_bare_words_stand_for_what_has_no_name(nlp: Language) -> None:
    doc = played(nlp, {}, {})
    found = somebody(doc, 2, 4, {}, lambda token: None)
    assert found is not None
    assert (found.name, found.key, found.sector) == ("market", "bare:market", "UNK")


def test_a_pronoun_that_stays_open_is_nobody(nlp: Language) -> None:
    doc = played(nlp, {}, {})
    assert somebody(doc, 10, 11, {}, lambda token: None) is None


def test_events_start_where_a_first_word_is_likely(nlp: Language) -> None:
    doc = played(nlp, {1: ("ASSAULT", 0.9), 9: ("SUPPORT", 0.2)}, {})
    assert [(s.start, s.end, s.type) for s in seen(doc, 0.5)] == [(1, 2, "ASSAULT")]
    assert [s.start for s in seen(doc, 0.1)] == [1, 9]
