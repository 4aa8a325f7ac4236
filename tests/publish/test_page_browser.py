"""The page in a real browser: lighting, keys, small screens, print, and attacks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.model.reading import Reading
from dateline.publish import page as pages

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
NEEDS = "needs Chromium (apt-get install chromium, or its path in CHROMIUM) and the Python package playwright"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sync_playwright = None  # type: ignore[assignment]
    if not CHROMIUM or sync_playwright is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"the browser tests may not be left out where CI=true: this test {NEEDS}")
        pytest.skip(NEEDS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a page of readings; at the end no script may have failed and nothing may have left the machine."""
    troubles: list[str] = []
    opened: list[Any] = []

    def open_page(readings: list[Reading], **options: Any) -> Any:
        file = tmp_path / "page.html"
        file.write_text(pages.render(readings, explain=True), encoding="utf-8", newline="")
        context = browser.new_context(**options)
        opened.append(context)
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        tab.on("pageerror", lambda error: troubles.append(str(error)))
        tab.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        tab.on("request", lambda one: troubles.append(one.url) if one.url != file.as_uri() else None)
        tab.goto(file.as_uri())
        return tab

    yield open_page
    for context in opened:
        context.close()
    assert troubles == []


CALM = {"reduced_motion": "reduce"}


def lit(tab: Any) -> str:
    words: list[str] = tab.eval_on_selector_all(".dl-m.on", "marks => marks.map(mark => mark.textContent)")
    return "|".join(words)


def test_the_text_is_whole(show: Callable[..., Any], reading: Reading) -> None:
    assert show([reading]).eval_on_selector(".dl-text", "e => e.textContent") == reading.report.text


@pytest.mark.parametrize("way", ["click", "Enter", "Space"])
def test_a_card_lights_its_words(show: Callable[..., Any], reading: Reading, way: str) -> None:
    tab = show([reading], **CALM)
    card = tab.locator("#r1-T1")
    if way == "click":
        card.click()
    else:
        card.focus()
        tab.keyboard.press(way)
    assert lit(tab) == "over 900|since January"
    assert card.get_attribute("aria-current") == "true"
    assert "2 marked passages" in tab.locator("[role=status]").text_content()
    tab.keyboard.press("Escape")
    assert lit(tab) == ""


def test_words_light_all_their_cards(show: Callable[..., Any], reading: Reading) -> None:
    tab = show([reading], **CALM)
    tab.locator(".dl-m", has_text="denied").last.click()
    cards = tab.eval_on_selector_all(".dl-card.on", "cards => cards.map(card => card.id)")
    assert cards == ["r1-1", "r1-2"]
    tab.locator("a.dl-m", has_text="truce").focus()
    tab.keyboard.press("Space")
    assert tab.eval_on_selector_all(".dl-card.on", "cards => cards.map(card => card.id)") == ["r1-A1"]


def test_lit_words_are_in_view(show: Callable[..., Any], build: Callable[..., Reading]) -> None:
    long = build()
    tail = long.report.text + "\n\nNothing happened. " * 3000
    tab = show([long, long.model_copy(update={"report": long.report.model_copy(update={"text": tail})})], **CALM)
    tab.locator("#r2-A1").click()
    tab.wait_for_timeout(100)
    box = tab.locator("#r2 .dl-m.on").first.bounding_box()
    assert 0 <= box["y"] <= tab.viewport_size["height"]


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_nothing_sticks_out(
    show: Callable[..., Any], build: Callable[..., Reading], hostile: Reading, width: int
) -> None:
    readings = [build(title="x" * 500, url="https://kivu.example/" + "y" * 500), hostile]
    tab = show(readings, viewport={"width": width, "height": 700})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    right = tab.evaluate(
        "Math.max(...[...document.querySelectorAll('main *')].map(e => e.getBoundingClientRect().right))"
    )
    assert right <= width + 1


def test_print_leaves_nothing_out(show: Callable[..., Any], reading: Reading) -> None:
    tab = show([reading], color_scheme="dark")
    tab.emulate_media(media="print", color_scheme="dark")
    assert tab.eval_on_selector(".dl-side", "e => getComputedStyle(e).overflowY") == "visible"
    assert tab.eval_on_selector(".dl-card", "e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    hidden = (
        "e => [...e.querySelectorAll('.dl-text, .dl-card, dd, dt, h1, h2')].filter(x => !x.checkVisibility()).length"
    )
    assert tab.eval_on_selector("main", hidden) == 0


def test_dark(show: Callable[..., Any], reading: Reading) -> None:
    tab = show([reading], color_scheme="dark")
    assert tab.eval_on_selector(".dl", "e => getComputedStyle(e).backgroundColor") == "rgb(25, 24, 22)"


def test_without_script(show: Callable[..., Any], reading: Reading) -> None:
    tab = show([reading], java_script_enabled=False)
    tab.locator("#r1-1 a.dl-n").focus()
    tab.keyboard.press("Enter")
    assert tab.url.endswith(f"#r1-at-{reading.report.text.index('hit')}")
    tab.locator("a.dl-m", has_text="truce").click()
    assert tab.url.endswith("#r1-A1")


def test_hostile_words_do_nothing(show: Callable[..., Any], hostile: Reading) -> None:
    tab = show([hostile])
    tab.locator(".dl-card").first.click()
    assert tab.title() != "owned"
    assert tab.locator("img").count() == 0
    assert tab.eval_on_selector(".dl-text", "e => e.textContent") == hostile.report.text


def test_landmarks_and_names(show: Callable[..., Any], reading: Reading) -> None:
    tab = show([reading, reading])
    for role, name in (("navigation", "Reports"), ("region", "Text of the report"), ("region", "What the report says")):
        assert tab.get_by_role(role, name=name).first.is_visible()
    assert tab.get_by_role("main").count() == 1
    levels = tab.eval_on_selector_all("h1, h2", "all => all.map(h => h.tagName).join(' ')")
    assert levels.startswith("H1 H2")
