"""Stored reports as a reader takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dateline.model.report import Report

if TYPE_CHECKING:
    from dateline.record.store import Record


def reports_again(record: Record, ids: Iterable[str] | None = None) -> Iterator[Report]:
    """The reports of those ids, or all, one at a time."""
    for id_ in record.ids() if ids is None else ids:
        one = record.report(id_)
        if one is not None:
            yield Report(
                id=one.id, text=one.text, title=one.title, published=one.published, publisher=one.publisher, url=one.url
            )
