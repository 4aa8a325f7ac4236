"""Incidents as Arrow tables, for Parquet and GeoParquet. pyarrow comes with ``dateline[export]``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO

from dateline.errors import UsageError
from dateline.publish.exports import features
from dateline.publish.exports.figures import Casualties
from dateline.record.model import Incident, Stored

ROWS_A_GROUP = 20_000
"""Incidents that are held as rows at a time."""


def pyarrow(form: str) -> Any:
    """The library. Raises UsageError, which says what to install, where it is missing."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError as error:
        raise UsageError(f"{form} needs pyarrow, which is not installed: pip install 'dateline[export]'") from error
    return pyarrow


def schema(pa: Any, more: Sequence[Any] = ()) -> Any:
    """The Arrow schema of an incident: ``COLUMNS``, then each of ``PARTS`` as a list of structs, then ``more``."""
    kinds = {"text": pa.string(), "int": pa.int64(), "real": pa.float64(), "bool": pa.bool_(), "date": pa.date32()}
    plain = [pa.field(name, kinds[kind]) for name, kind in features.COLUMNS.items()]
    lists = [
        pa.field(part, pa.list_(pa.struct([pa.field(name, kinds[kind]) for name, kind in columns.items()])))
        for part, columns in features.PARTS.items()
    ]
    return pa.schema([*plain, *lists, *more])


def rows(
    incidents: Sequence[Incident], reports: Mapping[str, Stored], casualties: Casualties
) -> Iterator[dict[str, Any]]:
    """A row an incident, its lists among its values."""
    for one in incidents:
        yield features.values(one, reports, casualties) | features.parts(one, reports)


def write(pa: Any, made: Iterator[dict[str, Any]], of: Any, out: BinaryIO) -> int:
    """Write rows as Parquet (zstd), a group at a time. Returns how many."""
    written = 0
    with pa.parquet.ParquetWriter(out, of, compression="zstd") as writer:
        while group := list(islice(made, ROWS_A_GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=of))
            written += len(group)
    return written
