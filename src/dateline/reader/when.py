"""When: every time expression of a report, as days, with its words.

Component ``dateline_when``. Needs the text alone (the parse, where there is one, tells the tense); gives ``doc._.times``,
``doc._.document_date`` and ``doc._.time_notes`` (how each was resolved, by its offset). Rules are patterns here, words
are data (``lexicon/en/when.toml``); what they mean is in ``calendar_rules``. Codebook: "Place and time".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from dateline.lexicon import settings
from dateline.model.reading import Relation, Time
from dateline.model.span import Span
from dateline.model.values import Days
from dateline.reader import calendar_rules as rules
from dateline.reader.calendar_rules import Context
from dateline.reader.findings import register

Rule = Callable[[re.Match[str], Context], Days]
RELATIONS: dict[str, Relation] = {
    "since": "since", "until": "until", "till": "until", "before": "before", "after": "after", "prior to": "before",
    "from": "on", "by": "on", "following": "after",
}  # fmt: skip
BEFORE = re.compile(
    r"(since|until|till|before|after|prior to|following)(?:\s+(?:the|at least|about|around|late|early))*\s+$", re.I
)
DATELINE = re.compile(r"^.{0,120}?(?:\((?:[^()]{2,40})\)|--|—|–|\[)", re.S)
PUBLISHED = re.compile(r"(?:this story is from|published(?: on)?:?|posted(?: on)?:?|updated:?|date:?)\s+", re.I)


@cache
def grammar() -> tuple[re.Pattern[str], dict[str, Rule]]:
    """One pattern with a named group a rule, first match wins, and the rules by group name."""
    months = _either(settings("when")["months"])
    weekdays = _either(w for w in settings("when")["weekdays"] if len(w) > 5 or w in {"monday", "friday", "sunday"})
    seasons = _either(settings("when")["seasons"])
    number = rf"(?:\d{{1,3}}|{_either(settings('when')['numbers'])}|several|few|couple of)"
    day, year = r"(?:[0-3]?\d)(?:st|nd|rd|th)?", r"(?:1[5-9]|20)\d\d"
    part = r"(?:early|late|mid|mid-|later|earlier|the beginning of|the end of|the start of)"
    hours = r"(?:morning|afternoon|evening|night|midnight|noon|midday|dawn|dusk)"
    clock = r"(?:\d{1,2}(?::\d\d)?\s*(?:a\.?m\.?|p\.?m\.?|hours|GMT|UTC)(?:\s+(?:local time|GMT|UTC|EST|EDT|ET|PST))?(?:\s+on)?\s+)?"
    unit = r"(?:day|week|month|year|decade|century)"
    to = r"\s*(?:-|–|—|to|and|through|until)\s*"
    table: list[tuple[str, str, Rule]] = [
        ("iso", rf"{year}-\d\d-\d\d(?:T[\d:.]+Z?)?", rules.iso),
        ("slashed", rf"\d{{1,2}}/\d{{1,2}}/(?:{year}|\d\d)", rules.slashed),
        ("dotted", rf"\d{{1,2}}\.\d{{1,2}}\.{year}", rules.slashed),
        ("day_range", rf"(?:between\s+|from\s+)?{day}{to}{day}\s+(?:of\s+)?{months}\.?(?:,?\s+{year})?", rules.day_range),
        ("month_range", rf"(?:between\s+|from\s+)?{months}\.?\s+{day}{to}(?:{months}\.?\s+)?{day}(?:,?\s+{year})?(?!\d)", rules.day_range),
        ("two_dates", rf"(?:between\s+|from\s+){day}\s+{months}{to}{day}\s+{months}(?:,?\s+{year})?", rules.day_range),
        ("day_month", rf"{clock}(?:(?:{weekdays}),?\s+)?(?:the\s+)?{day}\s+(?:of\s+)?{months}\b\.?(?:,?\s+(?:{year}|'?\d\d(?!\d|:))|\s+(?:last|this|next)\s+year)?", rules.day_month),
        ("month_day", rf"{clock}(?:last\s+|next\s+)?(?:(?:{weekdays}),?\s+)?{months}\.?\s+{day}(?!\d|:\d|%)(?:,?\s+{year}|\s+(?:last|this|next)\s+year)?(?!\s*(?:percent|people|million))", rules.day_month),
        ("months_year", rf"(?:between\s+|from\s+)?{months}{to}{months}(?:,?\s+{year})?", rules.months),
        ("month_year", rf"(?:{part}\s*)?(?:in\s+)?{months}\.?,?\s+(?:of\s+)?(?:{year}|last year|this year|next year)", rules.month_year),
        ("last_month_name", rf"(?:{part}\s+)?(?:last|this|next|this past|past)\s+{months}\b", rules.month_year),
        ("season", rf"(?:{part}[\s-]*)?(?:(?:last|this|next|the|past)\s+)?{seasons}(?:\s+(?:of\s+)?(?:{year}|last year|this year))", rules.season),
        ("season_bare", rf"(?:{part}\s+)?(?:last|this|next|this past|this coming)\s+{seasons}\b", rules.season),
        ("weekday", rf"{clock}(?:{part}\s+)?(?:(?:last|next|this|this past|this coming|the following|the previous)\s+)?(?:{hours}\s+(?:on\s+)?)?{weekdays}s?(?:['’]s)?(?:,?\s+{hours})?", rules.weekday),
        ("relative_day", rf"(?:{part}\s+)?(?:the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight|overnight|last night|this (?:morning|afternoon|evening))(?:['’]s)?(?:\s+{hours})?", rules.relative_day),
        ("past_units", rf"(?:the\s+)?(?:past|last|previous|next|coming)\s+(?:{number}\s+)(?:{unit}s|hours|weekends)\b", rules.past_units),
        ("relative_unit", rf"(?:(?:{part}|earlier|later)\s+)?(?:(?:the\s+)?(?:last|this|next|past|previous|coming|current|following)|the\s+same)\s+(?:{unit}|weekend|quarter)\b(?:['’]s)?", rules.relative_unit),
        ("weekend", r"(?:over|at|during|on)\s+the\s+weekend", rules.weekend),
        ("ago", rf"(?:(?:about|almost|nearly|around|just|only|some|more than|less than|over)\s+)?{number}\s+(?:(?:and a half|or so)\s+)?(?:{unit}s?|decades)\s+(?:ago|back)\b", rules.ago),
        ("shifted",
            rf"(?:{number}\s+)(?:{unit}s?)\s+(?:earlier|later|afterward|afterwards|previously|(?:before|after)(?!\s+(?:the|a|his|her|their|its)\b))\b(?!\s+than\b)",
            rules.shifted),
        ("hours", r"(?:(?:just|only|a few|several|\w+)\s+)?hours\s+(?:before|after|earlier|later)\b", rules.hours),
        ("next_day", r"(?:the\s+)?(?:next|following|previous|same|preceding)\s+(?:day|morning|night|evening)|the\s+day\s+(?:before|after)(?!\s+(?:yesterday|tomorrow))|a\s+day\s+(?:earlier|later|before|after)", rules.next_day),
        ("ramadan", rf"(?:(?:the\s+)?(?:holy\s+)?(?:fasting\s+)?month\s+of\s+)?ramadan(?:\s+{year})?", rules.ramadan),
        ("feast", rf"(?:{_either(f for f, d in settings('when')['feasts'].items() if d)})(?:,?\s+{year})?", rules.feast),
        ("decade", rf"(?:(?:{part}|late|early|mid)[\s-]*)?(?:the\s+)?(?:(?:late|early|mid)[\s-]*)?(?:{year[:-4]}\d0s|'\d0s)", rules.decade),
        ("years", rf"(?:between\s+|from\s+)?{year}(?:\s*(?:-|–|to|and)\s*)(?:{year}|\d\d)(?!\d|-)", rules.years),
        ("year", rf"(?:(?:{part}|early|late)[\s-]+)?(?:the\s+year\s+)?(?<![\d$€£.,/-]){year}(?![\d%°]|[.,]\d|-\d|/\d|\s*(?:people|soldiers|troops|dollars|miles|km|kilometers|kilometres|meters|metres|civilians|houses|homes|men|women|fighters|rebels|refugees|hectares|acres|tons|tonnes)\b)", rules.year),
        ("month", rf"(?:(?:{part})[\s-]+|(?<=\bin )|(?<=\bsince )|(?<=\bof )|(?<=\buntil )|(?<=\bfrom )|(?<=\bby )|(?<=\bduring )|(?<=\bbefore )){months}\b(?!\s+\d)", rules.month_alone),
        ("month_bare", rf"(?:{_either(m for m in settings('when')['months'] if len(m) > 6)})(?!\s+\d)", rules.month_alone),
    ]  # fmt: skip
    pattern = "|".join(f"(?P<{name}>{expression})" for name, expression, _ in table)
    return re.compile(rf"(?<![\w])(?:{pattern})(?![\w])", re.I), {name: rule for name, _, rule in table}


def _either(words: object) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"  # type: ignore[call-overload]


class When:
    """Finds and resolves time expressions."""

    def __init__(self) -> None:
        register()
        if not Doc.has_extension("time_notes"):
            Doc.set_extension("time_notes", default=None)
        self.pattern, self.rules = grammar()

    def __call__(self, doc: Doc) -> Doc:
        doc._.document_date = doc._.published or dateline_date(doc.text, self.pattern, self.rules)
        doc._.time_notes = {}
        doc._.times = list(self._times(doc))
        return doc

    def _times(self, doc: Doc) -> Iterator[Time]:
        context, source = Context(doc._.document_date, doc), doc._.source
        for match in self.pattern.finditer(doc.text):
            time = self._time(doc, match, context, source)
            if time is not None:
                yield time

    def _time(self, doc: Doc, match: re.Match[str], context: Context, source: str) -> Time | None:
        name = match.lastgroup or ""
        if _is_name(match, name):
            return None
        days = self.rules[name](match, context)
        start, end = match.span()
        relation: Relation = "on"
        before = BEFORE.search(match.string, max(0, start - 30), start)
        if before is not None:
            relation = RELATIONS[before[1].lower()]
        context.remember(days)
        against = f", against {context.published or 'no day: none is known'}" if context.used else ""
        doc._.time_notes[start] = f"rule “{name}”{against}"
        context.used = False
        return Time(
            start=days.start,
            end=days.end,
            precision=days.precision,
            relation=relation,
            span=Span.of(source, start, end),
        )


def _is_name(match: re.Match[str], rule: str) -> bool:
    """May, March, Sun and August can be words and names: capitals, and no verb."""
    text = match[0].strip()
    if rule in {"month", "season_bare"}:
        word = text.split()[-1]
        if word.lower() in {"may", "march", "august"} and not word[0].isupper():
            return True
    if rule == "year":
        follows = match.string[match.end() : match.end() + 2]
        return follows[:1] == "-" and follows[1:2].isalpha() and follows[1:2].islower()
    return False


def dateline_date(text: str, pattern: re.Pattern[str], table: dict[str, Rule]) -> date | None:
    """The day that the report's own head gives, where it gives a year: "GUATEMALA CITY, 4 FEB 90 (ACAN-EFE)"."""
    head = DATELINE.match(text.lstrip())
    said = PUBLISHED.search(text, 0, 200)
    window = text[said.end() : said.end() + 60] if said else head[0] if head else ""
    for match in pattern.finditer(window):
        if match.lastgroup in {"iso", "day_month", "month_day", "slashed"} and (said is None or match.start() < 3):
            days = table[match.lastgroup](match, Context(None, None))
            if days.start is not None:
                return days.start
    return None


@Language.factory("dateline_when", assigns=["doc._.times"])
def make_when(nlp: Language, name: str) -> When:
    """The spaCy factory of ``dateline_when``."""
    return When()
