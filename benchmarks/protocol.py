"""How quick the catalog protocol answers, as multiples of an empty answer of the same server.

    python benchmarks/protocol.py --services 10000 100000

README.md says what each column means.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.callers import Callers, Heard, Question, callers
from benchmarks.children import in_a_child
from benchmarks.databases import DATABASES, started
from benchmarks.inquiries import Inquiry, Subjects, WrongAnswerError, inquiries, settled, subjects
from benchmarks.lived_in import lived_in
from benchmarks.measurements import Place, afresh
from benchmarks.organisation import write_descriptors
from benchmarks.serving import PLAIN, Reader, served

NOTHING = Question("/")
EMPTY = b"{}"
SHARE = 0.1
"""What is asked is asked for so long as a part of this long before and after: nothing."""
LARGE = 20_000
"""Larger organisations are only asked what `everywhere` marks."""
FEWEST = 60
"""An organisation with fewer services has no page in the middle."""
KB = 1_000


@dataclass(frozen=True)
class Compared:
    """What came of asking, and of asking for nothing right before and right after."""

    heard: Heard
    nothing: Heard

    @property
    def ratio(self) -> float:
        """How many times as long as an empty answer the middle one takes."""
        return self.heard.p50 / self.nothing.p50


@dataclass(frozen=True)
class Measured:
    """An inquiry, the bytes of its answer, what many callers heard at once, and what one alone did."""

    name: str
    size: int
    together: Compared
    alone: Compared
    work: float
    """The seconds that processors worked for one answer to the one alone."""


@dataclass(frozen=True)
class Limits:
    """How many ask at once, for how many seconds each inquiry is asked, and how many processes answer."""

    connections: int
    seconds: float
    workers: int = 1


def main() -> None:
    """Read the options, serve each organisation from each database there is, and print a table of each."""
    parser = argparse.ArgumentParser(description="Measure how quick the catalog protocol answers.")
    parser.add_argument("--services", type=int, nargs="+", default=[10_000], help="how many services (default: 10000)")
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES), help="which databases")
    parser.add_argument("--only", default="", help="only requests with this in their names")
    parser.add_argument("--connections", type=int, default=8, help="how many ask at once (default: 8)")
    parser.add_argument("--seconds", type=float, default=5, help="for how long each is asked (default: 5)")
    parser.add_argument("--workers", type=int, default=1, help="how many processes answer (default: 1)")
    options = parser.parse_args()
    if min(options.services) < FEWEST:
        parser.error(f"A page in the middle takes at least {FEWEST} services.")
    limits = Limits(options.connections, options.seconds, options.workers)
    grown: dict[str, dict[int, Sequence[Measured]]] = defaultdict(dict)
    with TemporaryDirectory() as folder, ExitStack() as stack:
        databases = started(Path(folder), stack, options.databases)
        for services in options.services:
            source = Path(folder) / f"source-{services}"
            known = in_a_child(_founded, services, source)
            for name, empty in databases.items():
                place = Place(source, empty())
                in_a_child(_synced, place)
                try:
                    measured = measure(place.url, _wanted(known, options.only), limits)
                except WrongAnswerError as error:
                    sys.exit(f"{name}, {services:,} services. {error}")
                grown[name][services] = measured
                title = f"{name}, {services:,} services, {known.entities:,} entities"
                print("\n".join(table(title, measured, limits.connections)), flush=True)
    for name, by_services in grown.items():
        if len(by_services) > 1:
            print("\n".join(growth(f"{name}: how cost grows", by_services)))


def measure(url: str, wanted: Sequence[Inquiry], limits: Limits) -> Sequence[Measured]:
    """What is heard of the catalog in this database; raises `WrongAnswerError` before anything is timed."""
    with (
        served(url, workers=limits.workers) as reader,
        served(url, PLAIN, limits.workers) as idle,
        callers(limits.connections) as many,
        callers(1) as one,
    ):
        if (answer := idle.ask(*NOTHING).body) != EMPTY:
            raise WrongAnswerError(f"nothing: {answer[:200]!r} instead of {EMPTY!r}.")
        ready = [settled(inquiry, reader) for inquiry in wanted]
        sizes = [inquiry.check(reader) for inquiry in ready]
        return [
            _measured(inquiry, size, _Asking(reader, idle, limits.seconds), many, one)
            for inquiry, size in zip(ready, sizes, strict=True)
        ]


def table(title: str, measured: Sequence[Measured], connections: int) -> Iterator[str]:
    """Markdown: a row a request, with what many at once heard first, then what one alone did."""
    many = median(each.together.nothing.p50 for each in measured)
    rate = median(each.together.nothing.rate for each in measured)
    one = median(each.alone.nothing.p50 for each in measured)
    yield f"### {title}\n"
    yield f"At {connections} connections 1 is {_ms(many)} ms, {rate:.0f} a second; at one connection {_ms(one)} ms.\n"
    yield f"| request | KB | at {connections}: p50 | p50 ms | p99 ms | a second | at 1: p50 | p50 ms | p99 ms | work |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for each in measured:
        together, alone = each.together, each.alone
        yield (
            f"| {_name(each)} | {each.size / KB:.1f} | {together.ratio:.1f} | {_ms(together.heard.p50)} "
            f"| {_ms(together.heard.p99)} | {together.heard.rate:.0f} | {alone.ratio:.1f} | {_ms(alone.heard.p50)} "
            f"| {_ms(alone.heard.p99)} | {_ms(each.work)} |"
        )
    yield ""


def growth(title: str, by_services: Mapping[int, Sequence[Measured]]) -> Iterator[str]:
    """Markdown: what one alone heard of organisations of several sizes, where it asked all of them the same."""
    sizes = list(by_services)
    found = {services: {each.name: each for each in measured} for services, measured in by_services.items()}
    yield f"### {title}\n"
    yield "| at 1 |" + "".join(f" {each:,}: p50 | p50 ms | work |" for each in sizes) + " times p50 | times work |"
    yield "|---|" + "--:|--:|--:|" * len(sizes) + "--:|--:|"
    for name in found[sizes[0]]:
        if all(name in each for each in found.values()):
            row = [found[services][name] for services in sizes]
            yield f"| {name} |" + "".join(map(_cost, row)) + _times(row[0], row[-1])
    yield ""


@dataclass(frozen=True)
class _Asking:
    """Who answers, who answers with nothing, and for how many seconds they are asked."""

    reader: Reader
    idle: Reader
    seconds: float

    def compare(self, question: Question, who: Callers) -> Compared:
        before = who.ask(self.idle.port, NOTHING, self.seconds * SHARE)
        heard = who.ask(self.reader.port, question, self.seconds)
        after = who.ask(self.idle.port, NOTHING, self.seconds * SHARE)
        return Compared(heard, before + after)


def _measured(inquiry: Inquiry, size: int, asking: _Asking, many: Callers, one: Callers) -> Measured:
    together = asking.compare(inquiry.question, many)
    before = asking.reader.worked()
    alone = asking.compare(inquiry.question, one)
    work = (asking.reader.worked() - before) / alone.heard.answers
    return Measured(inquiry.name, size, together, alone, work)


def _founded(services: int, source: Path) -> Subjects:
    """The descriptors of an organisation are written; what is in it that stands for the rest."""
    organisation = lived_in(services)
    write_descriptors(organisation, source)
    return subjects(organisation)


def _synced(place: Place) -> None:
    """Read the descriptors into the database; in a child, since it takes memory that asking does not."""
    afresh(place)()


def _wanted(known: Subjects, only: str) -> Sequence[Inquiry]:
    large = known.components > LARGE
    return [each for each in inquiries(known) if only in each.name and (each.everywhere or not large)]


def _name(measured: Measured) -> str:
    """The request's name; how many answers were none is behind it, where any were."""
    failed = measured.together.heard.failed + measured.alone.heard.failed
    return f"{measured.name} ({failed} failed)" if failed else measured.name


def _cost(measured: Measured) -> str:
    return f" {measured.alone.ratio:.1f} | {_ms(measured.alone.heard.p50)} | {_ms(measured.work)} |"


def _times(first: Measured, last: Measured) -> str:
    """How many times as much the last costs as the first; work too small to tell has no such number."""
    work = f"{last.work / first.work:.1f}" if first.work else "-"
    return f" {last.alone.heard.p50 / first.alone.heard.p50:.1f} | {work} |"


def _ms(seconds: float) -> str:
    """Milliseconds with as many digits as mean something."""
    return f"{seconds * 1_000:.1f}" if seconds < _PRECISE else f"{seconds * 1_000:.0f}"


_PRECISE = 0.1


if __name__ == "__main__":
    main()
