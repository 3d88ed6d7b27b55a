"""A data store says how its data has to be protected."""

import pytest

from app.policy import Policy
from app.rules import store_unclassified
from tests.texts import a, all_of, printed

REMEDY = "Write `data: {classification: internal}` under `spec`, or `public`, `confidential` or `regulated`."
CLASSIFIED = a("Resource other", "type: cache", "data: {classification: public}")


def bare(name: str = "db", *spec: str) -> str:
    """A data store without a classification."""
    return a(f"Resource {name}", "type: database", *spec)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(bare(), "5:1", id="no data"),
        pytest.param(bare("db", "data: {authoritative: true}"), "7:3", id="data without one"),
        pytest.param(bare("db", "data: {classification: secret}"), "7:3", id="one that there is not"),
        pytest.param(bare("db", "data: {classification: internal}"), "", id="one"),
        pytest.param(bare().replace("Resource", "Component"), "5:1", id="a component of that type"),
        pytest.param(bare().replace("database", "Queue"), "5:1", id="another type, in any case"),
        pytest.param(bare().replace("database", "kubernetes-cluster"), "", id="what stores nothing"),
    ],
)
def test_finds_stores_without_a_classification(catalog_of, text, place):
    """Where half of the data stores or more have one, the others are a gap each."""
    found = printed(store_unclassified, catalog_of({"x.yaml": text, "y.yaml": CLASSIFIED}))
    says = f"gap: db does not say how its data has to be protected; 1 of 2 stores do. {REMEDY} [store-unclassified]"

    assert found == ([f"x.yaml:{place}: {says}"] if place else [])


@pytest.mark.parametrize(
    ("texts", "share", "found"),
    [
        pytest.param([bare()], 0.5, 0, id="nobody does"),
        pytest.param([bare(), CLASSIFIED], 0.5, 1, id="half do"),
        pytest.param([bare(), bare("db2"), CLASSIFIED], 0.5, 0, id="a third does"),
        pytest.param([bare(), bare("db2"), CLASSIFIED], 0.3, 2, id="the policy asks for less"),
        pytest.param([bare()], 0, 1, id="the policy asks of everybody"),
    ],
)
def test_is_silent_where_it_is_not_the_custom(catalog_of, texts, share, found):
    """An organisation that hardly uses the key hears nothing, unless its policy says so."""
    policy = Policy(numbers={"store-unclassified.share": share})

    assert len(printed(store_unclassified, catalog_of(all_of(*texts)), policy)) == found
