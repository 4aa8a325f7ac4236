"""Who asserts, who denies, and how many are independent."""

from __future__ import annotations

from datetime import date

from by_hand import entity, position, version
from hypothesis import given
from hypothesis import strategies as st

from dateline.record.account import incident
from dateline.record.claims import claims, independent
from dateline.record.fusion import assemble


def test_a_denial_in_one_report_meets_the_assertion_in_another() -> None:
    said = version("r1", positions=(position("Baku", "asserts"),))
    denied = version("r2", published=date(2020, 5, 6), positions=(position("Yerevan", "denies"),))
    (one,) = claims(assemble([denied, said]))
    assert [v.name for v in one.asserted] == ["Baku"] and [v.name for v in one.denied] == ["Yerevan"]
    assert (one.first_seen, one.first_report) == (date(2020, 5, 5), "r1")
    assert (one.independent_for, one.independent_against) == (1, 1)


def test_who_repeats_a_claim_in_its_own_voice_is_named() -> None:
    said = version("r1", positions=(position("Baku", "asserts"),))
    (one,) = claims([incident([said, version("r2", publisher="Lagune Press")])])
    assert [(v.name, v.report) for v in one.asserted] == [("Baku", "r1"), ("Lagune Press", "r2")]


def test_doubt_stands_against() -> None:
    (one,) = claims([incident([version("r1", positions=(position("UN", "doubts"), position("Army", "confirms")))])])
    assert [(v.name, v.stance) for v in one.denied] == [("UN", "doubts")]
    assert [(v.name, v.stance) for v in one.asserted] == [("Army", "confirms")]


def test_accounts_that_blame_others_are_claims_of_their_own() -> None:
    kyiv = version("r1", actors=(entity("Russia"),), positions=(position("Kyiv", "asserts"),))
    moscow = version("r2", actors=(entity("Ukraine"),), positions=(position("Moscow", "asserts"),))
    found = claims([incident([kyiv, moscow])])
    assert [[v.name for v in c.asserted] for c in found] == [["Kyiv"], ["Moscow"]]
    assert len({c.id for c in found}) == 2


def test_what_nobody_takes_a_position_on_is_no_claim() -> None:
    assert claims(assemble([version("r1"), version("r2")])) == []


def test_one_speaker_in_many_outlets_and_many_speakers_in_one_text() -> None:
    assert independent({("observatory", f"r{n}") for n in range(5)}) == 1
    assert independent({(f"speaker{n}", "r1") for n in range(5)}) == 1


@given(st.sets(st.tuples(st.sampled_from("abcde"), st.sampled_from("12345"))))
def test_independent_sources_never_outnumber_names_or_voices(speakers: set[tuple[str, str]]) -> None:
    count = independent(speakers)
    assert count <= min(len({n for n, _ in speakers}), len({v for _, v in speakers}))
    assert (count > 0) == bool(speakers)
