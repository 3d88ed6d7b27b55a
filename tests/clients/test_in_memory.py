"""Ensemble answers as the catalog does that Backstage has for the tests of others.

`ENSEMBLE_TEST_ORGANISATIONS` says how many are made up for each database, every one with some questions.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from app.config import Config
from app.store import database
from app.sync import sync
from tests.cli.processes import served
from tests.clients import node, organisations
from tests.clients.questions import of_everything, questions
from tests.conftest import TODAY
from tests.trees import Texts

ORGANISATIONS = int(os.environ.get("ENSEMBLE_TEST_ORGANISATIONS", "40"))
QUESTIONS = 10


@pytest.fixture(scope="session")
def hold(packages, holding):
    """Makes a running server and the other catalog hold some entities; gives them as served, and who asks both."""
    url = holding(Texts({}))
    sessions = database.sessions_for(url)
    with served(DATABASE_URL=url) as (_, address), node.child("two_catalogs.mjs", f"{address}/api/catalog") as asked:

        def both(entities):
            tree = Texts({"catalog-info.yaml": organisations.text(entities)})
            sync(sessions, "here", tree, config=Config(), as_of=TODAY)
            return asked.ask(None), asked.ask

        yield both
    sessions.kw["bind"].dispose()


@settings(
    max_examples=ORGANISATIONS,
    deadline=None,
    # All but the one that explains: it asks as often again.
    phases=[Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(entities=organisations.entities, data=st.data())
def test_the_two_agree(hold, entities, data):
    """Whatever is asked of whatever entities, both catalogs answer the same."""
    held, ask = hold(entities)
    assert [each["spec"] for each in held] == [each["spec"] for each in sorted(entities, key=organisations.ref)]

    for question in [of_everything(held), *data.draw(st.lists(questions(held), min_size=1, max_size=QUESTIONS))]:
        note(str(question))
        ours, theirs = ask(question)
        assert counted(ours) == counted(theirs)


def counted(answer):
    """An answer whose facets are sorted: the two count in different orders."""
    if isinstance(answer, dict):
        return {facet: sorted((each["value"], each["count"]) for each in counts) for facet, counts in answer.items()}
    return answer


A = {
    "apiVersion": "backstage.io/v1alpha1",
    "kind": "Component",
    "metadata": {"name": "A", "tags": ["java", "go"]},
    "spec": {"type": "service", "true": True, "street": "Weg ß", "steps": [{"do": "it"}]},
}
B = {"apiVersion": "backstage.io/v1alpha1", "kind": "Component", "metadata": {"name": "b", "tags": ["j"]}, "spec": {}}
BY_TAG = {"orderFields": [{"field": "metadata.tags", "order": "asc"}]}
BY_TYPE = {"orderFields": [{"field": "spec.type", "order": "asc"}]}

SIMPLER = [
    pytest.param(
        "getEntities",
        {"filter": [{"apiVersion": None}]},
        (["A", "b"], []),
        id="keys of a filter are found where they have no capitals, so that no other is asked for",
    ),
    pytest.param(
        "getEntities",
        {"filter": [{"kind": ["component"], "spec.type": "none"}]},
        ([], ["A", "b"]),
        id="keys of a filter are not looked at after one with several values, so that such a one comes last",
    ),
    pytest.param(
        "getEntities", {"filter": []}, (["A", "b"], []), id="no filter at all finds nothing, so that there is one"
    ),
    pytest.param(
        "getEntities",
        {"filter": [{"kind": " component "}]},
        (["A", "b"], []),
        id="blanks around a value count, so that there are none",
    ),
    pytest.param(
        "getEntities",
        {"filter": [{"spec.type": "service,kind=api"}]},
        ([], []),
        id="a comma is part of a value, so that there is none",
    ),
    pytest.param(
        "queryEntities",
        {"query": {"metadata.tags": "java"}},
        (["A"], []),
        id="to predicates a list is one value, so that they ask for its items by $contains",
    ),
    pytest.param(
        "queryEntities",
        {"query": {"spec.steps.do": "it"}},
        (["A"], []),
        id="predicates look into no list of objects, so that nothing there is asked for",
    ),
    pytest.param(
        "queryEntities",
        {"query": {"spec.type": {"$contains": "service"}}},
        (["A"], []),
        id="to predicates only a list contains something, so that no text is asked for it",
    ),
    pytest.param(
        "queryEntities",
        {"query": {"spec": {"$exists": True}}},
        ([], ["A", "b"]),
        id="to predicates objects exist, so that only texts and numbers are asked for",
    ),
    pytest.param(
        "queryEntities",
        {"query": {"metadata.etag": {"$exists": True}}},
        ([], ["A", "b"]),
        id="predicates see what marks a version, so that it is not asked for",
    ),
    pytest.param(
        "queryEntities",
        {"query": {"SPEC.type": "service"}},
        (["A"], []),
        id="to predicates capitals of a place count, so that they are written as they are",
    ),
    pytest.param(
        "queryEntities",
        {"query": {"spec.true": "true"}},
        (["A"], []),
        id="to predicates yes and no are no texts, so that neither is asked for",
    ),
    pytest.param(
        "queryEntities",
        {"query": {"spec.street": "Weg SS"}},
        ([], ["A"]),
        id="predicates compare capitals, so that no letter is asked for whose capitals are another's",
    ),
    pytest.param(
        "queryEntities",
        BY_TAG,
        (["A", "b"], ["b", "A"]),
        id="a list is ordered by its first item, so that nothing is ordered by a list",
    ),
    pytest.param(
        "queryEntities",
        BY_TYPE,
        (["A"], ["A", "b"]),
        id="pages have what cannot be ordered, so that they are asked for the rest",
    ),
    pytest.param(
        "queryEntities",
        {"fullTextFilter": {"term": "service", "fields": []}, "query": {"kind": "component"}},
        ([], ["A"]),
        id="no field is every field to look for a text in, so that there is one",
    ),
    pytest.param(
        "getEntitiesByRefs",
        {"entityRefs": ["Component:b"]},
        (["b"], [None]),
        id="references count as they are written, so that they are whole and in small letters",
    ),
]
"""What the other catalog does not do as a server does, and how it is asked nevertheless."""


@pytest.mark.parametrize(("call", "asked", "names"), SIMPLER)
def test_they_differ(hold, call, asked, names):
    """What makes the other catalog simpler is still so; once it is not, the questions may come to it."""
    _, ask = hold([A, B])

    ours, theirs = ask({"call": call, "live": asked})

    assert (named(ours), named(theirs)) == names


def test_names_are_counted_in_small_letters(hold):
    """They are so in the other catalog, so that no facet is of names."""
    _, ask = hold([A])

    ours, theirs = ask({"call": "getEntityFacets", "live": {"facets": ["metadata.name"]}})

    assert ours == {"metadata.name": [{"value": "A", "count": 1}]}
    assert theirs == {"metadata.name": [{"value": "a", "count": 1}]}


def test_spellings_of_one_value_are_one(hold):
    """What an entity has twice, but for capitals, is counted once, as it is written first; the other counts both."""
    _, ask = hold([{**A, "spec": {"list": ["Java", "java"]}}])

    ours, theirs = ask({"call": "getEntityFacets", "live": {"facets": ["spec.list"]}})

    assert ours == {"spec.list": [{"value": "Java", "count": 1}]}
    assert theirs == {"spec.list": [{"value": "Java", "count": 1}, {"value": "java", "count": 1}]}


def test_pages_before_go_by_number(hold):
    """In the other catalog they overlap where the first page was not the first of all, so that none goes back to it."""
    _, ask = hold([A, B])

    ours, theirs = ask({"call": "queryEntities", "live": {"limit": 2, "offset": 1, "back": True}})

    assert [[each["metadata"]["name"] for each in page["items"]] for page in ours] == [["b"]]
    assert [[each["metadata"]["name"] for each in page["items"]] for page in theirs] == [["b"], ["A", "b"]]


def named(answer):
    """The names of the entities in an answer, or in its first page."""
    assert isinstance(answer, list), answer
    entities = answer[0]["items"] if answer and "items" in (answer[0] or {}) else answer
    return [each and each["metadata"]["name"] for each in entities]
