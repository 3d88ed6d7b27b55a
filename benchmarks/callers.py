"""Callers who ask a server at the same time, each in a process of its own, so that none waits for another's Python."""

import math
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from statistics import fmean, median
from threading import Barrier
from typing import NamedTuple

from benchmarks.serving import Reader
from benchmarks.times import ninety_ninth

LEAST = 20
"""How many answers count at least, however slow they are."""
OK = 200


class Question(NamedTuple):
    """What is asked: an address, and what is posted there."""

    address: str
    body: bytes | None = None


@dataclass(frozen=True)
class Heard:
    """What so many callers were told: the seconds of each answer that counts, and how many answers were none."""

    callers: int
    seconds: Sequence[float]
    failed: int

    def __add__(self, later: "Heard") -> "Heard":
        return Heard(self.callers, [*self.seconds, *later.seconds], self.failed + later.failed)

    @property
    def p50(self) -> float:
        """The middle one of the seconds."""
        return median(self.seconds)

    @property
    def p99(self) -> float:
        """The seconds that one answer in a hundred takes longer than."""
        return ninety_ninth(self.seconds)

    @property
    def rate(self) -> float:
        """How many answers came in a second; callers ask again as soon as they are answered."""
        return self.callers / fmean(self.seconds)

    @property
    def answers(self) -> int:
        """How many answers there were; the first of each caller does not count."""
        return self.callers + len(self.seconds)


@dataclass(frozen=True)
class Callers:
    """So many callers, who wait to be told what to ask."""

    number: int
    pool: ProcessPoolExecutor

    def ask(self, port: int, question: Question, seconds: float) -> Heard:
        """Ask a server the same over and over, each over one connection, and again once it has answered."""
        least = math.ceil(LEAST / self.number)
        asked = [self.pool.submit(_ask, port, question, seconds, least) for _ in range(self.number)]
        times, failed = zip(*(each.result() for each in asked), strict=True)
        return Heard(self.number, list(chain.from_iterable(times)), sum(failed))


@contextmanager
def callers(number: int) -> Iterator[Callers]:
    """So many callers, until the end."""
    context = get_context("forkserver")
    with ProcessPoolExecutor(number, context, initializer=_meet, initargs=(context.Barrier(number),)) as pool:
        yield Callers(number, pool)


_start: Barrier
"""Where callers wait for each other, so that each is in a process of its own."""


def _meet(start: Barrier) -> None:
    global _start  # noqa: PLW0603  # a process is handed this when it begins, and not with each task
    _start = start


def _ask(port: int, question: Question, seconds: float, least: int) -> tuple[list[float], int]:
    """The seconds of each answer but the first, which is asked before all are at it, and how many answers were none."""
    with closing(Reader(port)) as reader:
        _start.wait()
        failed = int(reader.ask(*question).status != OK)
        times: list[float] = []
        now = time.perf_counter()
        end = now + seconds
        while now < end or len(times) < least:
            before = now
            failed += reader.ask(*question).status != OK
            now = time.perf_counter()
            times.append(now - before)
    return times, failed
