"""Words for people, on standard error, and how a command ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn


def say(words: str) -> None:
    """Words for people, on standard error; what the terminal cannot show is escaped."""
    encoding = sys.stderr.encoding or "utf-8"
    print(words.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)


def stop(words: str, code: int) -> NoReturn:
    """Say what was wrong and end with ``code``."""
    say(f"dateline: {words}")
    sys.exit(code)


def printed_as_utf8() -> None:
    """Have standard output in UTF-8, whatever the locale."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")


@contextmanager
def stages(*, quiet: bool) -> Iterator[Callable[[str, int], None]]:
    """A function to tell what is being done, and how many of it are done; shown on a terminal, and once each in a log."""
    if quiet:
        yield lambda what, done: None
    elif sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("") as status:
            yield lambda what, done: status.update(f"{what}: {done:,}" if done else what)
    else:
        told: set[str] = set()

        def tell(what: str, done: int) -> None:
            if what not in told:
                told.add(what)
                say(what)

        yield tell
