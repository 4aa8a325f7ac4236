"""Bytes to reports: ``find`` the sources that paths name, ``take`` the reports out of them.

One file a kind of source: ``text``, ``html``, ``jsonl`` (also JSON); ``decode`` tells the encoding, ``paths`` finds the
files, ``sources`` brings them together. A report that cannot be taken in is an outcome (an ``IntakeError``), not an
exception.
"""

from dateline.intake.outcome import Given, Outcome, Taken, published_day
from dateline.intake.paths import Source, find
from dateline.intake.sources import take

__all__ = ["Given", "Outcome", "Source", "Taken", "find", "published_day", "take"]
