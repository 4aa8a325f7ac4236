"""Values to bytes and back: JSON, compressed. What a record keeps of readings, events and incidents."""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b, sha256
from typing import Any

from pydantic import TypeAdapter

from dateline.model.reading import Agreement, Event, Reading, Source, Toll
from dateline.record.model import Incident

CHUNK = 500
"""Values in one IN (...): far below what either database takes."""

_TOKEN = re.compile(r"\w+")


def pack(value: Any) -> bytes:
    """JSON of a value, compressed."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def unpack(data: bytes) -> Any:
    """What ``pack`` wrote."""
    return json.loads(zlib.decompress(data))


def reading_to(reading: Reading) -> bytes:
    """A reading without its report, which is kept beside it, and with its reasons."""
    value = reading.model_dump(mode="json", exclude={"report"})
    return pack({**value, "reasons": [reason.model_dump(mode="json") for reason in reading.reasons]})


def reading_from(data: bytes, source: Source) -> Reading:
    """The reading of ``source`` that ``reading_to`` wrote."""
    return Reading.model_validate({**unpack(data), "report": source})


def item_to(item: Event | Toll | Agreement) -> bytes:
    """An event, toll or agreement."""
    return pack(item.model_dump(mode="json"))


def event_from(data: bytes) -> Event:
    """The event that ``item_to`` wrote."""
    return Event.model_validate_json(zlib.decompress(data))


def toll_from(data: bytes) -> Toll:
    """The toll that ``item_to`` wrote."""
    return Toll.model_validate_json(zlib.decompress(data))


def agreement_from(data: bytes) -> Agreement:
    """The agreement that ``item_to`` wrote."""
    return Agreement.model_validate_json(zlib.decompress(data))


@cache
def _incidents() -> TypeAdapter[Incident]:
    return TypeAdapter(Incident)


def incident_to(incident: Incident) -> bytes:
    """An incident without its versions and links, which are kept in tables of their own."""
    return zlib.compress(_incidents().dump_json(replace(incident, versions=(), links=())))


def incident_from(data: bytes) -> Incident:
    """The incident that ``incident_to`` wrote."""
    return _incidents().validate_json(zlib.decompress(data))


def incident_as_json(incident: Incident) -> dict[str, Any]:
    """Everything of an incident, as JSON."""
    value: dict[str, Any] = _incidents().dump_python(incident, mode="json")
    return value


def report_hash(source: Source) -> bytes:
    """What makes a report the same report: its id, text, title, publisher, address and day."""
    said = [source.id, source.text, source.title, source.publisher, source.url, str(source.published or "")]
    return sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).digest()[:16]


def number_of(key: str) -> int:
    """A key as a signed number of 64 bits."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def folded(name: str) -> str:
    """A name without case, accents and marks, its words one space apart."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(_TOKEN.findall(plain.replace("'", "").replace("’", "")))


def chunks(values: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """``values`` in pieces that fit an IN (...), in order."""
    listed = list(values)
    for i in range(0, len(listed), CHUNK):
        yield listed[i : i + CHUNK]


def now() -> datetime:
    """This second, in UTC."""
    return datetime.now(UTC).replace(microsecond=0)


def utc(value: datetime) -> datetime:
    """A time of the database's with its zone; SQLite forgets it."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
