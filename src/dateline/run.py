"""A run over many sources: every report read and written, every failure named, and a count at the end."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from dateline.errors import IntakeError, RecordError
from dateline.intake import Given, Source, Taken, take
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.progress import Meter
from dateline.writers import Writer

if TYPE_CHECKING:
    from dateline.reader.pipeline import Failure, Reader

NAMED_AT_THE_END = 5


@dataclass
class Tally:
    """What became of the reports of a run. ``lost`` names those that were not read, in order; ``known`` were passed over."""

    read: int = 0
    known: int = 0
    warned: int = 0
    lost: list[str] = field(default_factory=list)

    @property
    def all(self) -> int:
        """Reports met so far."""
        return self.read + self.known + len(self.lost)

    def summary(self) -> str:
        """The count in words: "read 41 of 43 reports; 2 were not: a.txt, b.jsonl:7"."""
        warned = f" ({self.warned} with warnings)" if self.warned else ""
        head = f"read {self.read:,} of {self.all:,} {'report' if self.all == 1 else 'reports'}{warned}"
        return head + self.lost_in_words()

    def lost_in_words(self) -> str:
        """How many were not read, and the first of them: "; 2 were not: a.txt, b.jsonl:7"; "" where all were."""
        if not self.lost:
            return ""
        names = ", ".join(self.lost[:NAMED_AT_THE_END])
        more = len(self.lost) - NAMED_AT_THE_END
        rest = f" and {more:,} more" if more > 0 else ""
        return f"; {len(self.lost):,} {'was' if len(self.lost) == 1 else 'were'} not: {names}{rest}"


class Run:
    """One pass over ``sources``. ``name_failure`` is told of each report that is not read, as "where: reason".

    Reports for which ``skip`` is true are passed over.
    """

    def __init__(
        self,
        sources: list[Source],
        given: Given,
        *,
        load: Callable[[], Reader],
        name_failure: Callable[[str], None],
        skip: Callable[[Report], bool] | None = None,
        stdin: BinaryIO | None = None,
    ) -> None:
        self.sources, self.given, self.load, self.name_failure, self.stdin = sources, given, load, name_failure, stdin
        self.skip = skip
        self.tally = Tally()
        sizes = [source.size for source in sources]
        self.total = 0 if None in sizes else sum(size or 0 for size in sizes)
        self._outcomes: Iterator[Reading | Failure] = iter(())
        self._waiting: deque[tuple[str, int]] = deque()  # where, and bytes up to there, of reports handed to the reader

    def refuse(self, error: IntakeError) -> None:
        """Count and name a report that could not be taken in."""
        self._lose(error.where, error.reason)

    def start(self) -> None:
        """Take in the first report and load the reader for it; where none can be taken in, no reader is needed."""
        reports = self._reports()
        first = next(reports, None)
        if first is not None:
            self._outcomes = self.load().outcomes(chain([first], reports))

    def go(self, writer: Writer, meter: Meter) -> None:
        """Read everything into ``writer``. ``tally`` holds what was done, also when this is interrupted."""
        for outcome in self._outcomes:
            where, done = self._waiting.popleft()
            if isinstance(outcome, Reading):
                self._keep(where, outcome, writer)
            else:
                self._lose(where, outcome.reason)
            meter.advance(done, self.total, self.tally.all)

    def _reports(self) -> Iterator[Report]:
        """The reports of all sources. What cannot be taken in is named here and goes no further."""
        before = 0
        for source in self.sources:
            within = 0
            for outcome in take(source, self.given, self.stdin):
                if isinstance(outcome, Taken) and self.skip and self.skip(outcome.report):
                    self.tally.known += 1
                elif isinstance(outcome, Taken):
                    within += len(outcome.report.text)
                    self._waiting.append((outcome.where, before + min(within, source.size or within)))
                    yield outcome.report
                else:
                    self.refuse(outcome)
            before += source.size or within

    def _keep(self, where: str, reading: Reading, writer: Writer) -> None:
        try:
            writer.write(reading)
        except (OSError, KeyboardInterrupt, RecordError):
            raise  # the output itself is gone, or the user is
        except IntakeError as error:
            self._lose(where, error.reason)
            return
        except Exception as error:
            self._lose(where, f"internal error ({type(error).__name__}: {error}): please report it with this text")
            return
        self.tally.read += 1
        self.tally.warned += bool(reading.warnings)

    def _lose(self, where: str, reason: str) -> None:
        self.tally.lost.append(where)
        self.name_failure(f"{where}: {reason}")
