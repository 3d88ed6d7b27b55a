"""What is on the wrong side of a boundary is known, where it is clear, and what else the graph would put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alignment import estate, strays
from app.alignment.strays import LEAST
from app.policy import DEFAULT
from tests.alignment.estates import EXAMPLES
from tests.alignment.systems import estate_with, thing
from tests.texts import a

ELSEWHERE = [thing("k0", "", "k1", "k2"), thing("k1", "", "k2"), thing("k2", "")]
"""What else there is: where all that needs anything hangs together, nothing does so more than chance would have it."""


def test_ties_things_by_what_they_need():
    """A hard need ties more firmly than a soft one; an API with one provider is one with it."""
    here = estate_with(
        thing("a", "one", "b", soft=["c"], apis=["p"]), thing("b", "one"), thing("c", "", provides=["p"]), a("API p")
    )

    weave = strays.woven(here)

    assert [here.parts[node].ref.name for node in weave.nodes] == ["a", "b", "c"]
    assert weave.ties == [{1: 2, 2: 3}, {0: 2}, {0: 3}]


def astray(*texts):
    """The things on the wrong side, in words."""
    here = estate_with(*texts, *ELSEWHERE)
    return [
        f"{row.ref.name} {row.system.name}>{row.better.name}: {row.inside}, {row.there} of {row.neighbours}"
        for row in strays.strays(here, strays.woven(here))
    ]


CORE = [thing("b", "two", "c", "d"), thing("c", "two", "d"), thing("d", "two")]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param([thing("a", "one", "b", "c", "d"), *CORE], ["a one>two: 0, 3 of 3"], id="all it needs"),
        pytest.param([thing("a", "one", "b", "c"), *CORE], [], id="too few to tell"),
        pytest.param([thing("a", "two", "b", "c", "d"), *CORE], [], id="on its side"),
        pytest.param([thing("a", "", "b", "c", "d"), *CORE], [], id="on no side"),
        pytest.param(
            [thing("a", "one", "b", "c", "d", "x"), thing("x", "one"), *CORE], ["a one>two: 1, 3 of 4"], id="clearly"
        ),
        pytest.param(
            [thing("a", "one", "b", "c", "d", "x", "y"), thing("x", "one"), thing("y", "one"), *CORE],
            [],
            id="not clearly",
        ),
        pytest.param(
            [thing("a", "one", "b", "c", "d", "k0", "k1", "k2"), *CORE],
            [],
            id="half is not most",
        ),
        pytest.param(
            [
                thing("a", "one"),
                *(thing(name, "two", "a", *needs) for name, needs in {"b": "c", "c": "d", "d": ""}.items()),
            ],
            [],
            id="it only serves them",
        ),
        pytest.param(
            [
                thing("a", "one", "d"),
                *(thing(name, "two", "a", *needs) for name, needs in {"b": "c", "c": "d"}.items()),
                thing("d", "two", "b"),
            ],
            ["a one>two: 0, 3 of 3"],
            id="it serves them and needs one",
        ),
        pytest.param(
            [
                a("Resource r", "system: one"),
                *(a(f"Component {name}", "system: two", "dependsOn: [resource:r]") for name in "bcd"),
            ],
            ["r one>two: 0, 3 of 3"],
            id="a data store",
        ),
        pytest.param(
            [thing("a", "one", apis=["p", "q", "r"]), *CORE]
            + [a(f"API {api}") for api in "pqr"]
            + [thing(name, "two", "b", provides=[api]) for name, api in ("xp", "yq", "zr")],
            ["a one>two: 0, 3 of 3"],
            id="through APIs",
        ),
    ],
)
def test_names_what_is_better_off_elsewhere(texts, found):
    """A thing is on the wrong side where most of what it needs, and of what needs it, is clearly on another."""
    assert astray(*texts) == found


def test_says_on_what_it_rests():
    """A stray has its neighbours on either side, and how many of those beside it are in the better system."""
    x = thing("x", "one")
    here = [estate_with(thing("a", "one", "b", "c", "d", *more), x, *CORE, *ELSEWHERE) for more in ((), ("x",))]
    (alone,), (torn,) = (strays.strays(each, strays.woven(each)) for each in here)

    assert (alone.verdict, alone.inside, alone.community, alone.community_there) == ("alone", 0, 3, 3)
    assert (torn.verdict, torn.inside, torn.community, torn.community_there) == ("torn", 1, 4, 3)
    assert (str(torn.owner), torn.key) == ("group:default/red", "component:default/a")


def test_what_many_systems_use_is_at_home():
    """What hangs together with its own is no stray, though most that need it are of one other system."""
    own = [thing(name, "one", "hub", "m", "n", "o") for name in ("k", "l")]
    texts = [thing("hub", "one", "m", "n", "o"), *(thing(name, "one") for name in "mno"), *own]
    users = [thing(f"u{number}", "two", "hub", *(f"v{number}{step}" for step in range(3))) for number in range(11)]
    rest = [thing(f"v{number}{step}", "two") for number in range(11) for step in range(3)]

    assert astray(*texts, *users, *rest) == []


def test_suggests_what_hangs_together():
    """A community lies to systems as it does: it is one, is part of one, or spans several."""

    def three(names, *systems):
        first, second, third = names
        return [
            thing(first, systems[0], second, third),
            thing(second, systems[1], third),
            thing(third, systems[2]),
        ]

    here = estate_with(
        *three("abc", "one", "one", "one"),
        *three("def", "two", "two", "two"),
        *three("uvw", "", "two", "two"),
        *three("xyz", "two", "", "three"),
        thing("f1", "two"),
    )
    found = strays.suggested(here, strays.woven(here))

    assert [(row.first.name, row.verdict, row.size, row.inside, row.beyond, row.unheld) for row in found] == [
        ("a", "is", 3, 3, 0, 0),
        ("d", "part", 3, 3, 0, 0),
        ("u", "open", 3, 3, 0, 1),
        ("x", "spans", 3, 3, 0, 1),
    ]
    assert [[(held.ref.name, held.things) for held in row.systems] for row in found] == [
        [("one", 3)],
        [("two", 3)],
        [("two", 2)],
        [("three", 1), ("two", 1)],
    ]


def test_a_community_is_known_by_what_is_declared():
    """A name that nobody declares stands for no community, though it is the first in it."""
    here = estate_with(thing("b", "one", "a", "c"), thing("c", "one", "a"))

    (found,) = strays.suggested(here, strays.woven(here))

    assert [ref.name for ref in found.members] == ["a", "b", "c"]
    assert found.first.name == "b"


@pytest.mark.parametrize("name", EXAMPLES)
def test_agrees_with_itself(name):
    """Rows stand in order, each once, and none is there without evidence."""
    here = estate.of(EXAMPLES[name](), DEFAULT)
    weave = strays.woven(here)
    found, suggested = strays.strays(here, weave), strays.suggested(here, weave)

    assert all(row.there >= LEAST and row.system != row.better for row in found)
    assert all(2 * row.inside > row.beyond for row in suggested)
    for each in ([row.about for row in rows] for rows in (found, suggested)):
        assert each == sorted(set(each))


WOVEN = [thing("a", "one", "b", "c", "d"), *CORE, *ELSEWHERE, thing("z", "one", "a", "k0")]


@given(st.permutations(WOVEN))
def test_does_not_depend_on_the_order_of_files(texts):
    """However things are written down, the same is found."""
    one, other = estate_with(*texts), estate_with(*WOVEN)
    weave = strays.woven(one)

    assert weave == strays.woven(other)
    assert strays.strays(one, weave) == strays.strays(other, weave) != []
    assert strays.suggested(one, weave) == strays.suggested(other, weave) != []
