"""Whole readings of short reports, one habit of news prose each. Every text is ours."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.model.reading import Event, Reading
from dateline.model.report import Report
from dateline.reader.pipeline import Reader

DAY = date(2015, 6, 10)  # a Wednesday


def read(reader: Reader, text: str, published: date | None = DAY) -> Reading:
    return reader.read(Report(text=text, published=published))


def of_type(reading: Reading, kind: str) -> list[Event]:
    return [e for e in reading.events if e.type == kind]


def names(entities: object) -> set[str]:
    return {e.name for e in entities}  # type: ignore[attr-defined]


def test_active_and_passive_say_the_same(reader: Reader) -> None:
    for text in (
        "Houthi fighters attacked a police station in Taiz on Tuesday.",
        "A police station in Taiz was attacked by Houthi fighters on Tuesday.",
    ):
        (event,) = of_type(read(reader, text), "ASSAULT")
        assert event.actors and "Houthi" in event.actors[0].name
        assert event.place is not None and event.place.name.startswith("Ta")
        assert event.time is not None and event.time.start == event.time.end == date(2015, 6, 9)


def test_nominal_events_have_their_parties(reader: Reader) -> None:
    (event,) = of_type(
        read(reader, "The shelling of Maiduguri by Boko Haram fighters on Monday shook the city."), "ASSAULT"
    )
    assert any("Boko Haram" in n for n in names(event.actors))
    assert event.time is not None and event.time.start == date(2015, 6, 8)


def test_nobody_is_the_actor_where_nobody_is_named(reader: Reader) -> None:
    (event,) = of_type(read(reader, "A roadside bomb killed four soldiers near Gao on Sunday."), "ASSAULT")
    assert event.actors == ()
    assert [(c.effect, c.best, c.who) for c in event.casualties] == [("killed", 4, "military")]


def test_coordinated_numbers_belong_to_one_event(reader: Reader) -> None:
    text = "A suicide bomber attacked a mosque in Kano on Friday, killing 31 people and injuring more than 60."
    (event,) = of_type(read(reader, text), "ASSAULT")
    assert [(c.effect, c.low, c.best, c.high) for c in event.casualties] == [
        ("killed", 31, 31, 31),
        ("injured", 61, 61, None),
    ]


def test_a_second_strike_is_a_second_event(reader: Reader) -> None:
    text = "A rocket hit a school in Donetsk on Monday. A second rocket struck a market in Horlivka."
    events = of_type(read(reader, text), "ASSAULT")
    assert len(events) == 2
    assert all(e.actors == () for e in events)


def test_an_event_told_twice_is_one(reader: Reader) -> None:
    text = (
        "Gunmen attacked a hotel in Kabul on Tuesday, killing nine people.\n\n"
        "The attack began shortly after noon. Four of the attackers were shot dead by police."
    )
    events = of_type(read(reader, text), "ASSAULT")
    first = events[0]
    assert len(first.mentions) >= 2
    assert len(events) <= 2


def test_fighting_has_two_sides(reader: Reader) -> None:
    (event,) = of_type(read(reader, "Sudanese troops clashed with rebels in Darfur on Saturday."), "ASSAULT")
    assert len(event.actors) == 2
    assert event.recipients == ()


def test_the_speaker_takes_a_position(reader: Reader) -> None:
    text = "The Ukrainian army said that separatists had shelled the town of Avdiivka on Monday."
    (event,) = of_type(read(reader, text), "ASSAULT")
    assert [(p.stance, p.holder.country, p.holder.sector) for p in event.positions] == [("asserts", "UKR", "MIL")]


def test_nested_speakers_all_take_one(reader: Reader) -> None:
    text = "The ministry said that a colonel had told investigators that soldiers had killed the bishop."
    event = of_type(read(reader, text), "ASSAULT")[0]
    assert len([p for p in event.positions if p.stance == "asserts"]) == 2


def test_a_denial_is_an_event_and_a_position(reader: Reader) -> None:
    text = "Rwanda has denied that its army attacked a village in eastern Congo."
    reading = read(reader, text)
    (denial,) = of_type(reading, "REJECT")
    (attack,) = of_type(reading, "ASSAULT")
    assert denial.about == attack.id
    assert attack.status == "disputed"
    assert any(p.stance == "denies" and p.holder.country == "RWA" for p in attack.positions)


def test_blame_is_an_accusation_and_makes_an_alleged_actor(reader: Reader) -> None:
    reading = read(reader, "Kenya blamed al-Shabaab for the bombing of a bus in Mandera.")
    (blame,) = of_type(reading, "ACCUSE")
    (attack,) = of_type(reading, "ASSAULT")
    assert blame.about == attack.id
    assert attack.status == "alleged"
    assert any("Shabaab" in n for n in names(attack.actors))
    assert any(p.holder.country == "KEN" for p in attack.positions)


def test_a_claim_of_responsibility_names_the_actor(reader: Reader) -> None:
    text = "The Taliban claimed responsibility for the attack on a bank in Kunduz."
    (attack,) = of_type(read(reader, text), "ASSAULT")
    assert "Taliban" in names(attack.actors)
    assert any(p.stance == "asserts" and p.holder.name == "Taliban" for p in attack.positions)


def test_plans_and_possibilities_are_no_facts(reader: Reader) -> None:
    planned = read(reader, "Thousands of teachers will march in Lima on Friday.")
    assert {e.status for e in planned.events} <= {"planned"}
    feared = read(reader, "Diplomats fear that rebels could attack the airport.")
    assert of_type(feared, "ASSAULT") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The French president condemned the killing of two aid workers in Bangui.", "ACCUSE"),
        ("The UN Security Council called on Eritrea to release the prisoners.", "REQUEST"),
        ("Police arrested 40 demonstrators in Caracas on Monday.", "COERCE"),
        ("Thousands of people protested in Santiago on Monday against the government.", "PROTEST"),
        ("Turkey imposed sanctions on Syria on Tuesday.", "SANCTION"),
        ("India's foreign minister met her Chinese counterpart in Beijing on Tuesday.", "CONSULT"),
        ("Germany praised the Colombian government for the peace deal.", "SUPPORT"),
        ("Ethiopia withdrew its troops from Somalia on Monday.", "RETREAT"),
        ("Russia deployed troops to the Georgian border on Monday.", "MOBILIZE"),
        ("Iran threatened to attack Israel on Monday.", "THREATEN"),
        ("The Philippine government and the rebels signed a peace agreement in Manila on Monday.", "AGREE"),
        ("The prime minister of Mali resigned on Monday.", "CONCEDE"),
        ("The Red Cross delivered food to refugees in Diffa on Monday.", "AID"),
        ("Serbia rejected the proposal of the European Union on Monday.", "REJECT"),
    ],
)
def test_types(reader: Reader, text: str, kind: str) -> None:
    assert of_type(read(reader, text), kind), [e.type for e in read(reader, text).events]


def test_a_refusal_to_give_is_a_rejection(reader: Reader) -> None:
    assert of_type(read(reader, "Colombia said it will not lift the ban on the party."), "REJECT")


def test_totals_stand_apart_from_an_events_own_numbers(reader: Reader) -> None:
    text = (
        "A car bomb killed six people in Baghdad on Monday. "
        "More than 900 people have been killed in the violence since the start of April."
    )
    reading = read(reader, text)
    assert [(c.effect, c.best) for e in reading.events for c in e.casualties] == [("killed", 6)]
    assert [(t.effect, t.low) for t in reading.tolls] == [("killed", 901)]


def test_agreements_have_a_state(reader: Reader) -> None:
    text = "The truce between the army and the rebels in Tripoli collapsed on Monday when the two sides traded fire."
    (agreement,) = read(reader, text).agreements
    assert (agreement.kind, agreement.state) == ("ceasefire", "collapsed")


def test_reasons_lead_to_each_field(reader: Reader) -> None:
    reading = read(reader, "Houthi fighters attacked a police station in Taiz on Tuesday.")
    fields = {r.field for r in reading.reasons if r.item == "e1"}
    assert {"type", "place", "time"} <= fields
    assert "reasons" not in reading.to_json()
