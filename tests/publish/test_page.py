"""The page as text: what stands in it, and what cannot get into it."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.reading import Coder, Event, Mention, Reading, Source
from dateline.model.span import Span
from dateline.publish import page
from dateline.publish.cards import Card, Line, cards
from dateline.publish.marks import segments


class Seen(HTMLParser):
    """Tags with their attributes, and the text of each ``dl-text``."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.depth, self.texts = 0, [""]
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if self.depth:
            self.depth += 1
        elif found.get("class") == "dl-text":
            self.depth = 1

    def handle_endtag(self, tag: str) -> None:
        self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.texts[-1] += data

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]


def test_text_is_whole(reading: Reading) -> None:
    assert Seen(page.render([reading])).texts == [reading.report.text]
    assert "\r" not in page.render([reading])


@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_text_is_whole(text: str) -> None:
    source = Source(id="r", title="t", language="en", text=text)
    assert Seen(page.render([Reading(report=source, coder=Coder(version="0", model="m"))])).texts == [text]


def test_what_html_cannot_hold_keeps_its_place() -> None:
    source = Source(id="r", title="\ud800", language="en", text="a\0b\ud800c")
    written = page.render([Reading(report=source, coder=Coder(version="0", model="m"))])
    assert written.encode() and Seen(written).texts == ["a\ufffdb\ufffdc"]


@given(cuts=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from(["actor", "place", "time"]))))
def test_segments_are_the_text_and_know_their_cards(cuts: list[tuple[int, int, str]]) -> None:
    text = "".join(chr(97 + n % 26) for n in range(30))
    made = [Span.of(text, a, min(30, a + n)) for a, n, _ in cuts if a < 30]
    roles = [role for a, _, role in cuts if a < 30]
    some = [
        Card(str(i), "event", i, "", "", (Line("", "", role, span),), ())  # type: ignore[arg-type]
        for i, (span, role) in enumerate(zip(made, roles, strict=True))
    ]
    parts = list(segments(text, some))
    assert "".join(text[part.start : part.end] for part in parts) == text
    for part in parts:
        inside = tuple(i for i, span in enumerate(made) if span.start <= part.start and part.end <= span.end)
        assert part.cards == inside
        assert set(part.roles) == {roles[i] for i in inside}


def test_links_lead_both_ways(reading: Reading) -> None:
    seen = Seen(page.render([reading, reading]))
    ids = [attrs["id"] for _, attrs in seen.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    inside = [attrs["href"][1:] for attrs in seen.named("a") if attrs["href"].startswith("#")]
    assert set(inside) <= set(ids)
    assert {"r1-1", "r1-T1", "r1-A1", "r2-2", "r2", "reports"} <= set(inside)


def test_every_mark_names_its_cards(reading: Reading) -> None:
    seen = Seen(page.render([reading]))
    lit = {attrs["id"]: attrs["data-i"].split() for _, attrs in seen.tags if "data-i" in attrs}
    people = reading.report.text.index("12 people")
    assert lit[f"r1-at-{people}"] == ["r1-1"]
    denied = reading.report.text.index(" denied") + 1
    assert lit[f"r1-at-{denied}"] == ["r1-1", "r1-2"]


def test_policy_allows_the_page_and_nothing_else(reading: Reading) -> None:
    written = page.render([reading])
    policy = next(a["content"] for a in Seen(written).named("meta") if a.get("http-equiv"))
    for tag in ("script", "style"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", written, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not re.search(r"url\(|@import|\ssrc=|\sstyle=|<link", written)


def test_hostile_words_stay_words(hostile: Reading) -> None:
    seen = Seen(page.render([hostile], explain=True))
    assert len(seen.named("script")) == 1
    assert not seen.named("img")
    assert not [attrs for _, attrs in seen.tags if any(name.startswith("on") for name in attrs)]
    assert not [a for a in seen.named("a") if not a["href"].startswith("#")]


@pytest.mark.parametrize(
    ("url", "linked"),
    [("https://kivu.example/1?a=1&b=2", True), ("JAVASCRIPT:alert(1)", False), ("data:text/html,x", False),
     ("https://[broken", False), ("//kivu.example", False)],
)  # fmt: skip
def test_only_web_addresses_are_linked(build: Callable[..., Reading], url: str, linked: bool) -> None:
    links = [a["href"] for a in Seen(page.render([build(url=url)])).named("a")]
    assert (url in links) is linked


def test_reasons_only_when_asked(reading: Reading) -> None:
    assert "trigger “hit” of the lexicon" in page.render([reading], explain=True)
    assert "trigger “hit” of the lexicon" not in page.render([reading])


def test_fragment_has_no_script_and_no_ids(reading: Reading) -> None:
    written = page.fragment(reading)
    seen = Seen(written)
    assert seen.texts == [reading.report.text]
    assert not seen.named("script") and not seen.named("a")
    assert not [attrs for _, attrs in seen.tags if "id" in attrs]
    assert len(seen.named("article")) == len(cards(reading))
    rules = re.sub(r"/\*.*?\*/", "", re.findall(r"<style>(.*?)</style>", written, re.DOTALL)[0], flags=re.DOTALL)
    selectors = [one.strip() for group in re.findall(r"([^{}@;]+)\{", rules) for one in group.split(",")]
    assert all(one.startswith((".dl", ".legend", "media", "(")) for one in selectors)


def test_long_report_in_little_time() -> None:
    text = "Rebels shelled the camp. " * 8000
    events = tuple(
        Event(id=f"e{n}", type="ASSAULT", confidence=0.5,
              mentions=(Mention(trigger=Span.of(text, n * 250 + 7, n * 250 + 14),
                                sentence=Span.of(text, n * 250, n * 250 + 24)),))
        for n in range(800)
    )  # fmt: skip
    reading = Reading(report=Source(id="r", language="en", text=text), coder=Coder(version="0", model="m"),
                      events=events)  # fmt: skip
    start = time.perf_counter()
    written = page.render([reading])
    assert time.perf_counter() - start < 5
    assert Seen(written).texts == [text]


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel", "lit"])
@pytest.mark.parametrize("colour", ["ink", "soft", "accent"])
def test_contrast_is_double_a(reading: Reading, scheme: int, ground: str, colour: str) -> None:
    """WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1."""
    if (colour, ground) == ("soft", "lit"):
        colour = "ink"  # a lit card shows its soft words in ink
    blocks = re.findall(r"\{\s*(--ink[^}]*)\}", page.fragment(reading))
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[scheme]))
    lighter, darker = sorted((_luminance(colours[colour]), _luminance(colours[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
