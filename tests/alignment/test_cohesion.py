"""Boundaries are held against the needs within and across them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alignment import cohesion, estate
from app.alignment.cohesion import LEAST
from app.policy import DEFAULT
from tests.alignment.estates import EXAMPLES, estate_of
from tests.texts import a, all_of, team

SYSTEMS = all_of(
    a("System one", "owner: red", "domain: wide"),
    a("System two", "owner: blue", "domain: wide"),
    a("Domain wide", "owner: red"),
    team("red"),
    team("blue"),
)


def thing(name, system, *needs, soft=(), apis=(), provides=(), owner="red"):
    """A component in a system, and what it needs."""
    said = ", ".join(f"component:{need}: {{criticality: soft}}" for need in soft)
    return a(
        f"Component {name}",
        "type: service",
        f"owner: {owner}",
        *([f"system: {system}"] if system else []),
        f"dependsOn: [{', '.join(f'component:{need}' for need in (*needs, *soft))}]",
        f"dependencyDetails: {{{said}}}",
        f"consumesApis: [{', '.join(apis)}]",
        f"providesApis: [{', '.join(provides)}]",
    )


def estate_with(*texts):
    """Some things in two systems of one domain."""
    return estate_of(all_of(*texts, SYSTEMS))


def told(group):
    """A group in words: how many parts, and the needs inside, leaving and arriving, of them hard."""
    counts = f"{group.inside}/{group.hard_inside} {group.leaving}/{group.hard_leaving}"
    return f"{group.verdict} {group.parts}: {counts} {group.arriving}/{group.hard_arriving}"


@pytest.mark.parametrize(
    ("texts", "one", "wide"),
    [
        pytest.param([], "empty 0: 0/0 0/0 0/0", "empty 0: 0/0 0/0 0/0", id="no parts"),
        pytest.param([thing("a", "one")], "empty 1: 0/0 0/0 0/0", "empty 1: 0/0 0/0 0/0", id="no needs"),
        pytest.param(
            [thing("a", "one", "b"), thing("b", "one")],
            "cohesive 2: 1/1 0/0 0/0",
            "cohesive 2: 1/1 0/0 0/0",
            id="inside",
        ),
        pytest.param(
            [thing("a", "one", soft=["b"]), thing("b", "two", "a")],
            "loose 1: 0/0 1/0 1/1",
            "cohesive 2: 2/1 0/0 0/0",
            id="across, and inside the domain",
        ),
        pytest.param(
            [thing("a", "one", "b", "x"), thing("b", "one", soft=["x"]), thing("x", "")],
            "loose 2: 1/1 2/1 0/0",
            "loose 2: 1/1 2/1 0/0",
            id="as many ends inside as beyond is loose",
        ),
        pytest.param(
            [thing("a", "one", apis=["p"]), a("API p", "system: one"), thing("b", "two", provides=["p"])],
            "loose 2: 0/0 1/1 0/0",
            "cohesive 3: 1/1 0/0 0/0",
            id="an API is where its provider is",
        ),
        pytest.param(
            [
                thing("a", "one", apis=["p"]),
                a("API p", "system: one"),
                thing("b", "two", provides=["p"]),
                thing("c", "one", provides=["p"]),
            ],
            "cohesive 3: 1/1 0/0 0/0",
            "cohesive 4: 1/1 0/0 0/0",
            id="an API of several providers is where it says",
        ),
    ],
)
def test_counts_needs_inside_and_beyond(texts, one, wide):
    """A need is inside where both ends are; it leaves one system and arrives in the other."""
    found = {group.ref.name: told(group) for group in cohesion.groups(estate_with(*texts))}

    assert (found["one"], found["wide"]) == (one, wide)


def test_says_how_much_is_inside_and_whose_it_is():
    """The share is in percent, and a system of several teams has all of them."""
    (wide, one, two) = cohesion.groups(
        estate_with(thing("a", "one", "b", "c"), thing("b", "one", "c", owner="blue"), thing("c", "two"))
    )

    assert (wide.share, one.share, two.share) == (100.0, 33.3, 0.0)
    assert [ref.name for ref in one.teams] == ["blue", "red"]
    assert (one.team, str(two.team), one.key) == (None, "group:default/red", "system:default/one")


def test_a_system_that_nobody_declares_is_no_group():
    """A name that only its parts write is another finding's business."""
    assert [group.ref.name for group in cohesion.groups(estate_of(thing("a", "nowhere", "a")))] == []


ELSEWHERE = [thing("k0", "", "k1", "k2"), thing("k1", "", "k2"), thing("k2", "")]
"""What else there is: where all that needs anything hangs together, nothing does so more than chance would have it."""


def test_ties_things_by_what_they_need():
    """A hard need ties more firmly than a soft one; an API with one provider is one with it."""
    here = estate_with(
        thing("a", "one", "b", soft=["c"], apis=["p"]), thing("b", "one"), thing("c", "", provides=["p"]), a("API p")
    )

    weave = cohesion.woven(here)

    assert [here.parts[node].ref.name for node in weave.nodes] == ["a", "b", "c"]
    assert weave.ties == [{1: 2, 2: 3}, {0: 2}, {0: 3}]


def strays(*texts):
    """The things on the wrong side, in words."""
    here = estate_with(*texts, *ELSEWHERE)
    return [
        f"{row.ref.name} {row.system.name}>{row.better.name}: {row.inside}, {row.there} of {row.neighbours}"
        for row in cohesion.strays(here, cohesion.woven(here))
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
    assert strays(*texts) == found


def test_says_on_what_it_rests():
    """A stray has its neighbours on either side, and how many of those beside it are in the better system."""
    x = thing("x", "one")
    here = [estate_with(thing("a", "one", "b", "c", "d", *more), x, *CORE, *ELSEWHERE) for more in ((), ("x",))]
    (alone,), (torn,) = (cohesion.strays(each, cohesion.woven(each)) for each in here)

    assert (alone.verdict, alone.inside, alone.community, alone.community_there) == ("alone", 0, 3, 3)
    assert (torn.verdict, torn.inside, torn.community, torn.community_there) == ("torn", 1, 4, 3)
    assert (str(torn.owner), torn.key) == ("group:default/red", "component:default/a")


def test_what_many_systems_use_is_at_home():
    """What hangs together with its own is no stray, though most that need it are of one other system."""
    own = [thing(name, "one", "hub", "m", "n", "o") for name in ("k", "l")]
    texts = [thing("hub", "one", "m", "n", "o"), *(thing(name, "one") for name in "mno"), *own]
    users = [thing(f"u{number}", "two", "hub", *(f"v{number}{step}" for step in range(3))) for number in range(11)]
    rest = [thing(f"v{number}{step}", "two") for number in range(11) for step in range(3)]

    assert strays(*texts, *users, *rest) == []


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
    found = cohesion.suggested(here, cohesion.woven(here))

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


@pytest.mark.parametrize("name", EXAMPLES)
def test_agrees_with_itself(name):
    """Every need between two systems leaves one and arrives in another, and rows stand in order."""
    here = estate.of(EXAMPLES[name](), DEFAULT)
    weave = cohesion.woven(here)
    found = cohesion.groups(here)
    astray, suggested = cohesion.strays(here, weave), cohesion.suggested(here, weave)

    assert all(row.share is None or 0 <= row.share <= 100 for row in found)
    assert all(row.there >= LEAST and row.system != row.better for row in astray)
    assert all(2 * row.inside > row.beyond for row in suggested)
    for each in ([row.about for row in rows] for rows in (found, astray, suggested)):
        assert each == sorted(set(each))


WOVEN = [thing("a", "one", "b", "c", "d"), *CORE, *ELSEWHERE, thing("z", "one", "a", "k0")]


@given(st.permutations(WOVEN))
def test_does_not_depend_on_the_order_of_files(texts):
    """However things are written down, the same is found."""
    one, other = estate_with(*texts), estate_with(*WOVEN)
    weave = cohesion.woven(one)

    assert weave == cohesion.woven(other)
    assert cohesion.groups(one) == cohesion.groups(other)
    assert cohesion.strays(one, weave) == cohesion.strays(other, weave) != []
    assert cohesion.suggested(one, weave) == cohesion.suggested(other, weave) != []
