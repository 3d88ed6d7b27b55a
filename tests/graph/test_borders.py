"""Borders are crossed by what leads to another colour, directly or through what has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.graph.borders import MANY, borders
from tests.graph.networks import CHAIN, closure, drawn, joined, pairs

COLOURS = {"r": "red", "b": "blue", "g": "green"}


def found(text):
    """The nodes of words such as `r1>b1 b1>x` with their borders: red, blue, green by their first letters, or none."""
    network = drawn(text)
    colours = [COLOURS.get(ref.name[0]) for ref in network.refs]
    return [ref.name for ref in network.refs], borders(network.ahead, colours)


@pytest.mark.parametrize(
    ("text", "crossing"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("r1 b1 x", "", id="no arrows"),
        pytest.param("r1>r2", "", id="one colour"),
        pytest.param("r1>b1", "r1>b1", id="two colours"),
        pytest.param("r1>b1 b1>r1", "b1>r1 r1>b1", id="both ways"),
        pytest.param("r1>x", "", id="to what has none"),
        pytest.param("x>b1", "", id="from what has none"),
        pytest.param("x>b1 x>r1", "", id="from what has none to two"),
        pytest.param("r1>x x>b1", "r1>x", id="through what has none"),
        pytest.param("r1>x x>y y>b1", "r1>x", id="through two that have none"),
        pytest.param("r1>x x>r2", "", id="through what has none to its own"),
        pytest.param("r1>x x>r2 x>b1", "r1>x", id="through what has none to both"),
        pytest.param("r1>x b1>x x>r2 x>b2", "b1>x r1>x", id="of either side"),
        pytest.param("r1>x x>y y>x y>b1", "r1>x", id="through a circle that has none"),
        pytest.param("r1>x x>x", "", id="into a circle that leads nowhere"),
        pytest.param("r1>x x>r2 r2>b1", "r2>b1", id="its own is where it is crossed"),
        pytest.param("r1>r1 r1>b1", "r1>b1", id="to itself"),
    ],
)
def test_says_which_arrows_cross(text, crossing):
    """An arrow crosses where it leads to another colour, or to what has none and leads there."""
    names, here = found(text)
    told = [f"{name}>{names[other]}" for name, others in zip(names, here.crossing, strict=True) for other in others]

    assert told == crossing.split()


@pytest.mark.parametrize(
    ("text", "only"),
    [
        pytest.param("r1>r2", "r1 r2", id="none"),
        pytest.param("r1>b1", "b1 r1=r1>b1", id="its own"),
        pytest.param("r1>r2 r2>b1", "b1 r1=r2>b1 r2=r2>b1", id="that of what it leads to"),
        pytest.param("r1>b1 r1>b2", "b1 b2 r1=many", id="two of its own"),
        pytest.param("r1>r2 r2>b1 r1>b2", "b1 b2 r1=many r2=r2>b1", id="its own and another's"),
        pytest.param("r1>r2 r1>r3 r2>r4 r3>r4 r4>b1", "b1 r1=r4>b1 r2=r4>b1 r3=r4>b1 r4=r4>b1", id="one by two ways"),
        pytest.param("r1>r2 r2>r1 r2>b1", "b1 r1=r2>b1 r2=r2>b1", id="from anywhere in a circle"),
        pytest.param("r1>r2 r2>r1 r2>b1 r1>b1", "b1 r1=many r2=many", id="two from a circle"),
        pytest.param("r1>b1 b1>g1", "b1=b1>g1 g1 r1=r1>b1", id="not those of the other side"),
        pytest.param("r1>b1 b1>r2 r2>g1", "b1=b1>r2 g1 r1=r1>b1 r2=r2>g1", id="not its own behind another"),
        pytest.param("r1>x x>b1 b1>g1", "b1=b1>g1 g1 r1=r1>x x=b1>g1", id="not those behind what has none"),
        pytest.param("r1>x x>r2 r2>b1", "b1 r1=r2>b1 r2=r2>b1 x=r2>b1", id="through what has none"),
        pytest.param("x>b1 x>r1", "b1 r1 x", id="what has none crosses nothing itself"),
        pytest.param("r1>x x>r2 x>b1 r2>b2", "b1 b2 r1=many r2=r2>b2 x=r2>b2", id="there and back"),
        pytest.param("r1>x x>g1 x>b1 b1>g1", "b1=b1>g1 g1 r1=many x=b1>g1", id="several colours behind what has none"),
    ],
)
def test_says_where_only_one_arrow_crosses(text, only):
    """The one crossing arrow that is reached on a node's own side, `many` where there are several."""
    names, here = found(text)
    told = [
        name + ("" if arrow is None else "=many" if arrow is MANY else "={}>{}".format(*(names[end] for end in arrow)))
        for name, arrow in zip(names, here.only, strict=True)
    ]

    assert " ".join(told) == only


def walked(network, start, goes_on):
    """What a walk from a node comes to that leaves only nodes of which `goes_on` holds."""
    seen, pending = {start}, [start]
    while pending:
        node = pending.pop()
        if goes_on(node):
            pending.extend(set(network.ahead[node]) - seen)
            seen.update(network.ahead[node])
    return seen


def behind(network, colours, start):
    """The nodes with a colour that a node is, or leads to through nodes without one."""
    return {node for node in walked(network, start, lambda node: colours[node] is None) if colours[node] is not None}


def side(network, colours, start):
    """What a walk from a node comes to on its own side, and what has no colour."""
    own = colours[start]
    return {
        node
        for node in walked(network, start, lambda node: colours[node] in (None, own))
        if colours[node] in (None, own)
    }


def crossed(network, colours, start):
    """The arrows by which a walk on one side, or on that of everything behind what has none, leads to another."""
    return {
        (node, other)
        for first in behind(network, colours, start)
        for node in side(network, colours, first)
        if colours[node] is not None
        for other in network.ahead[node]
        if {colours[each] for each in behind(network, colours, other)} - {colours[node]}
    }


painted = st.tuples(pairs, st.lists(st.sampled_from(["red", "blue", "green", None]), min_size=8, max_size=8))
"""Needs among eight things, and colours for them."""


@given(painted)
def test_agrees_with_a_walk_from_each_node(both):
    """A border is reached where a walk finds one; an arrow is the only one where the walk finds no other.

    Where what has no colour leads to several, it may be that no arrow is said to be the only one.
    """
    network = joined(both[0])
    colours = both[1][: len(network.refs)]
    here = borders(network.ahead, colours)
    forks = {
        node
        for node, colour in enumerate(colours)
        if colour is None and len({colours[other] for other in behind(network, colours, node)}) > 1
    }

    for node in range(len(colours)):
        arrows = crossed(network, colours, node)
        assert here.reaches(node) == bool(arrows)
        if here.only[node] is not MANY:
            assert {here.only[node]} == (arrows or {None})
        if not forks:
            assert (here.only[node] is MANY) == (len(arrows) > 1)


@given(pairs, st.lists(st.sampled_from(["red", "blue"]), min_size=8, max_size=8))
def test_where_all_have_a_colour_each_crossing_arrow_is_one_between_two(needs, colours):
    """Without nodes of no colour, a border is reached exactly where what is reached on the own side leads over it."""
    network = joined(needs)
    names = [ref.name for ref in network.refs]
    colour = dict(zip(names, colours, strict=False))
    leads = closure([need for need in needs if colour[need[0]] == colour[need[1]]])
    here = borders(network.ahead, [colour[name] for name in names])

    for node, name in enumerate(names):
        arrows = {(a, b) for a, b in needs if colour[a] != colour[b] and (a == name or (name, a) in leads)}
        assert here.reaches(node) == bool(arrows)
        assert (here.only[node] is MANY) == (len(arrows) > 1)


@given(painted, st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")))
def test_one_more_arrow_takes_no_border_away(both, more):
    """Whoever reaches a border still does when something is needed besides."""
    colours = dict(zip("abcdefgh", both[1], strict=True))
    before, after = joined(both[0]), joined([*both[0], more])
    fewer = borders(before.ahead, [colours[ref.name] for ref in before.refs])
    others = borders(after.ahead, [colours[ref.name] for ref in after.refs])

    assert all(others.reaches(after.numbers[ref]) for ref in before.refs if fewer.reaches(before.numbers[ref]))


@pytest.mark.parametrize("colour", ["red", None])
def test_follows_a_chain_longer_than_the_stack(colour):
    """Ten thousand needs in a row lead to the border at their end, of one colour or of none."""
    network = joined(CHAIN)
    end = len(network.refs) - 1
    here = borders(network.ahead, ["red", *[colour] * (end - 1), "blue"])

    assert here.only[0] == ((end - 1, end) if colour else (0, 1))
