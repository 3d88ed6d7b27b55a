"""What is measured is what its line says."""

import pytest

from app.rules import check
from benchmarks import measurements
from benchmarks.databases import sqlite
from benchmarks.founding import found
from benchmarks.measurements import Place
from benchmarks.organisation import write_descriptors

# Of 8 components come 4 APIs, 2 resources, a system, a domain and 2 teams.
ENTITIES = 18


@pytest.fixture
def place(tmp_path):
    """A small organisation, and an empty database."""
    write_descriptors(found(8), tmp_path / "source")
    with sqlite(tmp_path) as empty:
        yield Place(tmp_path / "source", empty())


@pytest.fixture
def filled(place):
    """A small organisation, and a database that holds it."""
    measurements.afresh(place)()
    return place


def test_measures_files(place):
    """The bare parse meets every document, reading makes an entity of each, and the rules judge them."""
    assert sum(len(parsed.documents) for parsed in measurements.parse(place)()) == ENTITIES
    assert len(measurements.interpret(place)().entities) == ENTITIES
    assert measurements.judge(place)() == check(measurements.interpret(place)().catalog(measurements.AS_OF))


def test_measures_a_first_sync(place):
    """The first sync adds everything."""
    assert measurements.afresh(place)().changes.added == ENTITIES


@pytest.mark.parametrize(
    "measurement",
    [
        pytest.param(measurements.afresh, id="new process"),
        pytest.param(measurements.still, id="running server"),
    ],
)
def test_measures_a_sync_of_the_same_files(filled, measurement):
    """The same files again change nothing."""
    assert measurement(filled)().unchanged


def test_measures_a_change(filled):
    """One file changed is one entity changed, each time it is measured."""
    for _ in range(2):
        changes = measurements.change(filled)().changes

        assert (changes.added, changes.changed, changes.removed) == (0, 1, 0)


def test_measures_loading(filled):
    """The catalog comes out of the database whole."""
    assert len(measurements.load(filled)()) == ENTITIES
