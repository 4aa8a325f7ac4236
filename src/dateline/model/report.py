"""A report: what intake gives and a reader takes."""

from __future__ import annotations

import hashlib
from datetime import date

from pydantic import ConfigDict, Field, model_validator

from dateline.model.span import Frozen


class Report(Frozen):
    """One news report.

    ``text`` is never changed after this point: every offset of a reading counts code points of it. ``id`` is, where
    none is given, the first 16 hex digits of the SHA-256 of the text in UTF-8. ``published`` is the day of
    publication, against which relative dates resolve; without it they stay unresolved.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)

    text: str
    id: str = ""
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    warnings: tuple[str, ...] = Field(default=(), description="What intake noticed and a reader should know.")

    @model_validator(mode="before")
    @classmethod
    def _give_id(cls, values: object) -> object:
        if isinstance(values, dict) and not values.get("id") and isinstance(values.get("text"), str):
            return {**values, "id": content_id(values["text"])}
        return values


def content_id(text: str) -> str:
    """The id of a report that brings none: 16 hex digits that depend on its text alone."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
