"""What each page weighs, and how long its first byte takes as a multiple of that of `/healthz` on the same server.

    python benchmarks/pages.py --services 0 1000 10000

0 stands for the example organisation. README.md says what each column means.
"""

import argparse
import gzip
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.addresses import Page, pages, subjects
from benchmarks.children import in_a_child
from benchmarks.databases import DATABASES, started
from benchmarks.lived_in import lived_in
from benchmarks.measurements import Place, afresh, load
from benchmarks.organisation import write_descriptors
from benchmarks.serving import Reader, assets, served
from benchmarks.times import ninety_ninth

EXAMPLE = Path(__file__).parents[1] / "catalog"
TRIVIAL = "/healthz"
WARM = 3
"""How often a page is asked for before its time counts."""
LEAST = 10
"""How often it is asked for at least, however slow it is."""
KB = 1_000
LEVEL = 6
"""How hard a page is compressed: as servers do it."""
MOST_COMPRESSED = 100 * KB
MOST_MS = 200
"""What no page should exceed, in bytes when compressed and in milliseconds for 99 of 100 requests."""
OK = 200


@dataclass(frozen=True)
class Measured:
    """A page, its bytes as sent and compressed, and the seconds to each first byte; of `/healthz`, beside each."""

    page: Page
    status: int
    size: int
    compressed: int
    seconds: Sequence[float]
    trivial: Sequence[float]
    work: float = 0
    """The seconds that processors worked for one answer."""

    @property
    def p50(self) -> float:
        """The middle one of its times."""
        return median(self.seconds)

    @property
    def p99(self) -> float:
        """The time that one request in a hundred takes longer than; the longest, of fewer than a hundred."""
        return ninety_ninth(self.seconds)

    @property
    def unit(self) -> float:
        """What a trivial answer takes at the same time."""
        return median(self.trivial)


@dataclass(frozen=True)
class Site:
    """What was measured of one organisation on one database: its pages, and the bytes of all scripts and styles."""

    pages: Sequence[Measured]
    assets: int
    assets_compressed: int


@dataclass(frozen=True)
class Limits:
    """How long a page is asked for: so often, and no longer than so many seconds."""

    requests: int
    seconds: float


def main() -> None:
    """Read the options, serve each organisation from each database there is, and print a table of each."""
    parser = argparse.ArgumentParser(description="Measure pages: their bytes, and the time to their first byte.")
    parser.add_argument(
        "--services", type=int, nargs="+", default=[0, 1000, 10_000], help="how many services; 0 is the example"
    )
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES), help="which databases")
    parser.add_argument("--only", default="", help="only pages with this in their names")
    parser.add_argument("--requests", type=int, default=100, help="how often a page is asked for (default: 100)")
    parser.add_argument("--seconds", type=float, default=10, help="for how long at most (default: 10)")
    options = parser.parse_args()
    limits = Limits(options.requests, options.seconds)
    with TemporaryDirectory() as folder, ExitStack() as stack:
        databases = started(Path(folder), stack, options.databases)
        for services in options.services:
            source = in_a_child(_source, Path(folder), services)
            measured = {
                name: in_a_child(measure, Place(source, empty()), options.only, limits)
                for name, empty in databases.items()
            }
            print("\n".join(table(_title(services), measured)), flush=True)


def measure(place: Place, only: str, limits: Limits) -> Site:
    """All pages of an organisation, from a server that answers with what is in its descriptors."""
    gaps = sum(afresh(place)().findings.values())
    wanted = [page for page in pages(subjects(load(place)(), gaps)) if only in page.name]
    with served(place.url) as reader:
        measured = [_page(reader, page, limits) for page in wanted]
        scripts_and_styles = [reader.ask(address).body for address in assets(reader.ask("/").body)]
    return Site(measured, sum(map(len, scripts_and_styles)), sum(map(_compressed, scripts_and_styles)))


def table(title: str, sites: Mapping[str, Site]) -> Iterator[str]:
    """Markdown: a row a page, its bytes, then four columns for each database. What is over a limit is bold."""
    yield f"### {title}\n"
    for name, site in sites.items():
        yield f"{name}: 1 is {median(each.unit for each in site.pages) * 1_000:.1f} ms.  "
    site = next(iter(sites.values()))
    yield f"Scripts and styles: {site.assets / KB:.0f} KB, compressed {site.assets_compressed / KB:.0f} KB.\n"
    yield "| page | KB | compressed |" + "".join(f" {name}: p50 | p99 | p99 ms | work |" for name in sites)
    yield "|---|--:|--:|" + "--:|--:|--:|--:|" * len(sites)
    for row in zip(*(site.pages for site in sites.values()), strict=True):
        yield _row(row)
    yield ""


def _source(folder: Path, services: int) -> Path:
    """A folder with the descriptors of an organisation of this size."""
    if not services:
        return EXAMPLE
    source = folder / f"source-{services}"
    write_descriptors(lived_in(services), source)
    return source


def _page(reader: Reader, page: Page, limits: Limits) -> Measured:
    """A page after a few visits; a trivial question goes before each further one, for comparison."""
    answer = reader.ask(page.address)
    for _ in range(WARM):
        reader.ask(page.address)
    seconds: list[float] = []
    trivial: list[float] = []
    end = time.monotonic() + limits.seconds
    before = reader.worked()
    while len(seconds) < limits.requests and (time.monotonic() < end or len(seconds) < LEAST):
        trivial.append(reader.ask(TRIVIAL).seconds)
        seconds.append(reader.ask(page.address).seconds)
    work = (reader.worked() - before) / len(seconds)
    return Measured(page, answer.status, len(answer.body), _compressed(answer.body), seconds, trivial, work)


def _compressed(body: bytes) -> int:
    return len(gzip.compress(body, LEVEL))


def _row(measured: Sequence[Measured]) -> str:
    """A page on each database; its bytes are those of the first."""
    first = measured[0]
    name = first.page.name if first.status == OK else f"{first.page.name} ({first.status})"
    compressed = _marked(first.compressed / KB, ".1f", MOST_COMPRESSED / KB)
    times = "".join(
        f" {each.p50 / each.unit:.1f} | {each.p99 / each.unit:.1f} | {_marked(each.p99 * 1_000, '.0f', MOST_MS)} |"
        f" {each.work * 1_000:.0f} |"
        for each in measured
    )
    return f"| {name} | {first.size / KB:.1f} | {compressed} |{times}"


def _marked(number: float, form: str, most: float) -> str:
    """A number in this form, bold where it is more than it should be."""
    return f"**{number:{form}}**" if number > most else f"{number:{form}}"


def _title(services: int) -> str:
    return f"{services:,} services" if services else "The example organisation"


if __name__ == "__main__":
    main()
