"""Parquet, read back with DuckDB and pandas."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import duckdb
import pandas
import pytest
from made import all_three, reports, shelling
from pyarrow import parquet as arrow_parquet

from dateline.errors import UsageError
from dateline.gazetteer import ATTRIBUTION
from dateline.publish.exports import arrow, features, parquet
from dateline.publish.exports.figures import Casualties


def test_duckdb_reads_days_numbers_and_lists(tmp_path: Path) -> None:
    path = tmp_path / "incidents.parquet"
    assert parquet.write(all_three(), reports(), path, Casualties.range) == 3
    found = duckdb.sql(
        f"SELECT start, sources, reports[2].url, len(figures) FROM read_parquet('{path}') WHERE place = 'Homs'"
    ).fetchall()
    assert found == [(date(2020, 5, 4), 2, "https://example.org/r2", 2)]


def test_pandas_reads_every_column(tmp_path: Path) -> None:
    path = tmp_path / "incidents.parquet"
    parquet.write(all_three(), reports(), path, Casualties.range)
    frame = pandas.read_parquet(path)
    assert list(frame.columns) == [*features.COLUMNS, *features.PARTS]
    assert frame["place"].isna().tolist() == [False, True, False]


def test_the_attribution_travels_along(tmp_path: Path) -> None:
    path = tmp_path / "incidents.parquet"
    parquet.write([], {}, path, Casualties.range)
    assert arrow_parquet.read_metadata(path).metadata[b"attribution"] == ATTRIBUTION.encode()
    assert pandas.read_parquet(path).empty


def test_many_groups_hold_every_row_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "ROWS_A_GROUP", 2)
    path = tmp_path / "incidents.parquet"
    assert parquet.write(all_three(), reports(), path, Casualties.range) == 3
    assert arrow_parquet.read_metadata(path).num_row_groups == 2
    assert set(pandas.read_parquet(path)["id"]) == {one.id for one in all_three()}


def test_without_pyarrow_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'dateline\[export\]'"):
        parquet.write(all_three(), reports(), tmp_path / "x.parquet", Casualties.range)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("rule", "told"), [("range", (12, None, 15)), ("ucdp", (12, 15, 15)), ("acled", (12, 12, 12))])
def test_the_rule_of_casualties_is_named_and_kept(tmp_path: Path, rule: str, told: tuple[int | None, ...]) -> None:
    path = tmp_path / "incidents.parquet"
    parquet.write([shelling()], reports(), path, Casualties(rule))
    found = duckdb.sql(
        f"SELECT killed_low, killed_best, killed_high, casualties FROM read_parquet('{path}')"
    ).fetchall()
    assert found == [(*told, rule)]
