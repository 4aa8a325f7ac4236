"""Readings built by hand, of texts written for these tests."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dateline.model.reading import (
    Agreement,
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
    Time,
    Toll,
)
from dateline.model.span import Span

TEXT = (
    "Shells hit the market of Sake on Tuesday, killing 12 people and wounding more than 40 others, the mayor said.\r\n"
    "M23 spokesman Jean Bora denied that its fighters shelled the town with mortars.\r\n"
    "A truce agreed in Luanda on Saturday is under strain; over 900 have died since January. 🕊 سلام"
)
SENTENCES = [0, TEXT.index("M23"), TEXT.index("A truce"), len(TEXT)]


def at(words: str, text: str = TEXT) -> Span:
    """The first place of these words in the text."""
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def sentence(n: int) -> Span:
    return Span.of(TEXT, SENTENCES[n], SENTENCES[n + 1])


def mention(words: str, n: int) -> Mention:
    return Mention(trigger=at(words), sentence=sentence(n))


def make(**changes: Any) -> Reading:
    """A reading with one disputed attack, one denial, one toll and one truce; ``changes`` go to its Source."""
    mayor = Entity(name="mayor", country="COD", sector="GOV", kind="person", span=at("the mayor"))
    bora = Entity(name="Jean Bora", sector="REB", kind="person", role="spokesman", span=at("Jean Bora"))
    m23 = Entity(name="M23", sector="REB", kind="organization", affiliation="eastern Congo", span=at("its fighters"))
    attack = Event(
        id="e1", type="ASSAULT", mode="heavy-weapons", status="disputed", actors=(m23,),
        recipients=(Entity(name="people", country="COD", sector="CVL", kind="group", span=at("12 people")),),
        place=Place(name="Sake", country="COD", lat=-1.57, lon=29.04, precision="city", span=at("Sake")),
        time=Time(start=date(2024, 2, 6), end=date(2024, 2, 6), precision="day", span=at("on Tuesday")),
        casualties=(
            Casualty(id="c1", effect="killed", low=12, best=12, high=12, span=at("12 people")),
            Casualty(id="c2", effect="injured", who="civilians", low=41, best=41, span=at("more than 40 others")),
        ),
        weapon=at("mortars"),
        positions=(
            Position(holder=bora, stance="denies", span=at("Jean Bora denied")),
            Position(holder=mayor, stance="asserts", span=at("the mayor said")),
        ),
        mentions=(mention("hit", 0), mention("shelled", 1)), confidence=0.9,
    )  # fmt: skip
    denial = Event(id="e2", type="REJECT", actors=(bora,), about="e1", mentions=(mention("denied", 1),), confidence=0.6)
    toll = Toll(
        id="t1", effect="killed", low=901, best=901, span=at("over 900"), sentence=sentence(2), confidence=0.7,
        since=Time(start=date(2024, 1, 1), end=None, precision="month", relation="since", span=at("since January")),
    )  # fmt: skip
    truce = Agreement(
        id="a1", kind="ceasefire", state="strained", mentions=(mention("truce", 2),), confidence=0.8,
        agreed=Time(start=None, end=None, precision="day", span=at("on Saturday")),
    )  # fmt: skip
    source = {"id": "r1", "title": "Shells hit Sake", "language": "en", "published": date(2024, 2, 8),
              "publisher": "The Kivu Post", "text": TEXT, **changes}  # fmt: skip
    return Reading(
        report=Source(**source), coder=Coder(version="0", model="none"), events=(attack, denial), tolls=(toll,),
        agreements=(truce,), warnings=("One paragraph is not English.",),
        reasons=(Reason(item="e1", field="type", rule="trigger “hit” of the lexicon", spans=(at("hit"),)),),
    )  # fmt: skip


@pytest.fixture
def reading() -> Reading:
    return make()


HOSTILE = "<script>document.title='owned'</script><img src=x onerror=alert(1)>[bold]\x1b[2J\u202e&amp;\" onclick=\"x"


@pytest.fixture
def hostile() -> Reading:
    """A reading whose every word is an attack on the page or the terminal."""
    span = Span.of(HOSTILE, 0, len(HOSTILE))
    someone = Entity(name=HOSTILE, affiliation=HOSTILE, role=HOSTILE, span=span)
    event = Event(
        id='e1"><script>', type="ACCUSE", mode=HOSTILE, contexts=(HOSTILE,), actors=(someone,), about=HOSTILE,
        place=Place(name=HOSTILE, admin1=HOSTILE, names=(HOSTILE,), precision="city", span=span), weapon=span,
        positions=(Position(holder=someone, stance="asserts", venue=HOSTILE, span=span),),
        mentions=(Mention(trigger=span, sentence=span),), confidence=0.5,
    )  # fmt: skip
    return Reading(
        report=Source(id=HOSTILE, title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)", language='en"x',
                      text=HOSTILE),
        coder=Coder(version="0", model="none"), events=(event,), warnings=(HOSTILE,),
        reasons=(Reason(item=event.id, field=HOSTILE, rule=HOSTILE, spans=(span,)),),
    )  # fmt: skip


@pytest.fixture
def build() -> Any:
    """``make``, for tests that change the source."""
    return make
