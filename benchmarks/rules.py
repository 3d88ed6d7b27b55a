"""What judging a catalog costs, rule by rule, as multiples of what parsing the same files costs in the same process.

    python benchmarks/rules.py --services 1000 10000

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
from typing import NamedTuple

from app import rules
from app.catalog import Catalog
from app.policy import DEFAULT
from app.rules import Rule
from app.rules.needs import network_of
from benchmarks.children import in_a_child
from benchmarks.described import described
from benchmarks.measurements import AS_OF, Place, interpret, parse
from benchmarks.organisation import write_descriptors

WHOLE = "all rules in one pass"
SHARED = "relations and network"
LEAST = 0.0005
"""Below such a multiple it is the clock that is measured."""


class Measured(NamedTuple):
    """What a size comes to: how many entities and relations, and for each line its multiple and its findings."""

    entities: int
    relations: int
    seconds: float
    multiples: Mapping[str, float]
    found: Mapping[str, int]


def main() -> None:
    """Read the options, measure each size in a process of its own, and print a table."""
    parser = argparse.ArgumentParser(description="Measure the rules in multiples of parsing the same files.")
    parser.add_argument("--services", type=int, nargs="+", default=[1000, 10_000], help="sizes (default: 1000 10000)")
    parser.add_argument("--rounds", type=int, default=3, help="how many rounds the median is of (default: 3)")
    options = parser.parse_args()
    sizes: list[int] = sorted(options.services)
    with TemporaryDirectory() as folder:
        measured = [in_a_child(measure, Path(folder) / str(size), size, options.rounds) for size in sizes]
    for size, each in zip(sizes, measured, strict=True):
        print(
            f"{size:,} services: {each.entities:,} entities, {each.relations:,} relations, "
            f"{sum(each.found.values()):,} findings; the bare parse took {each.seconds:.1f} s of processor time.",
        )
    print(f"\nMedian of {options.rounds} rounds; the bare parse is 1.\n")
    print("\n".join(table(sizes, measured)))


def measure(source: Path, services: int, rounds: int) -> Measured:
    """Write an organisation, read it once, and judge it by all rules together and by each."""
    write_descriptors(described(services), source)
    parsing = parse(Place(source))
    bare = median(_seconds(parsing) for _ in range(rounds))
    del parsing
    reading = interpret(Place(source))()
    taken: dict[str, list[float]] = defaultdict(list)
    found: dict[str, int] = {}
    catalog = reading.catalog(AS_OF)
    for _ in range(rounds):
        # A catalog of its own for the whole, which has to find everything out; then one that each rule finds prepared.
        taken[WHOLE].append(_seconds(partial(rules.check, reading.catalog(AS_OF))))
        catalog = reading.catalog(AS_OF)
        taken[SHARED].append(_seconds(partial(_prepare, catalog)))
        for name, rule in rules.RULES.items():
            seconds, found[name] = _judge(rule, catalog)
            taken[name].append(seconds)
    return Measured(
        len(catalog),
        sum(1 for _ in catalog.every_relation),
        bare,
        {name: median(seconds) / bare for name, seconds in taken.items()},
        found,
    )


def table(sizes: Sequence[int], measured: Sequence[Measured]) -> Iterator[str]:
    """Lines of Markdown: the multiples of each line by size, how they grew, and what was found in the largest."""
    yield f"| line | {' | '.join(f'{size:,}' for size in sizes)} | growth | findings |"
    yield f"|---|{'--:|' * (len(sizes) + 2)}"
    for name in measured[-1].multiples:
        multiples = [each.multiples[name] for each in measured]
        growth = f"{multiples[-1] / multiples[0]:.1f}" if multiples[0] >= LEAST else ""
        found = measured[-1].found
        number = f"{sum(found.values()):,}" if name == WHOLE else f"{found[name]:,}" if name in found else ""
        yield f"| {name} | {' | '.join(f'{each:.4f}' for each in multiples)} | {growth} | {number} |"


def _prepare(catalog: Catalog) -> None:
    """Find out what every rule asks for."""
    network = network_of(catalog)
    for ref in network.refs[:1]:
        catalog.relations(ref)
        network.leaving(ref)
        network.arriving(ref)
        network.stopping.leaving(ref)
        network.stopping.arriving(ref)


def _judge(rule: Rule, catalog: Catalog) -> tuple[float, int]:
    """How long a rule takes, and how much it finds; collecting rubbish first would take longer than that."""
    start = time.process_time()
    found = list(rule.check(catalog, DEFAULT))
    return time.process_time() - start, len(found)


def _seconds(act: Callable[[], object]) -> float:
    """The processor's time, since other work on the machine is no part of it."""
    gc.collect()
    start = time.process_time()
    act()
    return time.process_time() - start


if __name__ == "__main__":
    main()
