"""Paths to sources: files, folders, standard input. Nothing is opened here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dateline.errors import IntakeError

Kind = Literal["text", "html", "json", "jsonl", "unknown"]
KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds one report or many. ``size`` in bytes, None where it cannot be known (a pipe)."""

    path: Path | None
    kind: Kind
    size: int | None = None

    @property
    def where(self) -> str:
        """How messages name it."""
        return str(self.path) if self.path else "standard input"


def find(paths: Iterable[str]) -> tuple[list[Source], list[IntakeError]]:
    """The sources that ``paths`` name, in their order, folders sorted; and what is no source, with the reason."""
    sources: list[Source] = []
    refused: list[IntakeError] = []
    for name in paths:
        try:
            sources.extend(_expand(name))
        except IntakeError as error:
            refused.append(error)
    return sources, refused


def _expand(name: str) -> list[Source]:
    if name == STDIN:
        return [Source(None, "unknown")]
    path = Path(name)
    try:
        status = path.stat()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise IntakeError(f"cannot be opened ({getattr(error, 'strerror', None) or error})", name) from error
    if path.is_dir():
        return _folder(path)
    return [Source(path, KINDS.get(path.suffix.lower(), "unknown"), status.st_size if path.is_file() else None)]


def _folder(folder: Path) -> list[Source]:
    """All reports below ``folder``, by path; hidden files and folders stay out, links to folders are not followed."""
    found = sorted(_files(folder))
    if not found:
        raise IntakeError(f"a folder without reports (looked for {', '.join(KINDS)})", str(folder))
    return [Source(path, KINDS[path.suffix.lower()], path.stat().st_size) for path in found]


def _files(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise IntakeError(f"cannot be opened ({error.strerror})", str(error.filename)) from error

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if not name.startswith(".") and path.suffix.lower() in KINDS and path.is_file():
                yield path
