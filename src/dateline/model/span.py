"""Half-open spans into a report's text."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """Base of every value of a reading: immutable, and no field that the contract does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Frozen):
    """Characters ``start`` to ``end`` (Unicode code points, end exclusive) of a text, and what stands there."""

    start: int = Field(ge=0)
    end: int = Field(ge=1)
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of ``text`` from ``start`` to ``end``; its ``text`` is the slice, so it cannot disagree."""
        return cls(start=start, end=end, text=text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end
