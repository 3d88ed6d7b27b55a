"""The shape of a predicate: one for all that ask in the same way, whatever their values."""

import pytest

from app.store.predicates import EVERYTHING, All, Begins, Exists, Not, OneOf, Some
from app.store.shapes import is_single, shaped

A, B, OTHER = OneOf("kind", ("api",)), OneOf("kind", ("group",)), OneOf("spec.type", ("api",))
SEVERAL, MORE = OneOf("kind", ("api", "group")), OneOf("kind", ("user", "system", "api"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(A, B, id="another value"),
        pytest.param(SEVERAL, MORE, id="more values"),
        pytest.param(SEVERAL, OneOf("kind", ()), id="no value, which is no single one"),
        pytest.param(Begins("kind", "a"), Begins("kind", ""), id="another prefix"),
        pytest.param(All((A, Not(B))), All((B, Not(A))), id="inside others"),
        pytest.param(Some((A, Exists("kind"))), Some((B, Exists("kind"))), id="beside what has no value"),
        pytest.param(All((A, A)), All((B, B)), id="the same value twice"),
    ],
)
def test_one_shape(one, other):
    """Predicates that differ in values alone have one shape, and name their values alike."""
    (shape, values), (same, others) = shaped(one), shaped(other)

    assert shape == same
    assert values.keys() == others.keys()
    assert values != others or one == other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(A, OTHER, id="another key"),
        pytest.param(A, SEVERAL, id="several values, of which an entity may have two"),
        pytest.param(A, Begins("kind", "api"), id="a prefix"),
        pytest.param(A, Exists("kind"), id="any value"),
        pytest.param(A, Not(A), id="not"),
        pytest.param(All((A, B)), Some((A, B)), id="or"),
        pytest.param(All((A, A)), All((A, B)), id="the same twice, which is counted once"),
        pytest.param(EVERYTHING, A, id="nothing"),
    ],
)
def test_other_shapes(one, other):
    """What is asked in another way has another shape."""
    assert shaped(one)[0] != shaped(other)[0]


def test_values_by_their_names():
    """Each value is found under the name that stands in its place, and a prefix with the end of its range."""
    shape, values = shaped(All((A, MORE, Begins("spec.owner", "pay"))))

    assert isinstance(shape, All)
    one, several, begins = shape.parts
    assert isinstance(one, OneOf)
    assert isinstance(several, OneOf)
    assert isinstance(begins, Begins)
    assert values[one.values[0]] == "api"
    assert values[several.values[0]] == ("user", "system", "api")
    assert values[begins.prefix] == "pay"
    assert set(values.values()) - {"api", "pay", ("user", "system", "api")} == {"pay\U0010ffff"}
    assert [is_single(leaf) for leaf in (one, several, begins)] == [True, False, False]
