"""Which entities a predicate selects: the database says what `predicates.matches` says of the same rows."""

from collections import Counter
from functools import cache

import orjson
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.config import Config
from app.questions import selecting
from app.questions.selecting import Wanted
from app.sources.folder import Folder
from app.store import database, fields, gathering, predicates
from app.store.conditions import Text
from app.store.database import reading
from app.store.fields import Field
from app.store.places import Order
from app.store.predicates import All, Begins, Exists, Not, OneOf, Some
from app.sync import sync
from tests.conftest import TODAY
from tests.corpus import EXAMPLE
from tests.databases import DATABASES
from tests.filled import filled
from tests.trees import Texts

KEYS = (
    *("kind", "metadata.name", "metadata.namespace", "metadata.tags", "metadata.tags.money", "metadata.title"),
    *("spec.type", "spec.lifecycle", "spec.owner", "spec.tier", "relations.ownedby", "relations.dependson", "nobodys"),
)
SORTED = ("metadata.name", "spec.type", "spec.tier", "metadata.tags", "metadata.title", "relations.ownedby", "nobodys")
ASKED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module", params=DATABASES)
def held_example(request, tmp_path_factory):
    """Opens sessions on the example organisation, once for each database."""
    with filled(request, tmp_path_factory, "example", Folder(EXAMPLE)) as url:
        sessions = database.sessions_for(url)
        yield sessions
        sessions.kw["bind"].dispose()


@pytest.fixture(scope="module")
def known(held_example):
    """The example organisation's entities by reference: each one's rows, as no database made them."""
    with reading(held_example) as session:
        found = selecting.select(session, Wanted()).page().items
    served = [orjson.loads(item) for item in found]
    return Known({_ref(each): list(fields.of(each)) for each in served})


class Known(dict[str, list[Field]]):
    """Rows by reference; too many to be shown with every case that fails."""

    def __repr__(self):
        return f"<the rows of {len(self)} entities>"


def _ref(entity):
    metadata = entity["metadata"]
    return f"{entity['kind']}:{metadata['namespace']}/{metadata['name']}".lower()


@cache
def _leaves():
    values = (
        "component",
        "api",
        "service",
        "production",
        "1",
        "true",
        "",
        "money",
        "group:default/payments",
        "payments",
    )
    return (
        st.builds(Exists, st.sampled_from(KEYS))
        | st.builds(OneOf, st.sampled_from(KEYS), st.lists(st.sampled_from(values), unique=True, max_size=3).map(tuple))
        | st.builds(Begins, st.sampled_from(KEYS), st.sampled_from(["", "p", "pay", "s", "group:default/"]))
    )


def wanted_predicates():
    """Predicates about what the example has, and about what it lacks."""
    return st.recursive(
        _leaves(),
        lambda inner: (
            st.builds(All, st.lists(inner, max_size=3).map(tuple))
            | st.builds(Some, st.lists(inner, max_size=3).map(tuple))
            | st.builds(Not, inner)
        ),
        max_leaves=5,
    )


ORDERS = st.lists(st.builds(Order, st.sampled_from(SORTED), st.booleans()), max_size=3, unique_by=lambda each: each[0])
TEXTS = st.none() | st.builds(
    Text, st.sampled_from(["pay", "a", "%", "_", "zzz"]), st.lists(st.sampled_from(KEYS), max_size=2).map(tuple)
)


def has_text(text, rows):
    """Whether a text stands in a value of one of its keys."""
    return text is None or any(row.ends and row.key in text.keys and text.term in row.value for row in rows)


def expected(known, wanted):
    """The references that are wanted, in order: values by the bytes of their letters, what lacks one last."""
    found = [
        ref
        for ref, rows in known.items()
        if predicates.matches(wanted.predicate, fields.pairs(rows)) and has_text(wanted.text, rows)
    ]
    if wanted.ordered and not wanted.lacking_last:
        found = [ref for ref in found if _value(known[ref], wanted.ordered[0]) is not None]
    for order in reversed(wanted.ordered):
        there = [ref for ref in found if _value(known[ref], order) is not None]
        there.sort(key=lambda ref: _value(known[ref], order).encode(), reverse=order.descending)
        found = there + [ref for ref in found if _value(known[ref], order) is None]
    return found


def _value(rows, order):
    values = [row.value for row in rows if row.key == order.key and row.ends]
    return (max if order.descending else min)(values, key=str.encode, default=None)


def refs(found):
    """The references of a page."""
    return [_ref(orjson.loads(item)) for item in found.items]


def ranks(known, wanted, found):
    """What each reference is sorted by: equals stand in any order, so these are compared."""
    return [tuple(_value(known[ref], order) for order in wanted.ordered) for ref in found]


@ASKED
@given(
    wanted=st.builds(Wanted, wanted_predicates(), TEXTS, ORDERS.map(tuple), st.booleans()),
    how=st.sampled_from(["walks", "gathers", "makes sets"]),
)
def test_selected_and_sorted(held_example, known, monkeypatch, wanted, how):
    """However it goes about it, the database finds what holds of the rows, in the order of their values."""
    monkeypatch.setattr(gathering, "FEW", 1_000 if how == "gathers" else -1)
    monkeypatch.setattr(selecting, "_MOST_SIZED", 0 if how == "makes sets" else 12)
    with reading(held_example) as session:
        selected = selecting.select(session, wanted)
        found = refs(selected.page())
        count = selected.count()
        some = [selected.page(limit=limit, offset=offset) for limit, offset in ((3, 0), (1_000, 0), (2, 1))]

    right = expected(known, wanted)
    assert Counter(found) == Counter(right)
    assert ranks(known, wanted, found) == ranks(known, wanted, right)
    assert wanted.ordered or found == sorted(right)
    if not wanted.lacking_last:
        assert count == len(right)
        assert {page.total for page in some} <= {None, count}
    assert [refs(page) for page in some] == [found[:3], found, found[1:3]]


@ASKED
@given(predicate=wanted_predicates(), ordered=ORDERS, size=st.integers(1, 30), few=st.booleans())
def test_there_and_back(held_example, monkeypatch, predicate, ordered, size, few):
    """Page by page from the first to the last, and back again, each entity is met once and in its place."""
    monkeypatch.setattr(gathering, "FEW", 1_000 if few else -1)
    wanted = Wanted(predicate, ordered=tuple(ordered))
    with reading(held_example) as session:
        selected = selecting.select(session, wanted)
        whole = selected.page().items
        assume(whole)
        there = [selected.page(limit=size)]
        while there[-1].more:
            there.append(selected.page(there[-1].last, limit=size))
        back = [there[-1]]
        while len(back) < len(there):
            back.append(selected.page(back[-1].first, limit=size, backwards=True))

    assert [item for page in there for item in page.items] == list(whole)
    assert [page.items for page in reversed(back)] == [page.items for page in there]
    assert [page.more for page in back[1:]] == [True] * (len(back) - 2) + [False] * (len(back) > 1)


@ASKED
@given(predicate=wanted_predicates(), key=st.sampled_from(KEYS), few=st.booleans())
def test_counted(held_example, known, monkeypatch, predicate, key, few):
    """Each value is counted once for each entity that has it, as its author wrote it."""
    monkeypatch.setattr(gathering, "FEW", 1_000 if few else -1)
    with reading(held_example) as session:
        found = selecting.facets(session, [key], predicate)[key]

    right = Counter(
        row.written or row.value
        for rows in known.values()
        if predicates.matches(predicate, fields.pairs(rows))
        for row in rows
        if row.key == key and row.ends
    )
    assert {each.value: each.count for each in found} == right
    assert [each.value for each in found] == sorted((each.value for each in found), key=str.encode)


@ASKED
@given(predicate=wanted_predicates())
def test_by_reference(held_example, known, predicate):
    """An entity stands in the place of its reference if the predicate holds for it; what is no reference has none."""
    asked = [*known, "component:default/nosuch", "", "::://", "nosuch", *known]
    with reading(held_example) as session:
        found = selecting.by_refs(session, asked, predicate)

    assert [item and _ref(orjson.loads(item)) for item in found] == [
        ref if ref in known and predicates.matches(predicate, fields.pairs(known[ref])) else None for ref in asked
    ]


@pytest.mark.parametrize("ref", ["Component:Default/Payments", "component:payments", "COMPONENT:PAYMENTS"])
def test_a_reference_in_another_form(held_example, ref):
    """Case and the default namespace make no difference."""
    with reading(held_example) as session:
        [found] = selecting.by_refs(session, [ref])

    assert found is not None
    assert _ref(orjson.loads(found)) == "component:default/payments"


def test_values_in_several_ways(sessions):
    """A value that is written in several ways counts once for each way."""
    texts = {
        f"{name}.yaml": f"apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: {name}}}\n"
        f"spec: {{type: {type_}, lifecycle: x, owner: y}}\n"
        for name, type_ in {"a": "Service", "b": "service", "c": "Service", "d": "SERVICE", "e": "website"}.items()
    }
    sync(sessions, "here", Texts(texts), config=Config(), as_of=TODAY)
    with reading(sessions) as session:
        found = selecting.facets(session, ["Spec.Type"])

    assert [(each.value, each.count) for each in found["Spec.Type"]] == [
        ("SERVICE", 1),
        ("Service", 2),
        ("service", 1),
        ("website", 1),
    ]


@pytest.mark.parametrize(
    "kinds", [("component",), ("user",), ("api", "system"), ("domain", "a:b"), ("nosuch",), ("Ä", "api"), ()]
)
def test_of_a_kind(held_example, known, kinds):
    """What is of some kinds is listed by reference, wherever in the list those kinds stand."""
    wanted = Wanted(All((OneOf("kind", kinds), Exists("metadata.name"))))
    with reading(held_example) as session:
        found = selecting.select(session, wanted).page(limit=200)

    assert refs(found) == sorted(expected(known, wanted))
