"""Which language a report is in: enough to refuse what this reader does not know."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dateline.lexicon import settings

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 2100
WINDOWS = 3

ENGLISH_SHARE = 0.08
"""Share of such words above which a text is English without asking the classifier; running English has 0.2 to 0.3."""

LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
MARKUP = re.compile(r"https?://\S+|\S+@\S+|[@#]\w+")

FEW_WORDS = 8
SURE = 0.6
NOT_ENGLISH, NOT_ENGLISH_OF_FEW = 0.02, 0.01


@cache
def _english() -> re.Pattern[str]:
    """Matches the words that English alone has (``lexicon/en/language.toml``)."""
    return re.compile(rf"\b(?:{'|'.join(settings('language')['english'])})\b", re.IGNORECASE)


@cache
def _identifier() -> LanguageIdentifier:
    # Loading takes 0.8 s: only a text that is not plainly English pays for it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    unlikely = settings("language")["unlikely"]
    identifier.set_languages([code for code in identifier.labels if len(code) == 2 and code not in unlikely])
    return identifier


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of ``text``, or ``und`` where it has no letters.

    English is told first and cheaply, by words that it alone has. Only what lacks them goes to the classifier
    (py3langid 0.4, naive Bayes over byte n-grams), which is unsure of headlines and of lists of foreign names: there,
    text in Latin letters is another language only where the classifier is sure, and sure that it is not English.
    """
    sample = MARKUP.sub(" ", _sample(text))
    letters = len(LETTER.findall(sample))
    if not letters:
        return "und"
    latin = len(LATIN.findall(sample)) > 0.5 * letters
    words = len(WORD.findall(sample))
    if latin and len(_english().findall(sample)) >= max(1, ENGLISH_SHARE * words):
        return "en"
    ranked = dict(_identifier().rank(sample.lower()))
    code = max(ranked, key=ranked.__getitem__)
    if not latin:
        return str(code)
    english = NOT_ENGLISH if words >= FEW_WORDS else NOT_ENGLISH_OF_FEW
    return str(code) if ranked[code] >= SURE and ranked["en"] < english else "en"


def _sample(text: str) -> str:
    """``text``, or three windows of a long one: a page's head may be in another language than its story."""
    if len(text) <= SAMPLE:
        return text
    width = SAMPLE // WINDOWS
    starts = (0, (len(text) - width) // 2, len(text) - width)
    return "\n".join(text[start : start + width] for start in starts)
