"""Pages: article, title, publisher, day, address; and pages that hold no article."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dateline.errors import EmptyReport, IntakeError, NotText, TooLong
from dateline.intake import Given
from dateline.intake.html import MAX_PAGE_BYTES
from dateline.model.report import Report

ReportIn = Callable[..., Report]
ErrorIn = Callable[..., IntakeError]

PAGE = """<!doctype html><html><head><meta charset="{charset}"><title>Blast kills three in Goma - The Lake Post</title>
<meta property="og:site_name" content="The Lake Post">
<meta property="article:published_time" content="2023-04-05T10:00:00+02:00">
<link rel="canonical" href="https://lakepost.example/world/blast"></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>Blast kills three in Goma</h1>
<p>A blast killed three people in the eastern city of Goma on Tuesday, the army said in a statement on Wednesday.</p>
<p>“We do not know who did it,” said Colonel José Ilunga &amp; others at the café, as fighting went on near Sake.</p>
</article><footer>Copyright 2021 The Lake Post. All rights reserved. Cookie settings.</footer></body></html>"""


def page(charset: str = "utf-8", **changes: str) -> str:
    text = PAGE.replace("{charset}", charset)
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("name", ["page.html", "page.htm", "-"])
def test_article_and_what_the_page_says_of_it(report_in: ReportIn, name: str) -> None:
    report = report_in(page().encode(), name)
    assert "A blast killed three people in the eastern city of Goma" in report.text
    assert "“We do not know who did it,” said Colonel José Ilunga & others at the café" in report.text
    assert "Cookie" not in report.text
    assert "Home" not in report.text
    assert report.title == "Blast kills three in Goma"
    assert report.publisher == "The Lake Post"
    assert report.published == date(2023, 4, 5)
    assert report.url == "https://lakepost.example/world/blast"
    assert report.warnings == ()


def test_given_goes_before_what_was_found(report_in: ReportIn) -> None:
    report = report_in(page().encode(), "page.html", Given(date(2023, 4, 6), "Own title", "Own paper"))
    assert (report.published, report.title, report.publisher) == (date(2023, 4, 6), "Own title", "Own paper")


def test_day_in_words_alone_is_taken_with_a_warning(report_in: ReportIn) -> None:
    stated = '<meta property="article:published_time" content="2023-04-05T10:00:00+02:00">'
    words = page().replace(stated, "").replace("<article>", '<div class="date">Published 6 April 2023</div><article>')
    report = report_in(words.encode(), "page.html")
    assert report.published == date(2023, 4, 6)
    assert report.warnings == ("published 2023-04-06 was found in the page's words, not in its data: check the date",)
    assert report_in(words.encode(), "page.html", Given(date(2023, 4, 7))).warnings == ()


@pytest.mark.parametrize("charset", ["windows-1252", "utf-8", "utf-16"])
def test_stated_encoding(report_in: ReportIn, charset: str) -> None:
    assert "Colonel José Ilunga" in report_in(page(charset).encode(charset), "page.html").text


@pytest.mark.parametrize("stated", ["utf-8", "no-such-charset", "ascii"])
def test_encoding_stated_wrongly(report_in: ReportIn, stated: str) -> None:
    report = report_in(page(stated).encode("cp1252"), "page.html")
    assert "Colonel José Ilunga" in report.text
    assert report.warnings == ("encoding guessed: Windows-1252",)


def test_xhtml_with_a_declaration(report_in: ReportIn) -> None:
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + page()
    assert "Goma on Tuesday" in report_in(text.encode(), "page.xhtml").text


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><head><title>Log in</title></head><body><form><input name=user></form></body></html>",
        "<html><body><nav><a href=/a>Home</a> <a href=/b>News</a></nav></body></html>",
        "<html><script>var a = 'rebels shelled the town of Sake on Monday';</script></html>",
        "no tags in here",
        "<" * 5000,
        "<div>" * 3000,
    ],
)
def test_page_without_an_article(error_in: ErrorIn, html: str) -> None:
    error = error_in(html.encode(), "page.html")
    assert isinstance(error, NotText)
    assert "page" in error.reason


def test_empty_page(error_in: ErrorIn) -> None:
    assert isinstance(error_in(b"", "page.html"), (NotText, EmptyReport))


def test_page_beyond_all_measure(error_in: ErrorIn) -> None:
    assert isinstance(error_in(b"<html>" + b" " * MAX_PAGE_BYTES, "page.html"), TooLong)
