"""What may be asked of an entity's fields, and how it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadPredicateError
from app.store import predicates
from app.store.predicates import DEEPEST, EVERYTHING, MOST, All, Begins, Exists, Not, OneOf, Some

COMPONENT = OneOf("kind", ("component",))
SERVICE = OneOf("spec.type", ("service",))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param([], EVERYTHING, id="none"),
        pytest.param(["kind=component"], COMPONENT, id="a value"),
        pytest.param(["Kind=COMPONENT"], COMPONENT, id="in any case"),
        pytest.param([" kind = component "], COMPONENT, id="blanks around it"),
        pytest.param(["kind="], OneOf("kind", ("",)), id="an empty value"),
        pytest.param(["spec.owner"], Exists("spec.owner"), id="only that it is there"),
        pytest.param(["kind=component,spec.type=service"], All((COMPONENT, SERVICE)), id="and"),
        pytest.param(["kind=component,kind=api"], OneOf("kind", ("component", "api")), id="or, of one key"),
        pytest.param(["kind=a,kind=A"], OneOf("kind", ("a",)), id="the same value twice"),
        pytest.param(["spec.type,spec.type=service"], SERVICE, id="a value says more than that it is there"),
        pytest.param(["kind=component", "spec.type=service"], Some((COMPONENT, SERVICE)), id="or"),
        pytest.param(["kind=component,,"], COMPONENT, id="nothing between commas"),
        pytest.param([",", "kind=component"], COMPONENT, id="a filter without a word"),
        pytest.param([",", " "], EVERYTHING, id="no word at all"),
        pytest.param(["a=b=c"], OneOf("a", ("b=c",)), id="another sign of equality is of the value"),
    ],
)
def test_filters(filters, expected):
    """What stands in a URL on the left, what it means on the right."""
    assert predicates.of_filters(filters) == expected


@pytest.mark.parametrize("text", ["=x", "=", "kind=component,=x"])
def test_a_filter_without_a_key(text):
    """The statement that is none is quoted."""
    with pytest.raises(BadPredicateError, match="is not a valid statement"):
        predicates.of_filters([text])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({}, EVERYTHING, id="nothing"),
        pytest.param({"kind": "Component"}, COMPONENT, id="a text"),
        pytest.param({"KIND": "component", "spec.type": "service"}, All((COMPONENT, SERVICE)), id="several keys"),
        pytest.param({"a": 1}, OneOf("a", ("1",)), id="a number"),
        pytest.param({"a": 1.0}, OneOf("a", ("1",)), id="a number as JavaScript writes it"),
        pytest.param({"a": True}, OneOf("a", ("true",)), id="a truth value"),
        pytest.param({"a": {"$exists": True}}, Exists("a"), id="exists"),
        pytest.param({"a": {"$exists": False}}, Not(Exists("a")), id="exists not"),
        pytest.param({"a": {"$in": ["X", 1, False]}}, OneOf("a", ("x", "1", "false")), id="in"),
        pytest.param({"a": {"$in": []}}, OneOf("a", ()), id="in nothing"),
        pytest.param({"a": {"$hasPrefix": "X"}}, Begins("a", "x"), id="prefix"),
        pytest.param({"a": {"$contains": "X"}}, OneOf("a", ("x",)), id="contains"),
        pytest.param({"$all": []}, EVERYTHING, id="all of nothing"),
        pytest.param({"$any": []}, Some(()), id="any of nothing"),
        pytest.param({"$not": {"kind": "component"}}, Not(COMPONENT), id="not"),
        pytest.param(
            {"$all": [{"kind": "component"}, {"$any": [{"spec.type": "service"}]}]},
            All((COMPONENT, Some((SERVICE,)))),
            id="one in another",
        ),
        pytest.param({"relations": {"$contains": {"type": "ownedBy"}}}, Exists("relations.ownedby"), id="a relation"),
        pytest.param(
            {"relations": {"$contains": {"type": "ownedBy", "targetRef": "Group:default/A"}}},
            OneOf("relations.ownedby", ("group:default/a",)),
            id="a relation to one",
        ),
        pytest.param(
            {"relations": {"$contains": {"type": "ownedBy", "targetRef": {"$in": ["a", "B"]}}}},
            OneOf("relations.ownedby", ("a", "b")),
            id="a relation to one of several",
        ),
        pytest.param(
            {"relations": {"$contains": "ownedBy"}}, OneOf("relations", ("ownedby",)), id="relations as a key"
        ),
        pytest.param({"a": "x\0\ud800"}, OneOf("a", ("x\\x00\\ud800",)), id="what no database holds"),
    ],
)
def test_queries(query, expected):
    """JSON on the left, what it means on the right."""
    assert predicates.parse(query) == expected


NESTED: dict[str, object] = {}
for _ in range(DEEPEST):
    NESTED = {"$not": NESTED}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param({"a": None}, "'a' takes", id="nothing"),
        pytest.param({"a": ["x"]}, "'a' takes", id="a list"),
        pytest.param({"a": {}}, "'a' takes", id="no operator"),
        pytest.param({"a": {"b": "c"}}, "'a' takes", id="a key as operator"),
        pytest.param({"a": {"$unknown": 1}}, "'a' takes", id="an unknown operator of a key"),
        pytest.param({"a": {"$in": "x"}}, "'a' takes", id="in no list"),
        pytest.param({"a": {"$in": [{}]}}, "'a' takes", id="in a list of objects"),
        pytest.param({"a": {"$in": [None]}}, "'a' takes", id="in a list of nothing"),
        pytest.param({"a": {"$hasPrefix": 1}}, "'a' takes", id="a prefix that is no text"),
        pytest.param({"a": {"$exists": "yes"}}, "'a' takes", id="exists, perhaps"),
        pytest.param({"a": {"$exists": True, "$in": []}}, "'a' takes", id="two operators"),
        pytest.param({"a": {"$contains": ["x"]}}, "'a' takes", id="contains a list"),
        pytest.param({"a": {"$contains": {"b": "c"}}}, 'not supported for field "a"', id="contains an object"),
        pytest.param({"relations": {"$contains": {}}}, 'requires a "type" string', id="a relation of no type"),
        pytest.param({"relations": {"$contains": {"type": "a", "x": 1}}}, 'Unsupported key "x"', id="another key"),
        pytest.param({"relations": {"$contains": {"type": "a", "targetRef": 1}}}, "targetRef", id="to a number"),
        pytest.param({"relations": {"$contains": {"type": "a", "targetRef": None}}}, "targetRef", id="to nothing"),
        pytest.param({"$all": {}}, "takes a list", id="all of an object"),
        pytest.param({"$not": []}, "a predicate is an object", id="not a list"),
        pytest.param({"$any": ["x"]}, 'e.g. { "kind": "x" }', id="a text as a predicate"),
        pytest.param({"$any": [1]}, 'e.g. { "kind": 1 }', id="a number as a predicate"),
        pytest.param(
            {"$all": [], "kind": "a"}, "$all stands alone in its object; move 'kind'", id="beside an operator"
        ),
        pytest.param({"$all": [], "$any": []}, "stands alone", id="two operators in one object"),
        pytest.param({"$unknown": []}, "there is no operator $unknown", id="an unknown operator"),
        pytest.param(NESTED, "inside one another", id="too deep"),
        pytest.param({"a": {"$in": [*map(str, range(MOST + 1))]}}, "more than 1,000 values", id="too many values"),
    ],
)
def test_what_cannot_be_asked(query, message):
    """The message says what is wrong, and what may stand there."""
    with pytest.raises(BadPredicateError) as told:
        predicates.parse(query)

    assert message in str(told.value)


KEYS = st.sampled_from(["kind", "metadata.tags", "spec.type", "relations.ownedby"])
VALUES = st.sampled_from(["", "a", "b", "true", "1", "ä"])
LEAVES = (
    st.builds(Exists, KEYS)
    | st.builds(OneOf, KEYS, st.lists(VALUES, unique=True, max_size=3).map(tuple))
    | st.builds(Begins, KEYS, VALUES)
)
PREDICATES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(All, st.lists(inner, max_size=3).map(tuple))
        | st.builds(Some, st.lists(inner, max_size=3).map(tuple))
        | st.builds(Not, inner)
    ),
    max_leaves=6,
)
FIELDS = st.sets(st.tuples(KEYS, VALUES | st.none()), max_size=6)


@given(PREDICATES)
def test_a_predicate_is_read_as_it_is_written(predicate):
    """A cursor carries a predicate as JSON, and loses nothing of it."""
    assert predicates.parse(predicates.written(predicate)) == predicate


@given(PREDICATES, FIELDS)
def test_not_is_the_other_way_round(predicate, fields):
    """A predicate or its opposite holds, and never both."""
    assert predicates.matches(Not(predicate), fields) != predicates.matches(predicate, fields)


@given(PREDICATES, PREDICATES, FIELDS)
def test_both(one, other, fields):
    """What holds where both do."""
    found = predicates.matches(predicates.both(one, other), fields)

    assert found == (predicates.matches(one, fields) and predicates.matches(other, fields))


@pytest.mark.parametrize(
    ("predicate", "fields", "expected"),
    [
        pytest.param(EVERYTHING, set(), True, id="nothing asked"),
        pytest.param(Some(()), {("a", "x")}, False, id="any of nothing"),
        pytest.param(OneOf("a", ("x", "y")), {("a", "y")}, True, id="one of"),
        pytest.param(OneOf("a", ("x",)), {("b", "x")}, False, id="another key's value"),
        pytest.param(OneOf("a", ("",)), {("a", None)}, False, id="nothing is no empty text"),
        pytest.param(Exists("a"), {("a", None)}, True, id="nothing is there"),
        pytest.param(Begins("a", "x"), {("a", "xy")}, True, id="begins"),
        pytest.param(Begins("a", ""), {("a", None)}, False, id="nothing begins with nothing"),
    ],
)
def test_matches(predicate, fields, expected):
    """Whether a predicate holds of fields, without a database."""
    assert predicates.matches(predicate, fields) is expected
