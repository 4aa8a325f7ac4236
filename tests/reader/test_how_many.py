"""Numbers of people hurt, on sentences about many conflicts."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from dateline.reader.findings import Count
from dateline.reader.how_many import HowMany
from dateline.reader.tolls import toll_details
from dateline.reader.view import view

Told = tuple[str, int | None, int | None, int | None]


def read(nlp: Language, text: str) -> Doc:
    doc: Doc = HowMany()(nlp(view(text)))
    return doc


def told(nlp: Language, text: str) -> list[Told]:
    return [(c.effect, c.low, c.best, c.high) for c in read(nlp, text)._.counts]


def only(nlp: Language, text: str) -> Count:
    counts: list[Count] = read(nlp, text)._.counts
    assert len(counts) == 1, counts
    return counts[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed 14 villagers near Gao.", [("killed", 14, 14, 14)]),
        ("At least nine soldiers were killed in an ambush.", [("killed", 9, 9, None)]),
        ("Shelling of the port left seven people dead.", [("killed", 7, 7, 7)]),
        (
            "A rocket hit a bakery, killing six and injuring more than 30.",
            [("killed", 6, 6, 6), ("injured", 31, 31, None)],
        ),
        ("Fifteen people were killed and 22 injured in the raid.", [("killed", 15, 15, 15), ("injured", 22, 22, 22)]),
        ("Militants killed a policeman and two civilians on Monday.", [("killed", 1, 1, 1), ("killed", 2, 2, 2)]),
        ("A soldier was killed in the clash.", [("killed", 1, 1, 1)]),
        ("The car bomb claimed the lives of nearly 50 people.", [("killed", None, 50, 50)]),
        ("Four marines lost their lives in the attack.", [("killed", 4, 4, 4)]),
        ("The death toll from the blast has reached at least 61.", [("killed", 61, 61, None)]),
        ("The army recorded another 18 casualties on Friday.", [("casualties", 18, 18, 18)]),
        ("More than 90 fighters were killed or wounded in the assault.", [("casualties", 91, 91, None)]),
        ("Rebels kidnapped 11 aid workers in the north.", [("captured", 11, 11, 11)]),
        ("The group is still holding five hostages.", [("captured", 5, 5, 5)]),
        ("Some 40,000 people fled their homes during the fighting.", [("displaced", None, 40000, None)]),
        ("Three fishermen are still missing after the attack.", [("missing", 3, 3, 3)]),
        ("Rescuers recovered the bodies of 17 miners.", [("killed", 17, 17, 17)]),
        ("The murder of two lawyers shocked the town.", [("killed", 2, 2, 2)]),
        ("A farmer was shot dead at a checkpoint.", [("killed", 1, 1, 1)]),
        ("A total of 33 people were injured.", [("injured", 33, 33, 33)]),
        ("The number of civilians killed in the siege rose to 75.", [("killed", 75, 75, 75)]),
        ("Among the dead was a judge.", [("killed", 1, 1, 1)]),
        ("All 12 people aboard died.", [("killed", 12, 12, 12)]),
        ("Hundreds of residents were wounded.", [("injured", 200, None, None)]),
    ],
)
def test_what_befell_how_many(nlp: Language, text: str, expected: list[Told]) -> None:
    assert told(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "No one was killed in the explosion.",
        "There were no fatalities.",
        "The strike could kill thousands of people.",
        "They threatened to kill two hostages.",
        "Soldiers destroyed 12 houses and four tanks.",
        "The storm killed 300 sheep.",
        "Police arrested 12 suspects.",
        "Government forces captured three villages.",
        "Ahmed, 43, spoke of his dead friends in 1998.",
        "The rebels released two hostages.",
        "He was almost killed.",
        "Many were wounded.",
        "Eight patients died of cholera.",
        "The visitors scored twice and killed the game in the 80th minute.",
        "He was sentenced to death on 12 charges.",
        "",
    ],
)
def test_nothing_where_nobody_is_counted_as_hurt(nlp: Language, text: str) -> None:
    assert told(nlp, text) == []


@pytest.mark.parametrize(
    ("noun", "who"),
    [
        ("villagers", "civilians"),
        ("soldiers", "military"),
        ("police recruits", "police"),
        ("army officers", "military"),
        ("insurgents", "rebels"),
        ("Taliban commanders", "rebels"),
        ("schoolchildren", "children"),
        ("reporters", "journalists"),
        ("aid workers", "aid_workers"),
        ("lawmakers", "officials"),
        ("people", "unspecified"),
    ],
)
def test_who_they_are(nlp: Language, noun: str, who: str) -> None:
    assert only(nlp, f"The bombs killed eight {noun} on Tuesday.").who == who


def test_a_part_knows_its_whole(nlp: Language) -> None:
    counts = read(nlp, "The shelling killed 30 people, including four children and two nurses.")._.counts
    assert [(c.best, c.who, c.part_of) for c in counts] == [
        (30, "unspecified", None),
        (4, "children", 0),
        (2, "aid_workers", 0),
    ]


@pytest.mark.parametrize(
    ("text", "cumulative"),
    [
        ("More than 6,000 people have been killed since the uprising began.", True),
        ("The war has killed 9,000 people.", True),
        ("Some 700 civilians were killed in the conflict.", True),
        ("So far this year 45 judges have been killed.", True),
        ("Two villagers die every day.", True),
        ("The attack brought the death toll to 633.", True),
        ("The death toll from the bomb attack has reached 126.", False),
        ("A bomb killed 20 people on Sunday.", False),
        ("The attack in May killed 20 people.", False),
    ],
)
def test_whether_a_number_counts_more_than_one_event(nlp: Language, text: str, cumulative: bool) -> None:
    assert all(bool(c.cumulative) is cumulative for c in read(nlp, text)._.counts)
    assert read(nlp, text)._.counts


def test_details_of_a_toll(nlp: Language) -> None:
    doc = read(nlp, "The civil war has killed 9,000 soldiers since March.")
    count = doc._.counts[0]
    head = next(t.i for t in doc if t.text == "soldiers")
    doc._.actors = [SimpleNamespace(head=head)]
    details = toll_details(doc, count)
    assert details["scope"] == "civil war"
    assert details["of"].head == head
    doc._.actors = None
    assert "of" not in toll_details(doc, count)


def test_copy_in_capitals_and_hard_wrapped(nlp: Language) -> None:
    text = "THE ARMY SAID THAT 12\nGUERRILLAS WERE KILLED AND THREE\nSOLDIERS WERE WOUNDED IN THE CLASHES NEAR THE\nRIVER.\n"
    assert told(nlp, text) == [("killed", 12, 12, 12), ("injured", 3, 3, 3)]


@pytest.mark.parametrize(
    "text",
    ["死亡 12 人", "قتل 12", "💥 12 killed 💥", "killed", "12 killed", "toll", "of the dead", "-", "killed\r\n\r\n12"],
)
def test_any_text_gives_counts_within_it(nlp: Language, text: str) -> None:
    doc = read(nlp, text)
    for count in doc._.counts:
        assert 0 <= count.start < count.end <= len(doc)
        assert 0 <= count.anchor < len(doc)
