"""Running totals in series, and what is flagged."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from by_hand import entity, on, position, span
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.reading import Source as Report
from dateline.model.reading import Time, Toll
from dateline.record.tolls import series

MAY_1 = date(2023, 5, 1)


def report(id_: str, days: int = 0, publisher: str = "Nile Wire") -> Report:
    return Report(id=id_, publisher=publisher, published=MAY_1 + timedelta(days), language="en", text="")


def toll(best: int, **given: Any) -> Toll:
    fields: dict[str, Any] = {
        "id": "t1",
        "effect": "killed",
        "low": best,
        "best": best,
        "high": best,
        "span": span(str(best)),
        "sentence": span(f"{best} people have been killed in Sudan, the ministry said"),
        "positions": (position("health ministry", "asserts"),),
        "confidence": 0.8,
    }
    return Toll(**{**fields, **given})


def test_one_source_and_scope_is_one_series_in_order_of_date() -> None:
    found = series([(report("b", 7), [toll(604)]), (report("a"), [toll(500)])])
    assert [[(f.report, f.toll.best) for f in s.figures] for s in found] == [[("a", 500), ("b", 604)]]
    assert (found[0].source, found[0].flags) == ("health ministry", ())


def test_sources_scopes_effects_and_populations_stay_apart() -> None:
    unlike = [
        toll(500),
        toll(510, positions=(position("doctors' union", "asserts"),)),
        toll(520, sentence=span("520 people have been killed in Yemen")),
        toll(530, effect="injured"),
        toll(540, of=entity("soldiers")),
        toll(550, who="children"),
    ]
    assert len(series([(report(f"r{n}"), [one]) for n, one in enumerate(unlike)])) == len(unlike)


def test_a_fall_is_flagged_and_not_mended() -> None:
    (one,) = series([(report("a"), [toll(604)]), (report("b", 7), [toll(580)])])
    assert [f.toll.best for f in one.figures] == [604, 580]
    assert one.flags == ("falls from '604' (2023-05-01, report a) to '580' (2023-05-08, report b)",)


def test_more_than_forty_and_then_forty_is_no_fall() -> None:
    more = toll(41, high=None, span=span("more than 40"))
    assert series([(report("a"), [more]), (report("b", 1), [toll(40)])])[0].flags == ()


def test_a_jump_within_days_is_flagged_and_growth_over_months_is_not() -> None:
    (sudden,) = series([(report("a"), [toll(100)]), (report("b", 2), [toll(300)])])
    (slow,) = series([(report("a"), [toll(100)]), (report("b", 200), [toll(300)])])
    assert sudden.flags[0].startswith("jumps from '100'") and slow.flags == ()


def test_two_totals_of_one_report_are_two_series() -> None:
    told = [(report("a"), [toll(313), toll(7001, id="t2")]), (report("b", 30), [toll(7400)])]
    assert [[f.toll.best for f in s.figures] for s in series(told)] == [[7001, 7400], [313]]


def test_a_date_long_ago_is_when_the_counting_began() -> None:
    began = Time(start=date(2011, 3, 1), end=date(2011, 3, 31), precision="month", span=span("March 2011"))
    (one,) = series([(report("a"), [toll(500, as_of=began)])])
    assert one.figures[0].as_of == MAY_1


def test_the_day_that_a_total_names_is_its_date() -> None:
    (one,) = series([(report("a"), [toll(500, as_of=on(date(2023, 4, 30)))])])
    assert one.figures[0].as_of == date(2023, 4, 30)


@given(st.lists(st.tuples(st.integers(1, 5000), st.integers(0, 90)), min_size=1, max_size=12), st.integers())
def test_every_figure_is_in_one_series_in_any_order(told: list[tuple[int, int]], seed: int) -> None:
    given = [(report(f"r{n}", days), [toll(best)]) for n, (best, days) in enumerate(told)]
    shuffled = list(given)
    Random(seed).shuffle(shuffled)
    found = series(shuffled)
    assert found == series(given)
    assert sorted(f.report for s in found for f in s.figures) == sorted(r.id for r, _ in given)
    assert len({s.id for s in found}) == len(found)
