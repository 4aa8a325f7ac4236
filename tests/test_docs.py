"""Pages that are generated are current, and what the user's guide says of input is so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dateline.intake.decode import MAX_BYTES
from dateline.intake.html import MAX_PAGE_BYTES
from dateline.intake.paths import KINDS
from dateline.publish.exports.figures import Casualties
from dateline.settings import MAX_CHARACTERS

DOCS = Path(__file__).parents[1] / "docs"


def test_command_line_page_is_current() -> None:
    done = subprocess.run([sys.executable, str(DOCS / "generate.py"), "--check"], check=False)
    assert done.returncode == 0, "run: python docs/generate.py"


def test_input_page_names_every_ending_and_limit() -> None:
    page = (DOCS / "input.md").read_text(encoding="utf-8")
    assert [ending for ending in KINDS if f"`{ending}`" not in page] == []
    for limit in (f"{MAX_CHARACTERS:,} characters", f"{MAX_BYTES:,} bytes", f"{MAX_PAGE_BYTES // 1024**2} MiB"):
        assert limit in page


def test_exports_page_names_every_plain_format_and_rule() -> None:
    page = (DOCS / "exports.md").read_text(encoding="utf-8")
    assert [
        name for name in ("acled", "ucdp", "plover", "polecat", "gdelt", "csv", "jsonl") if f"| `{name}` |" not in page
    ] == []
    assert [rule for rule in Casualties if f"| `{rule}` |" not in page] == []
