"""Lets the tests of exports use the versions that the record's tests make by hand."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "record"))
