"""Reading in parallel: several processes with a reader each, and their readings in the order of the reports."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING

from dateline.errors import DatelineError, ModelError
from dateline.model.reading import Reading
from dateline.model.report import Report

if TYPE_CHECKING:
    from dateline.reader.pipeline import Failure, Reader

BATCH = 8
"""Reports that a process takes at a time."""
AHEAD = 2
"""Batches that wait for each process, so that none stands idle and memory stays bounded."""


class Workers:
    """As a reader, with ``number`` processes. Raises ModelError, before any is started, for a model that is not there."""

    def __init__(self, model: str, number: int) -> None:
        from importlib.util import find_spec

        if find_spec(model.partition(".")[0]) is None and not os.path.exists(model):  # noqa: PTH110 (a name, or a path)
            raise ModelError(f"the spaCy pipeline {model!r} is not installed: install its package, or use the default")
        self.model, self.number = model, number

    def outcomes(self, reports: Iterable[Report]) -> Iterator[Reading | Failure]:
        """For each report, in order, its reading or why there is none."""
        from multiprocessing import get_context

        pool = ProcessPoolExecutor(self.number, get_context("spawn"), _begin, (self.model,))
        waiting: deque[Future[list[Reading | Failure]]] = deque()
        source = iter(reports)
        try:
            while True:
                while len(waiting) < self.number * AHEAD and (batch := list(islice(source, BATCH))):
                    waiting.append(pool.submit(_read, batch))
                if not waiting:
                    break
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise DatelineError(
                "a reading process ended by itself (was memory short?): what was stored is safe; try again with fewer --workers"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_reader: Reader | None = None


def _begin(model: str) -> None:
    """What each process does first: leave Ctrl-C to the parent, end when the parent ends, load the reader."""
    global _reader
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _follow_parent()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from dateline.reader.pipeline import load

    _reader = load(model)


def _follow_parent() -> None:
    """A parent that is killed cannot tell its children: they watch it."""
    from multiprocessing import parent_process
    from threading import Thread

    parent = parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        Thread(target=watch, daemon=True).start()


def _read(batch: list[Report]) -> list[Reading | Failure]:
    from dateline.reader.pipeline import Failure

    assert _reader is not None
    return [
        # An error of ours may not survive the way between processes; its words do.
        Failure(one.report, DatelineError(one.reason)) if isinstance(one, Failure) else one
        for one in _reader.outcomes(batch)
    ]
