"""What a sync costs, as multiples of what parsing the same files costs in the same process.

    python benchmarks/sync.py --services 1000

A ratio means the same on a slow machine and on a quick one, and tells a slower program from a slower day.
README.md says what each line means.
"""

import argparse
import gc
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.children import in_a_child
from benchmarks.databases import Empty, started
from benchmarks.founding import found
from benchmarks.measurements import OF_FILES, ON_WHAT_IS_THERE, Measurement, Place, afresh
from benchmarks.organisation import write_descriptors


@dataclass(frozen=True)
class Line:
    """A line of the table. `place` makes ready what the measurement needs, anew for each time it is taken."""

    name: str
    measurement: Measurement
    place: Callable[[], Place]


def main() -> None:
    """Read the options, measure without a database and on each there is, and print a table."""
    parser = argparse.ArgumentParser(description="Measure a sync in multiples of parsing the same files.")
    parser.add_argument("--services", type=int, default=1000, help="how many services (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, help="which organisation of that size (default: 1)")
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds the median is of (default: 5)")
    options = parser.parse_args()
    with TemporaryDirectory() as folder, ExitStack() as stack:
        source = Path(folder) / "source"
        in_a_child(_make, source, options.services, options.seed)
        lines = list(_lines(source, started(Path(folder), stack)))
        memory = [in_a_child(_peak, line.measurement, line.place()) for line in lines]
        times = [_multiple(line, lines[0], options.rounds) for line in lines]
    print(f"{options.services:,} services, median of {options.rounds} rounds; the bare parse is 1.\n")
    print(f"{'':46}{'time':>7}{'memory':>9}")
    for line, multiple, peak in zip(lines, times, memory, strict=True):
        print(f"{line.name:46}{multiple:7.2f}{peak / memory[0]:9.2f}")


def _make(source: Path, services: int, seed: int) -> None:
    write_descriptors(found(services, seed), source)


def _lines(source: Path, databases: Mapping[str, Empty]) -> Iterator[Line]:
    """Measurements of files first, the bare parse before all; then those of each database, on files of its own."""
    for name, measurement in OF_FILES.items():
        yield Line(name, measurement, lambda: Place(source))
    for database, empty in databases.items():
        copy = source.with_name(f"source-{database}")
        shutil.copytree(source, copy)
        yield from _of_a_database(database, copy, empty)


def _of_a_database(database: str, source: Path, empty: Empty) -> Iterator[Line]:
    filled = Place(source, empty())
    in_a_child(_peak, afresh, filled)
    yield Line(f"{database}: first sync", afresh, lambda: Place(source, empty()))
    for name, measurement in ON_WHAT_IS_THERE.items():
        yield Line(f"{database}: {name}", measurement, lambda: filled)


def _multiple(line: Line, bare: Line, rounds: int) -> float:
    """The median of how many times as long as the bare parse a line takes.

    Each is compared with a parse right after it, since a machine is not equally quick all the time.
    """
    return median(_seconds(line) / _seconds(bare) for _ in range(rounds))


def _seconds(line: Line) -> float:
    act = line.measurement(line.place())
    gc.collect()
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _peak(measurement: Measurement, place: Place) -> int:
    """The most memory that this process ever held, in whatever unit the system counts."""
    measurement(place)()
    return getrusage(RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
