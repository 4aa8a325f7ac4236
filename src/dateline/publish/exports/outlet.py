"""Where an export goes: a stream of bytes, or a file that appears when it is whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from dateline.errors import UsageError


@contextmanager
def streamed(out: BinaryIO | Path) -> Iterator[BinaryIO]:
    """``out`` as a stream. Raises UsageError where a path cannot be written."""
    if not isinstance(out, Path):
        yield out
        return
    with filed(out) as path, path.open("wb") as stream:
        yield stream


@contextmanager
def filed(out: BinaryIO | Path) -> Iterator[Path]:
    """A fresh path to write to; what lies there afterwards is moved, or copied, to ``out``.

    A failure half-way leaves an older file as it was. Raises UsageError where a path cannot be written.
    """
    # A device or a pipe is written into; a file is replaced, where a link leads to.
    target = out.resolve() if isinstance(out, Path) and (out.is_file() or not out.exists()) else None
    folder = target.parent if target else None
    try:
        made = Path(tempfile.mkdtemp(prefix=".dateline-", dir=folder))
    except OSError as error:
        raise _unwritable(out, error) from error
    path = made / "export"
    try:
        yield path
        if target:
            path.replace(target)
        else:
            _copy(path, out)
    except OSError as error:
        raise _unwritable(out, error) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(made)


def _copy(path: Path, out: BinaryIO | Path) -> None:
    with path.open("rb") as whole:
        if isinstance(out, Path):
            with out.open("wb") as stream:
                shutil.copyfileobj(whole, stream)
        else:
            shutil.copyfileobj(whole, out)


def _unwritable(out: BinaryIO | Path, error: OSError) -> UsageError:
    name = out if isinstance(out, Path) else "the output"
    return UsageError(f"{name}: cannot be written ({error.strerror or error}): give -o a file that can")
