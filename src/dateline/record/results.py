"""What a record gives: lists of values that turn into rows, JSON, and frames of Polars or pandas."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from dateline.errors import UsageError
from dateline.record.flat import as_json, as_row

if TYPE_CHECKING:
    import pandas
    import polars

T = TypeVar("T")


def plain(value: Any) -> dict[str, Any]:
    """The fields of a value, none of them nested."""
    return asdict(value)


class Results(list[T]):
    """A list of incidents, series of tolls, claims or agreements."""

    def records(self) -> list[dict[str, Any]]:
        """Each as JSON, with all that belongs to it."""
        return [as_json(one) for one in self]

    def rows(self) -> list[dict[str, Any]]:
        """Flat rows, a value a column; all rows have the same columns."""
        return [row for one in self for row in as_row(one)]

    def to_polars(self) -> polars.DataFrame:
        """A Polars frame of the rows. Raises UsageError where Polars is not installed."""
        try:
            import polars
        except ModuleNotFoundError as error:
            raise UsageError("Polars is not installed: pip install 'dateline[frames]'") from error
        return polars.DataFrame(self.rows(), infer_schema_length=None)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame of the rows. Raises UsageError where pandas is not installed."""
        try:
            import pandas
        except ModuleNotFoundError as error:
            raise UsageError("pandas is not installed: pip install 'dateline[frames]'") from error
        return pandas.DataFrame(self.rows())
