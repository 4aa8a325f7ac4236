"""What can be wrong with a record, and what is said then: a clear message, exit code 1, and nothing harmed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from written_by_hand import bombing

from dateline import cli
from dateline.errors import RecordError, UsageError
from dateline.record.store import Record


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
    try:
        cli.main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_no_record_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "incidents") == 1
    assert "dateline.db: there is no record here: make one with `dateline add`" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_text_as_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "notes.db"
    mine.write_text("Dear diary")
    assert run(monkeypatch, "info", "--record", mine) == 1
    assert "no SQLite database. It was left as it is" in capsys.readouterr().err
    with pytest.raises(RecordError, match="left as it is"):
        Record(mine)
    assert mine.read_text() == "Dear diary"


def test_a_foreign_database(tmp_path: Path) -> None:
    mine = tmp_path / "other.db"
    with sqlite3.connect(mine) as db:
        db.execute("CREATE TABLE reports (id TEXT)")
    before = mine.read_bytes()
    for write in (True, False):
        with pytest.raises(RecordError, match="of another program, no record"):
            Record(mine, write=write)
    assert mine.read_bytes() == before


def test_a_foreign_database_server(postgresql: str, where: str) -> None:
    if where != postgresql:
        pytest.skip("for PostgreSQL alone")
    import psycopg

    with psycopg.connect(where) as db:
        db.execute("CREATE TABLE reports (id TEXT)")
    with pytest.raises(RecordError, match="tables of others"):
        Record(where)


def test_a_damaged_record(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(file.read_bytes())
    for place in range(4096, len(data), 4096):
        data[place : place + 200] = b"\xff" * 200
    file.write_bytes(data)
    assert run(monkeypatch, "incidents", "--record", file) == 1
    assert "the record is damaged: restore it from a copy" in capsys.readouterr().err


def test_a_record_cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(RecordError, match=r"damaged|no SQLite database"):
        Record(file, write=False).incidents()


def test_a_record_of_a_newer_version(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(file) as db:
        db.execute("UPDATE alembic_version SET version_num = '0099'")
    assert run(monkeypatch, "info", "--record", file) == 1
    assert "a newer version of Dateline wrote this record" in capsys.readouterr().err


def test_a_folder_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="a folder, not a record"):
        Record(tmp_path)
    with pytest.raises(RecordError, match="its folder does not exist"):
        Record(tmp_path / "nowhere" / "a.db")


@pytest.mark.parametrize(("url", "words"), [("mysql://x/y", "SQLite .a path. or PostgreSQL"), ("://", "no address")])
def test_addresses_that_are_none(url: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        Record(url)


def test_a_server_that_is_not_there(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "info", "--record", "postgresql://me:secret@127.0.0.1:1/none") == 1
    told = capsys.readouterr().err
    assert "127.0.0.1" in told and "secret" not in told


def test_a_zero_character(where: str) -> None:
    reading = bombing()
    text = reading.report.text + "\x00"
    reading = reading.model_copy(update={"report": reading.report.model_copy(update={"text": text})})
    with Record(where) as record:
        if "://" not in where:
            record.add(reading)
            assert record.report("r1").text == text  # type: ignore[union-attr]
        else:
            with pytest.raises(Exception, match="zero character"):
                record.add(reading)
            assert record.info()["reports"] == 0


needs_mount = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None, reason="mounts a small disk, as root"
)


@pytest.fixture
def small_disk(tmp_path: Path) -> object:
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=False)
    if done.returncode:
        pytest.skip("no file system can be mounted here")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@needs_mount
def test_a_full_disk(small_disk: Path) -> None:
    path = small_disk / "full.db"
    stored = 0
    with Record(path) as record, pytest.raises(RecordError, match=r"disk is full|disk cannot be read or written"):
        for number in range(2000):
            record.add(bombing(f"full-{number}"))
            stored += 1
    assert stored > 0
    copy = small_disk.parent / "copy.db"
    for ending in ("", "-wal"):
        if Path(f"{path}{ending}").exists():
            shutil.copy(f"{path}{ending}", f"{copy}{ending}")
    with sqlite3.connect(copy) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*) FROM reports").fetchone() == (stored,)


@needs_mount
def test_a_read_only_folder(small_disk: Path) -> None:
    path = small_disk / "kept.db"
    with Record(path) as record:
        record.add(bombing())
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with Record(path, write=False) as record:
        assert len(record.incidents()) == 1
    with pytest.raises(RecordError, match="read-only"):
        Record(path)
    with pytest.raises(RecordError, match="cannot be written"):
        Record(small_disk / "new.db")
