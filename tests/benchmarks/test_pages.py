"""Pages are asked of a real server, and the table says what came."""

import pytest

from app.store.database import reading, sessions_for
from app.store.queries import open_findings
from benchmarks import measurements
from benchmarks.addresses import PAGES, Page, pages, subjects
from benchmarks.databases import sqlite
from benchmarks.founding import found
from benchmarks.lived_in import DANGLING, UNOWNED, age
from benchmarks.measurements import Place
from benchmarks.organisation import write_descriptors
from benchmarks.pages import Limits, Measured, Site, measure, table


@pytest.fixture
def place(tmp_path):
    """A lived-in organisation, and an empty database."""
    write_descriptors(age(found(60, users=30)), tmp_path / "source")
    with sqlite(tmp_path) as empty:
        yield Place(tmp_path / "source", empty())


def test_years_leave_gaps(place):
    """So many components lose their owner, and so many need what is no more; the rest is as it was founded."""
    measurements.afresh(place)()

    with reading(sessions_for(place.url)) as session:
        rules = [finding.rule for finding, _ in session.execute(open_findings())]

    assert rules.count("ref-unknown") == 60 // DANGLING
    assert rules.count("owner-missing") + rules.count("owner-inherited-only") == 60 // UNOWNED


def test_every_address_is_of_something_that_is_there(place):
    """What stands for the others is found in any catalog, and each page has its address."""
    measurements.afresh(place)()

    known = subjects(measurements.load(place)(), gaps=120)
    found_pages = list(pages(known))

    assert [page.name for page in found_pages] == list(PAGES)
    assert not [page for page in found_pages if "{" in page.address]
    assert known.last_gaps == 3
    assert len({known.least, known.middling, known.most}) == 3


def test_pages_are_measured_on_a_server(place):
    """Bytes and times are those of what a server answers, no oftener than asked."""
    site = measure(place, "service", Limits(requests=2, seconds=0))

    services = next(each for each in site.pages if each.page == Page("services", "/services"))
    assert services.status == 200
    assert 0 < services.compressed < services.size
    assert 0 < services.p50 <= services.p99
    assert len(services.seconds) == len(services.trivial) == 2
    assert 0 < site.assets_compressed < site.assets


def measured(name="home", status=200, compressed=5_000, seconds=(0.010, 0.020, 0.030)):
    """A page of which so much was measured."""
    return Measured(Page(name, "/"), status, 20_000, compressed, seconds, (0.001, 0.002, 0.003), 0.007)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(measured(), "| home | 20.0 | 5.0 | 10.0 | 15.0 | 30 | 7 |", id="light and quick"),
        pytest.param(measured(compressed=100_001), "| home | 20.0 | **100.0** | 10.0 | 15.0 | 30 | 7 |", id="heavy"),
        pytest.param(measured(seconds=(0.3,)), "| home | 20.0 | 5.0 | 150.0 | 150.0 | **300** | 7 |", id="slow"),
        pytest.param(measured(status=404), "| home (404) | 20.0 | 5.0 | 10.0 | 15.0 | 30 | 7 |", id="not there"),
    ],
)
def test_a_row_says_what_was_measured(row, expected):
    """Times are multiples of a trivial answer's; what is over a limit is bold."""
    assert list(table("Few", {"SQLite": Site([row], 72_000, 19_000)}))[-2] == expected


def test_one_request_in_a_hundred_may_be_slower():
    """Of a hundred times the 99th counts."""
    assert measured(seconds=[number / 1_000 for number in range(100, 0, -1)]).p99 == 0.099
