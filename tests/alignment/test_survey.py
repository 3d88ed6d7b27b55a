"""All sections of an estate are found together, and can be kept."""

import gc
import json
from collections import Counter

import pytest

from app.alignment import estate, survey
from app.alignment.survey import SECTIONS, SUMMARY
from app.catalog import Catalog
from app.policy import DEFAULT
from tests.alignment.estates import EXAMPLES
from tests.conftest import TODAY


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_row_has_a_place_of_its_own(name):
    """No two entries have one section and key, and each is a JSON map."""
    found = survey.survey(estate.of(EXAMPLES[name](), DEFAULT))
    entries = list(found.entries())
    counts = Counter(entry.section for entry in entries)

    assert len({(entry.section, entry.key) for entry in entries}) == len(entries)
    assert all(type(json.loads(entry.document)) is dict for entry in entries)
    assert counts == {SUMMARY: 2} | {name: len(rows) for name, rows in found.sections.items() if rows}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_row_says_what_it_is_about(name):
    """Keys, verdicts and weights are what a database can filter and order by; a team is one that answers for things."""
    here = estate.of(EXAMPLES[name](), DEFAULT)
    for section, rows in survey.survey(here).sections.items():
        for row in rows:
            assert (type(row.key), type(row.verdict), type(row.weight)) == (str, str, int), section
            assert row.key, section
            assert row.team is None or row.team in here.teams, section
            assert row.about is None or row.about in here.network.numbers or row.about in here.teams, section


@pytest.mark.parametrize("name", EXAMPLES)
def test_rows_stand_in_the_order_of_their_keys(name):
    """So they do in every section but the changes that would free services, where those that free most come first."""
    for section, rows in survey.survey(estate.of(EXAMPLES[name](), DEFAULT)).sections.items():
        keys = [(row.weight if section == "freeing" else 0, row.key) for row in rows]
        assert keys == sorted(keys), section


def test_the_example_organisation_has_something_to_see():
    """It has rows in every section but strays, since there everything is where it belongs."""
    shown = survey.survey(estate.of(EXAMPLES["example"](), DEFAULT)).sections

    assert [name for name in SECTIONS if not shown[name]] == ["strays"]


def test_an_empty_catalog_has_a_summary_only():
    """Where there is nothing, the whole is still told."""
    nothing = survey.survey(estate.of(Catalog((), TODAY), DEFAULT))

    assert [(entry.section, entry.key) for entry in nothing.entries()] == [(SUMMARY, "share"), (SUMMARY, "coverage")]


@pytest.mark.parametrize("on", [True, False])
def test_leaves_the_collector_as_it_was(on):
    """Garbage is collected afterwards as it was before."""
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        survey.survey(estate.of(Catalog((), TODAY), DEFAULT))
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()
