"""How an event is put: fact, plan, possibility, allegation, or what did not happen."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dateline.reader.modality import status


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("Rebels attacked the town.", "attacked", "reported"),
        ("The army did not shell the hospital.", "shell", "negated"),
        ("The governor failed to stop the militia without firing a shot.", "firing", "negated"),
        ("The army will withdraw from the valley.", "withdraw", "planned"),
        ("The two governments plan to sign the treaty in May.", "sign", "planned"),
        ("Rebels could attack the town.", "attack", "hypothetical"),
        ("The envoy urged the militia to release the hostages.", "release", "hypothetical"),
        ("If the army attacks the camp, the talks are over.", "attacks", "hypothetical"),
        ("Militants allegedly burned the school.", "burned", "alleged"),
        ("The officer is accused of torturing prisoners.", "torturing", "alleged"),
        ("The militia is believed to have kidnapped the engineers.", "kidnapped", "alleged"),
        ("The ministry said that rebels had attacked the town.", "attacked", "reported"),
    ],
)
def test_status(nlp: Language, sentence: str, trigger: str, expected: str) -> None:
    token = next(t for t in nlp(sentence) if t.text == trigger)
    assert status(token)[0] == expected
