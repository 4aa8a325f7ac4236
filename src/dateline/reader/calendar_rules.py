"""What words of time mean: a match and its context to days. One function a rule of ``when``.

Codebook, "Place and time": week = Monday to Sunday; "on Friday" = the latest such day not after publication, unless the
tense is future; "earlier this month" = the first of the month to the day before publication; "the past week" = the
seven days up to publication. Without a publication date relative words keep their words and have no days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from dateline.lexicon import settings
from dateline.model import values
from dateline.model.values import NEVER, Days, safe_date, shift

YEAR = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)(?!\d)")
DIGITS = re.compile(r"\d+")
AHEAD = re.compile(
    r"\b(?:as (?:soon|early) as|effective|payable|due|expires?|expire (?:at|on)|deadline (?:until|to)|extended .{0,15}until"
    r"|postponed until|(?:scheduled|planned|set|slated|expected) (?:for|on|in))\s+(?:at |the |\d{1,2} ?[ap]\.?m\.? )*$",
    re.I,
)
"""Words straight before a day that has yet to come."""
NEAR = 60
FAR = 300
FAR_YEARS = 10


@cache
def words(kind: str) -> dict[str, Any]:
    """A table of ``lexicon/en/when.toml``."""
    return dict(settings("when")[kind])


@cache
def _word_pattern(kind: str) -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(sorted(words(kind), key=len, reverse=True)) + r")\b", re.I)


@dataclass
class Context:
    """What a rule may look at: the publication date, the report, and the time told before."""

    published: date | None
    doc: Doc | None
    last: Days | None = None
    used: bool = False

    def today(self) -> date | None:
        """The publication date, noted as used."""
        self.used = True
        return self.published

    def remember(self, days: Days) -> None:
        """Keep a day for "the next day", "two days later"."""
        if days.start is not None and days.precision in {"day", "hour"}:
            self.last = days

    def future(self, match: re.Match[str]) -> bool:
        """Whether the clause around a match speaks of the future."""
        if self.doc is None:
            return False
        verb = self._verb(match)
        if AHEAD.search(match.string, max(0, match.start() - 40), match.start()):
            return True
        if verb is not None:
            return _speaks_of_the_future(verb)
        near = match.string[max(0, match.start() - 60) : match.end() + 40].lower()
        return any(re.search(rf"\b{re.escape(w)}\b", near) for w in settings("when")["future"][:3])

    def past(self, match: re.Match[str]) -> bool:
        """Whether the clause around a match speaks of the past, or has no verb that would tell."""
        verb = self._verb(match) if self.doc is not None else None
        if verb is None:
            return True
        return verb.tag_ in {"VBD", "VBN"} or any(
            c.tag_ == "VBD" or c.lower_ in {"had", "has", "have"} for c in verb.children if c.dep_.startswith("aux")
        )

    def _verb(self, match: re.Match[str]) -> Any:
        assert self.doc is not None
        if not self.doc.has_annotation("DEP"):
            return None
        span = self.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None:
            return None
        return next((t for t in span.root.ancestors if t.pos_ in {"VERB", "AUX"}), None)


def _speaks_of_the_future(verb: Token) -> bool:
    """ "Will meet", "is to resume", "guidelines to be published", "expected in December"."""
    marks = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    ahead = settings("when")["planning"]
    if marks & {"will", "'ll", "shall", "wo"} or verb.lemma_ in ahead:
        return True
    if "to" in marks and (
        verb.dep_ in {"acl", "relcl"} or (verb.dep_ == "xcomp" and verb.head.lemma_ in {"be", *ahead})
    ):
        return True
    return "would" in marks and verb.lemma_ in {"begin", "meet", "hold"}


def _number(text: str) -> int:
    text = text.lower().strip()
    if text.isdigit():
        return int(text)
    return int(words("numbers").get(text, 0))


def _said_year(text: str, context: Context) -> int | None:
    found = YEAR.search(text)
    if found:
        return int(found[1])
    relative = re.search(r"\b(last|this|next)\s+year\b", text, re.I)
    today = context.today() if relative else None
    if relative and today:
        return today.year + {"last": -1, "this": 0, "next": 1}[relative[1].lower()]
    short = re.search(r"\d(?:st|nd|rd|th)?\s+[a-z]+\.?,?\s+'?(\d\d)$", text, re.I)
    if short:
        return 1900 + int(short[1]) if int(short[1]) > 30 else 2000 + int(short[1])
    return None


def _month(text: str) -> int | None:
    found = _word_pattern("months").search(text)
    return int(words("months")[found[1].lower()]) if found else None


def iso(match: re.Match[str], context: Context) -> Days:
    """2020-10-18."""
    numbers = [int(n) for n in DIGITS.findall(match[0])[:3]]
    found = safe_date(*numbers)
    return values.day(found) if found else NEVER


def slashed(match: re.Match[str], context: Context) -> Days:
    """10/18/2020 (month first, as in the United States, unless that is no month), 18.10.2020 (day first)."""
    first, second, year = (int(n) for n in DIGITS.findall(match[0])[:3])
    year = year if year > 99 else 2000 + year if year < 50 else 1900 + year
    order = [(second, first), (first, second)] if "." in match[0] or first > 12 else [(first, second), (second, first)]
    found = next((d for m, d_ in order if (d := safe_date(year, m, d_))), None)
    return values.day(found) if found else NEVER


def _nearest(month: int, day: int, match: re.Match[str], context: Context) -> date | None:
    """A month and day without a year: the latest not after publication, or the next one where the tense is future."""
    today = context.today()
    if today is None:
        return None
    past = next(
        (
            d
            for y in (today.year, today.year - 1, today.year - 2, today.year - 3, today.year - 4)
            if (d := safe_date(y, month, day)) and d <= today
        ),
        None,
    )
    coming = next(
        (
            d
            for y in (today.year, today.year + 1, today.year + 2, today.year + 3, today.year + 4)
            if (d := safe_date(y, month, day)) and d > today
        ),
        None,
    )
    if coming is None or past is None:
        return past or coming
    if context.future(match) or ((today - past).days > FAR and (coming - today).days < NEAR):
        return coming
    return past


def day_month(match: re.Match[str], context: Context) -> Days:
    """18 October 2020, October 18, "the 3rd of May", "4 FEB 90", with or without a year."""
    text = match[0]
    month = _month(text)
    year = _said_year(text, context)
    rest = YEAR.sub("", text)
    clock = re.search(r"\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m|hours|GMT|UTC)", rest, re.I)
    if clock:
        rest = rest[clock.end() :]
    number = re.search(r"(?<![\d'])(\d{1,2})(?:st|nd|rd|th)?(?!\d)", rest)
    if month is None or number is None:
        return NEVER
    if year is not None:
        found = safe_date(year, month, int(number[1]))
    elif re.match(r"(?:last|next)\b", text, re.I):
        year = _month_without_year(month, match, context)
        found = safe_date(year, month, int(number[1])) if year else None
    else:
        found = _nearest(month, int(number[1]), match, context)
    return values.day(found, "hour" if clock else "day") if found else NEVER


def day_range(match: re.Match[str], context: Context) -> Days:
    """5-7 May, May 5 to June 7, between 5 and 7 May 2019."""
    text = match[0]
    months = [int(words("months")[m.lower()]) for m in _word_pattern("months").findall(text)]
    year = _said_year(text, context)
    numbers = [int(n) for n in DIGITS.findall(YEAR.sub("", text))]
    if len(numbers) < 2 or not months:
        return NEVER
    last = safe_date(year, months[-1], numbers[1]) if year else _nearest(months[-1], numbers[1], match, context)
    if last is None:
        return NEVER
    first = safe_date(last.year, months[0], numbers[0])
    if first is not None and first > last:
        first = safe_date(last.year - 1, months[0], numbers[0])
    return Days(first, last, "range") if first else NEVER


def months(match: re.Match[str], context: Context) -> Days:
    """March to May, between June and August 2014."""
    found = [int(words("months")[m.lower()]) for m in _word_pattern("months").findall(match[0])]
    year = _said_year(match[0], context)
    if year is None:
        last = _month_without_year(found[-1], match, context)
        if last is None:
            return NEVER
        year = last
    return values.span(
        values.month(year if found[0] <= found[-1] else year - 1, found[0]), values.month(year, found[-1])
    )


def _month_without_year(month: int, match: re.Match[str], context: Context) -> int | None:
    today = context.today()
    if today is None:
        return None
    text = match[0].lower()
    if re.search(r"\bnext\b", text) or (context.future(match) and "last" not in text):
        return today.year if month > today.month or (month == today.month and "next" not in text) else today.year + 1
    if re.search(r"\bthis\s+(?!past)", text) and "this past" not in text:
        return today.year
    if "last" in text or "past" in text:
        return today.year if month < today.month else today.year - 1
    ahead = (month - today.month) % 12
    if 0 < ahead <= 4 and not context.past(match):
        return today.year + (month < today.month)
    return today.year if month <= today.month else today.year - 1


def month_year(match: re.Match[str], context: Context) -> Days:
    """October 2020, early May last year, late last July."""
    month = _month(match[0])
    if month is None:
        return NEVER
    year = _said_year(match[0], context) or _month_without_year(month, match, context)
    return values.month(year, month) if year else NEVER


def month_alone(match: re.Match[str], context: Context) -> Days:
    """In May, early June: the latest such month, or the next where the tense is future."""
    return month_year(match, context)


def season(match: re.Match[str], context: Context) -> Days:
    """Last summer, spring 2011: three months, northern."""
    found = _word_pattern("seasons").search(match[0])
    if found is None:
        return NEVER
    first, last = words("seasons")[found[1].lower()]
    year = _said_year(match[0], context)
    if year is None:
        year = _month_without_year(first, match, context)
    if year is None:
        return NEVER
    return values.span(values.month(year, first), values.month(year, last))


def weekday(match: re.Match[str], context: Context) -> Days:
    """On Friday, early Saturday, last Monday, next Tuesday, Saturday's."""
    found = re.search(_word_pattern("weekdays").pattern.replace(r")\b", r")s?\b"), match[0], re.I)
    today = context.today()
    if found is None or today is None:
        return NEVER
    wanted = int(words("weekdays")[found[1].lower()])
    text = match[0].lower()
    back = (today.weekday() - wanted) % 7
    ahead = (wanted - today.weekday()) % 7
    precision = "hour" if re.search(r"\d", text) else "day"
    if re.search(r"\b(?:next|coming|following)\b", text):
        if "following" in text and context.last and context.last.start:
            return values.day(shift(context.last.start, (wanted - context.last.start.weekday() - 1) % 7 + 1))
        return values.day(shift(today, ahead or 7), precision)  # type: ignore[arg-type]
    if re.search(r"\b(?:last|previous)\b", text):
        return values.day(shift(today, -(back or 7)), precision)  # type: ignore[arg-type]
    if context.future(match) and ahead:
        return values.day(shift(today, ahead), precision)  # type: ignore[arg-type]
    return values.day(shift(today, -back), precision)  # type: ignore[arg-type]


def relative_day(match: re.Match[str], context: Context) -> Days:
    """Yesterday, today, tomorrow, tonight, overnight, last night."""
    today, text = context.today(), match[0].lower()
    if today is None:
        return NEVER
    if "day before yesterday" in text:
        return values.day(shift(today, -2))
    if "day after tomorrow" in text:
        return values.day(shift(today, 2))
    if "overnight" in text:
        return Days(shift(today, -1), today, "range")
    if "yesterday" in text or "last night" in text:
        return values.day(shift(today, -1))
    return values.day(shift(today, 1)) if "tomorrow" in text else values.day(today)


def past_units(match: re.Match[str], context: Context) -> Days:
    """The past two weeks, the last three days: up to publication."""
    today, text = context.today(), match[0].lower()
    if today is None:
        return NEVER
    found = re.search(r"(?:past|last|previous|next|coming)\s+(\w+)", text)
    number = _number(found[1]) if found else 0
    if not number or "hour" in text:
        return NEVER
    days = number * (
        1 if "day" in text else 7 if "week" in text else 30 if "month" in text else 365 if "year" in text else 3650
    )
    if re.search(r"\b(?:next|coming)\b", text):
        return Days(today, shift(today, days), "range")
    return Days(shift(today, -days), today, "range")


def relative_unit(match: re.Match[str], context: Context) -> Days:
    """Last week, this month, earlier this year, the past week, next year."""
    text = match[0].lower()
    if re.search(r"\b(?:same|following|previous)\b", text):
        return NEVER if "day" not in text else next_day(match, context)
    today = context.today()
    if today is None or "quarter" in text or "century" in text:
        return NEVER
    if re.search(r"\bpast\b", text):
        return _past_one(text, today)
    step = -1 if re.search(r"\blast\b", text) else 1 if re.search(r"\b(?:next|coming)\b", text) else 0
    whole = _unit(text, today, step)
    if step == 0 and "earlier" in text and whole.start and whole.start < today:
        return Days(whole.start, today - timedelta(1), "range")
    if step == 0 and "later" in text and whole.end and whole.end > today:
        return Days(today, whole.end, "range")
    return whole


def _past_one(text: str, today: date) -> Days:
    for unit, days in (("week", 7), ("month", 30), ("year", 365), ("decade", 3650), ("day", 1)):
        if unit in text:
            return Days(shift(today, -days), today, "range")
    return NEVER


def _unit(text: str, today: date, step: int) -> Days:
    if "weekend" in text:
        back = 7 if step < 0 or (step == 0 and today.weekday() < 5 and "this" not in text) else 0
        return values.weekend(
            shift(today, -back if today.weekday() < 5 or (step < 0 and today.weekday() >= 5) else 0 if step <= 0 else 7)
        )
    if "week" in text:
        return values.week(shift(today, 7 * step))
    if "month" in text:
        return values.month(today.year, today.month + step)
    if "decade" in text:
        return values.decade((today.year // 10 + step) * 10)
    if "year" in text:
        return values.year(today.year + step)
    return values.day(shift(today, step)) if "day" in text else NEVER


def weekend(match: re.Match[str], context: Context) -> Days:
    """Over the weekend: the latest one begun."""
    today = context.today()
    if today is None:
        return NEVER
    return values.weekend(today if today.weekday() >= 5 or context.future(match) else shift(today, -7))


def ago(match: re.Match[str], context: Context) -> Days:
    """Three days ago, a year ago: as precise as the unit."""
    today = context.today()
    found = re.search(r"(\w+|couple of)\s+(?:(?:and a half|or so)\s+)?(day|week|month|year|decade)", match[0].lower())
    if today is None or found is None:
        return NEVER
    return _back(today, _number(found[1]), found[2], -1)


def _back(anchor: date, number: int, unit: str, sign: int) -> Days:
    if not number:
        return NEVER
    if unit == "day":
        return values.day(shift(anchor, sign * number))
    if unit == "week":
        return values.week(shift(anchor, sign * 7 * number))
    if unit == "month":
        return values.month(anchor.year, anchor.month + sign * number)
    return values.year(anchor.year + sign * number * (10 if unit == "decade" else 1))


def shifted(match: re.Match[str], context: Context) -> Days:
    """Two days later, three weeks earlier: counted from the time told before."""
    found = re.search(r"(\w+)\s+(day|week|month|year|decade)s?\s+(\w+)", match[0].lower())
    anchor = context.last.start if context.last else None
    if found is None or anchor is None:
        return NEVER
    return _back(anchor, _number(found[1]), found[2], -1 if found[3] in {"earlier", "before", "previously"} else 1)


def hours(match: re.Match[str], context: Context) -> Days:
    """Hours after, three hours earlier: the day of the time told before."""
    anchor = context.last.start if context.last else None
    return values.day(anchor, "hour") if anchor is not None else NEVER


def next_day(match: re.Match[str], context: Context) -> Days:
    """The next day, the day before, a day later: from the time told before."""
    anchor = context.last.start if context.last else None
    if anchor is None:
        return NEVER
    text = match[0].lower()
    if "same" in text:
        return values.day(anchor)
    return values.day(shift(anchor, -1 if re.search(r"previous|before|earlier|preceding", text) else 1))


def ramadan(match: re.Match[str], context: Context) -> Days:
    """Ramadan of a year, or the one nearest to publication."""
    year = _said_year(match[0], context)
    today = context.today() if year is None else None
    year = year or (today.year if today else None)
    found = words("ramadan").get(str(year))
    return Days(date.fromisoformat(found[0]), date.fromisoformat(found[1]), "range") if found else NEVER


def feast(match: re.Match[str], context: Context) -> Days:
    """Christmas, New Year's Eve."""
    text = match[0].lower()
    name = max((f for f in words("feasts") if text.startswith(f)), key=len, default="")
    if not words("feasts").get(name):
        return NEVER
    month, day = words("feasts")[name]
    year = _said_year(match[0], context)
    found = safe_date(year, month, day) if year else _nearest(month, day, match, context)
    return values.day(found) if found else NEVER


def decade(match: re.Match[str], context: Context) -> Days:
    """The 1990s, the late '80s."""
    found = re.search(r"(\d{4})s", match[0])
    if found:
        return values.decade(int(found[1]))
    short = re.search(r"'(\d0)s", match[0])
    return values.decade(1900 + int(short[1])) if short else NEVER


def years(match: re.Match[str], context: Context) -> Days:
    """1986-1989, between 2011 and 2014."""
    first, last = DIGITS.findall(match[0])[:2]
    end = int(last) if len(last) == 4 else int(first[:2] + last)
    return values.span(values.year(int(first)), values.year(end))


def year(match: re.Match[str], context: Context) -> Days:
    """1994."""
    found = YEAR.search(match[0])
    if found is None or (context.published and int(found[1]) > context.published.year + FAR_YEARS):
        return NEVER  # "resolution 2042" is no year
    return values.year(int(found[1]))
