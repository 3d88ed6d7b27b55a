"""What holds for the rows of every section that is about single things."""

import json
from collections.abc import Callable, Mapping, Sequence

import pytest

from app.alignment import data, estate, leaving, observability, promises, told
from app.alignment.estate import Estate
from app.alignment.told import Row
from app.catalog import Catalog
from app.policy import DEFAULT
from tests.alignment.estates import EXAMPLES

SECTIONS: Mapping[str, Callable[[Estate], Sequence[Row]]] = {
    "stores": data.rows,
    "promises": promises.rows,
    "sights": observability.rows,
    "leaving": leaving.rows,
}


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_thing_has_one_row_in_its_place(section, name):
    """Rows stand in the order of their keys, each once, and each says whose it is."""
    found = estate.of(EXAMPLES[name](), DEFAULT)
    rows = SECTIONS[section](found)

    refs = [row.about for row in rows if row.about]

    assert [row.key for row in rows] == list(map(str, refs))
    assert refs == sorted(set(refs))
    assert [row.team for row in rows] == [found.part(ref).team for ref in refs]


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_row_can_be_told(section, name):
    """A row is a JSON document that names the thing it is about."""
    rows = SECTIONS[section](estate.of(EXAMPLES[name](), DEFAULT))

    assert [json.loads(entry.document)["ref"] for entry in told.entries(section, rows)] == [row.key for row in rows]


@pytest.mark.parametrize("section", SECTIONS)
def test_an_empty_catalog_has_no_rows(section):
    """Where there is nothing, there is nothing to tell."""
    assert SECTIONS[section](estate.of(Catalog([], EXAMPLES["example"]().as_of), DEFAULT)) == []
