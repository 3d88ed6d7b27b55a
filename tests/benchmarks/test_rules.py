"""Rules are measured on an organisation that gives them work, and told in a table."""

import pytest
import yaml

from app import reading
from app.policy import DEFAULT
from app.rules import RULES, check
from app.sources.folder import Folder
from benchmarks import rules
from benchmarks.described import described
from benchmarks.measurements import AS_OF
from benchmarks.organisation import write_descriptors

IDLE = {"store-without-authority", "unconnected", "waiver-expired"}
"""What finds nothing there: all things lead to a source of truth and belong somewhere, and there is no policy."""


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """An organisation large enough for every mistake to be made in it, read."""
    folder = tmp_path_factory.mktemp("organisation")
    write_descriptors(described(400), folder)
    return reading.read(Folder(folder))


def test_is_written_without_a_fault(read):
    """Nothing in it is a problem of reading."""
    assert [str(problem) for problem in read.problems] == []


def test_every_rule_has_work(read):
    """Each rule finds something, and none finds it nearly everywhere."""
    catalog = read.catalog(AS_OF)
    found = {name: len(list(rule.check(catalog, DEFAULT))) for name, rule in RULES.items()}

    assert {name for name, number in found.items() if not number} <= IDLE
    assert {name: number for name, number in found.items() if number > len(catalog) / 5} == {}


def test_is_the_same_each_time():
    """The same size is the same organisation."""
    one, other = (yaml.safe_dump(list(described(60).files())) for _ in range(2))

    assert one == other


def test_measures_each_rule(tmp_path):
    """Every rule has a multiple and what it found, the whole and what they share have a multiple as well."""
    measured = rules.measure(tmp_path / "source", 60, 1)

    assert list(measured.multiples) == [rules.WHOLE, rules.SHARED, *RULES]
    assert sum(measured.found.values()) == len(check(reading.read(Folder(tmp_path / "source")).catalog(AS_OF)))


def test_tells_growth_where_the_clock_can_tell():
    """A line grows from its first multiple to its last; a multiple too small to measure has no growth."""
    small = rules.Measured(10, 20, 1.0, {rules.WHOLE: 0.2, "cycle": 0.0001}, {"cycle": 1})
    large = rules.Measured(100, 200, 10.0, {rules.WHOLE: 0.3, "cycle": 0.0002}, {"cycle": 1200})

    assert list(rules.table([10, 100], [small, large])) == [
        "| line | 10 | 100 | growth | findings |",
        "|---|--:|--:|--:|--:|",
        "| all rules in one pass | 0.2000 | 0.3000 | 1.5 | 1,200 |",
        "| cycle | 0.0001 | 0.0002 |  | 1,200 |",
    ]
