"""Parquet: a row an incident, its reports, figures and positions as lists of structs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from dateline.gazetteer import ATTRIBUTION
from dateline.publish.exports import arrow
from dateline.publish.exports.figures import Casualties
from dateline.publish.exports.outlet import streamed
from dateline.record.model import Incident, Stored

NAME = "parquet"
ABOUT = "Parquet: a row an incident with nested figures and reports, for DuckDB, pandas, Polars and R"


def write(
    incidents: Sequence[Incident], reports: Mapping[str, Stored], out: BinaryIO | Path, casualties: Casualties
) -> int:
    """Write a Parquet file; its metadata has the key ``attribution``. Returns the number of rows.

    Raises UsageError where pyarrow is not installed or ``out`` cannot be written.
    """
    pa = arrow.pyarrow(NAME)
    of = arrow.schema(pa).with_metadata({"attribution": ATTRIBUTION})
    with streamed(out) as stream:
        return arrow.write(pa, arrow.rows(incidents, reports, casualties), of, stream)
