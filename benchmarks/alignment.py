"""What alignment costs at a sync, section by section, as multiples of what parsing the same files costs.

    python benchmarks/alignment.py --services 1000 10000

README.md says what each line and column means.
"""

import argparse
import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from app.alignment import autonomy, cohesion, coupling, cycles, data, estate, leaving, observability, promises, strays
from app.alignment.estate import Estate
from app.alignment.standing import standing
from app.alignment.survey import Survey, survey
from app.policy import DEFAULT
from app.rules.needs import network_of
from benchmarks.children import in_a_child
from benchmarks.described import described
from benchmarks.measurements import AS_OF, Place, interpret, parse
from benchmarks.organisation import write_descriptors

WHOLE = "all of it in one pass"
ESTATE = "what it is judged by"
KEPT = "as it is kept"
LEAST = 0.0005
"""Below such a multiple it is the clock that is measured."""

T = TypeVar("T")


def _autonomy(found: Estate) -> int:
    now, sure = standing(found), standing(found, sure=True)
    services = autonomy.services(found, now, sure)
    return len(services) + len(autonomy.teams(found, services, now, sure, {})) + len(autonomy.freeing(found, now))


SECTIONS: Mapping[str, Callable[[Estate], int]] = {
    "services, teams, freeing": _autonomy,
    "cycles": lambda found: len(cycles.rows(found)),
    "pairs": lambda found: len(coupling.rows(found)),
    "groups": lambda found: len(cohesion.groups(found)),
    "strays": lambda found: len(strays.strays(found, strays.woven(found))),
    "stores": lambda found: len(data.rows(found)),
    "promises": lambda found: len(promises.rows(found)),
    "sights": lambda found: len(observability.rows(found)),
    "leaving": lambda found: len(leaving.rows(found)),
}
"""Each section by its name, answering how many rows it has."""


class Measured(NamedTuple):
    """What a size comes to: how many things and needs, and for each line its multiple and its rows."""

    things: int
    needs: int
    seconds: float
    multiples: Mapping[str, float]
    rows: Mapping[str, int]


def main() -> None:
    """Read the options, measure each size in a process of its own, and print a table."""
    parser = argparse.ArgumentParser(description="Measure alignment in multiples of parsing the same files.")
    parser.add_argument("--services", type=int, nargs="+", default=[1000, 10_000], help="sizes (default: 1000 10000)")
    parser.add_argument("--rounds", type=int, default=3, help="how many rounds the median is of (default: 3)")
    options = parser.parse_args()
    sizes: list[int] = sorted(options.services)
    with TemporaryDirectory() as folder:
        measured = [in_a_child(measure, Path(folder) / str(size), size, options.rounds) for size in sizes]
    for size, each in zip(sizes, measured, strict=True):
        print(
            f"{size:,} services: {each.things:,} things, {each.needs:,} needs; "
            f"the bare parse took {each.seconds:.1f} s of processor time.",
        )
    print(f"\nMedian of {options.rounds} rounds; the bare parse is 1.\n")
    print("\n".join(table(sizes, measured)))


def measure(source: Path, services: int, rounds: int) -> Measured:
    """Write an organisation, read it once, and work out all of alignment and each section of it."""
    write_descriptors(described(services), source)
    parsing = parse(Place(source))
    bare = median(_seconds(parsing)[0] for _ in range(rounds))
    del parsing
    reading = interpret(Place(source))()
    taken: dict[str, list[float]] = defaultdict(list)
    rows: dict[str, int] = {}
    found = estate.of(reading.catalog(AS_OF), DEFAULT)
    for _ in range(rounds):
        catalog = reading.catalog(AS_OF)
        # Rules have asked for the network before, and for its hard needs.
        network_of(catalog).stopping.leaving(network_of(catalog).refs[0])
        seconds, found = _seconds(partial(estate.of, catalog, DEFAULT))
        taken[ESTATE].append(seconds)
        seconds, whole = _seconds(partial(survey, found))
        taken[WHOLE].append(seconds)
        seconds, kept = _seconds(partial(_kept, whole))
        taken[KEPT].append(seconds)
        rows[KEPT] = kept
        del whole
        for name, section in SECTIONS.items():
            seconds, rows[name] = _seconds(partial(section, found))
            taken[name].append(seconds)
    return Measured(
        sum(part.exists for part in found.parts),
        len(found.network.edges),
        bare,
        {name: median(taken[name]) / bare for name in (WHOLE, ESTATE, *SECTIONS, KEPT)},
        rows,
    )


def table(sizes: Sequence[int], measured: Sequence[Measured]) -> Iterator[str]:
    """Lines of Markdown: the multiples of each line by size, how they grew, and how many rows the largest has."""
    yield f"| line | {' | '.join(f'{size:,}' for size in sizes)} | growth | rows |"
    yield f"|---|{'--:|' * (len(sizes) + 2)}"
    for name in measured[-1].multiples:
        multiples = [each.multiples[name] for each in measured]
        growth = f"{multiples[-1] / multiples[0]:.1f}" if multiples[0] >= LEAST else ""
        rows = f"{measured[-1].rows[name]:,}" if name in measured[-1].rows else ""
        yield f"| {name} | {' | '.join(f'{each:.4f}' for each in multiples)} | {growth} | {rows} |"


def _kept(whole: Survey) -> int:
    return sum(1 for _ in whole.entries())


def _seconds(act: Callable[[], T]) -> tuple[float, T]:
    """The processor's time, since other work on the machine is no part of it, and what came of it."""
    gc.collect()
    start = time.process_time()
    found = act()
    return time.process_time() - start, found


if __name__ == "__main__":
    main()
