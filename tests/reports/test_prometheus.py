"""Numbers as Prometheus reads them; its own client's parser is the judge."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from app.measures import MEASURES
from app.questions.state import Source, State
from app.questions.tally import Tally
from app.questions.trend import Value
from app.reports import prometheus
from app.reports.prometheus import Family

AT = datetime(2026, 11, 23, 6, tzinfo=UTC)
SOURCES = (
    Source("here", "folder", "fresh", AT, None, ""),
    Source('a "quoted"\\one', "folder", "stale", AT, AT, "gone"),
)
STATE = State(7, AT, "", Tally(), SOURCES, 3)


def value(name, scope, number):
    """What a measure is."""
    return Value(name, scope, AT, number, None)


def parsed(text):
    """Every sample by its name and labels, as the parser has it."""
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def told(*values, state=STATE):
    """The samples of a text."""
    return parsed(prometheus.render(prometheus.families(state, values)))


def test_it_works():
    """The state comes with its sources, and each measure by what it is measured by."""
    found = told(
        value("entities", "", 12),
        value("findings", "error", 2),
        value("owned_by_tier", "1", 3),
        value("owned_by_tier", "", 0),
        value("days_to_own", "", 4.25),
    )

    assert found == {
        ("ensemble_generation",): 7,
        ("ensemble_generation_timestamp_seconds",): AT.timestamp(),
        ("ensemble_source_read_timestamp_seconds", ("source", "here")): AT.timestamp(),
        ("ensemble_source_read_timestamp_seconds", ("source", 'a "quoted"\\one')): AT.timestamp(),
        ("ensemble_source_stale", ("source", "here")): 0,
        ("ensemble_source_stale", ("source", 'a "quoted"\\one')): 1,
        ("ensemble_stale_entities",): 3,
        ("ensemble_entities",): 12,
        ("ensemble_findings", ("severity", "error")): 2,
        ("ensemble_owned_by_tier", ("tier", "1")): 3,
        ("ensemble_owned_by_tier", ("tier", "")): 0,
        ("ensemble_days_to_own",): 4.25,
    }


def test_before_the_first_sync():
    """Without a state there is a generation, and no time of it."""
    empty = State(0, None, "", Tally(), (), 0)

    assert told(state=empty) == {("ensemble_generation",): 0, ("ensemble_stale_entities",): 0}


def test_teams_have_every_number():
    """A team has each number by team, also where that is 0, so that no line breaks off where the last gap closes."""
    found = told(
        value("findings_by_team", "group:default/a", 1),
        value("need_owner_by_team", "group:default/a", 2),
        value("need_owner_by_team", "group:default/b", 1),
    )

    assert found["ensemble_findings_by_team", ("team", "group:default/b")] == 0
    assert found["ensemble_owned_by_team", ("team", "group:default/a")] == 0


def test_very_many_teams(monkeypatch):
    """Beyond a limit teams are summed up, those that answer for least; what no team answers for stays apart."""
    monkeypatch.setattr(prometheus, "MOST_TEAMS", 2)
    found = told(
        *(
            value("need_owner_by_team", f"group:default/{name}", number)
            for name, number in zip("abcd", (1, 5, 2, 9), strict=True)
        ),
        value("need_owner_by_team", "", 4),
    )

    assert {key[1]: number for key, number in found.items() if key[0] == "ensemble_need_owner_by_team"} == {
        ("team", ""): 4,
        ("team", "group:default/b"): 5,
        ("team", "group:default/d"): 9,
        ("team", "(others)"): 3,
    }


@pytest.mark.parametrize("measure", MEASURES.values(), ids=str)
def test_every_measure_is_explained(measure):
    """Each has its help and type, under its own name."""
    text = prometheus.render(prometheus.families(STATE, [value(measure.name, "x" if measure.by else "", 1)]))
    [family] = [each for each in text_string_to_metric_families(text) if each.name == f"ensemble_{measure.name}"]

    assert (family.documentation, family.type) == (measure.meaning, "gauge")


LABELS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    meaning=LABELS.map(str.strip),
    samples=st.dictionaries(LABELS, st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=4),
)
def test_any_text_is_read_back(meaning, samples):
    """Whatever stands in a label, the parser reads the same label and the same number."""
    family = Family("ensemble_x", meaning, [({"scope": scope}, number) for scope, number in samples.items()])
    text = prometheus.render([family])

    assert parsed(text) == {("ensemble_x", ("scope", scope)): number for scope, number in samples.items()}
    assert text.endswith("\n")
