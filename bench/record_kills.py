"""Kills ``dateline add`` at random moments and looks whether anything was lost, stored twice, or harmed.

    python bench/record_kills.py REPORTS.jsonl [--kills 50] [--workers 1]

Prints each kill, then what the finished record holds; exit code 1 where something is wrong.
"""

from __future__ import annotations

import argparse
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = [sys.executable, "-c", "from dateline.cli import main; main()"]


def add(reports: Path, record: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [*COMMAND, "add", str(reports), "--record", str(record), "--workers", str(workers), "--quiet"]
    return subprocess.Popen(command, stderr=subprocess.PIPE)


def stored(record: Path) -> set[str]:
    """Ids that the record holds; the file must be sound."""
    if not record.exists() or record.stat().st_size == 0:
        return set()
    with sqlite3.connect(record) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
        if "reports" not in tables:
            return set()
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the file is damaged"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == [], "a row points nowhere"
        unread = db.execute("SELECT count(*) FROM reports WHERE seq NOT IN (SELECT report FROM readings)").fetchone()[0]
        assert unread == 0, f"{unread} reports without a reading"
        astray = db.execute("SELECT count(*) FROM versions WHERE incident IS NULL").fetchone()[0]
        assert astray == 0, f"{astray} events in no incident"
        ids = [row[0] for row in db.execute("SELECT id FROM reports")]
    assert len(ids) == len(set(ids)), "a report is stored twice"
    return set(ids)


def kill_often(reports: Path, record: Path, kills: int, workers: int, *, seed: int = 0, longest: float = 6.0) -> int:
    """Kill so many times, then let it finish. Returns how many reports the record holds. Raises AssertionError."""
    chance = random.Random(seed)
    before: set[str] = set()
    for number in range(1, kills + 1):
        process = add(reports, record, workers)
        wait = chance.uniform(0.1, longest)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = stored(record)
        assert before <= now, f"lost: {sorted(before - now)}"
        print(f"kill {number} after {wait:.2f} s: {len(now)} reports stored", file=sys.stderr, flush=True)
        before = now
    last = add(reports, record, workers)
    _, told = last.communicate()
    assert last.returncode == 0, told.decode()
    return len(stored(record))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        held = kill_often(args.reports, Path(folder) / "killed.db", args.kills, args.workers)
    lines = sum(1 for line in args.reports.read_text(encoding="utf-8").splitlines() if line.strip())
    print(f"{args.kills} kills, {held} of {lines} reports stored, none lost, none twice, file sound")
    return int(held != lines)


if __name__ == "__main__":
    sys.exit(main())
