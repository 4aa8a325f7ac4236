"""Times: absolute, relative, ranges, and what stays unresolved."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from dateline.model.reading import Time
from dateline.model.values import edtf
from dateline.reader.alone import time_of

DAY = date(2015, 6, 10)  # a Wednesday


def times_of(text: str, published: date | None) -> list[Time]:
    found, _ = time_of(text, published)
    return found


def only(text: str, published: date | None = DAY) -> Time:
    (found,) = times_of(text, published)
    return found


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on 3 May 2014", "2014-05-03", "2014-05-03"),
        ("on May 3, 2014", "2014-05-03", "2014-05-03"),
        ("on the 3rd of May 2014", "2014-05-03", "2014-05-03"),
        ("on Sept. 27", "2014-09-27", "2014-09-27"),
        ("2014-05-03", "2014-05-03", "2014-05-03"),
        ("on 4 FEB 90", "1990-02-04", "1990-02-04"),
        ("on Friday", "2015-06-05", "2015-06-05"),
        ("early Saturday", "2015-06-06", "2015-06-06"),
        ("next Monday", "2015-06-15", "2015-06-15"),
        ("on Wednesday", "2015-06-10", "2015-06-10"),
        ("yesterday", "2015-06-09", "2015-06-09"),
        ("last week", "2015-06-01", "2015-06-07"),
        ("earlier this month", "2015-06-01", "2015-06-09"),
        ("the past week", "2015-06-03", "2015-06-10"),
        ("last month", "2015-05-01", "2015-05-31"),
        ("last July", "2014-07-01", "2014-07-31"),
        ("in October 2013", "2013-10-01", "2013-10-31"),
        ("three days ago", "2015-06-07", "2015-06-07"),
        ("two years ago", "2013-01-01", "2013-12-31"),
        ("in 1994", "1994-01-01", "1994-12-31"),
        ("the 1980s", "1980-01-01", "1989-12-31"),
        ("between 5 and 7 May", "2015-05-05", "2015-05-07"),
        ("May 28 to June 2", "2015-05-28", "2015-06-02"),
        ("over the weekend", "2015-06-06", "2015-06-07"),
        ("summer 2012", "2012-06-01", "2012-08-31"),
    ],
)
def test_resolved(text: str, start: str, end: str) -> None:
    found = only(f"They came {text}.")
    assert (str(found.start), str(found.end)) == (start, end)


@pytest.mark.parametrize("text", ["on Friday", "yesterday", "last week", "on Sept. 27", "earlier this month"])
def test_without_a_publication_date_the_words_stay_and_no_days(text: str) -> None:
    found = only(f"They came {text}.", None)
    assert (found.start, found.end) == (None, None)


def test_the_dispatchs_own_head_is_a_publication_date() -> None:
    found = times_of("KINSHASA, 4 May 1998 (Radio) - Rebels attacked on Sunday.", None)
    assert found[-1].start == date(1998, 5, 3)


def test_counted_from_the_event_before() -> None:
    found = times_of("Rebels attacked on 3 May 2014. Two days later the army answered.", DAY)
    assert found[-1].start == date(2014, 5, 5)


def test_relations_and_edtf() -> None:
    since = only("It has lasted since May 3, 2014.")
    assert (since.relation, edtf(since)) == ("since", "2014-05-03/..")
    assert edtf(only("In October 2013.")) == "2013-10"
    assert edtf(only("In 1994.")) == "1994"


@pytest.mark.parametrize(
    "text", ["They waited for three weeks.", "He may march.", "It weighs 1994 kg.", "A 2,500-strong crowd sat."]
)
def test_no_times(text: str) -> None:
    assert [t.span.text for t in times_of(text, DAY) if t.start] in ([], ["1994"])


def test_tense_tells_which_friday(nlp: Language) -> None:
    from dateline.reader.when import When

    for text, day in (("The envoy will arrive on Friday.", 12), ("The envoy arrived on Friday.", 5)):
        doc = nlp(text)
        doc._.published = DAY
        assert When()(doc)._.times[0].start == date(2015, 6, day)


@given(st.text(max_size=200), st.none() | st.dates())
def test_any_text_gives_ordered_times_that_slice_true(text: str, published: date | None) -> None:
    found = times_of(text, published)
    assert all(text[t.span.start : t.span.end] == t.span.text for t in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


@given(st.sampled_from(["May", "99", "Friday", "31", "February", "2014", "last", "since", "-", "to", "next", "the", "day"]).flatmap(
    lambda w: st.lists(st.sampled_from([w, "June", "1", "week", "ago", "three", "'80s", "00", "/"]), max_size=8)
), st.none() | st.dates())  # fmt: skip
def test_words_of_time_in_any_order_never_raise(words: list[str], published: date | None) -> None:
    times_of(" ".join(words), published)
