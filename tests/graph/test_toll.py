"""How many of some things stop with another is known for everything at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.graph.toll import tolls
from tests.graph.networks import CHAIN, closure, drawn, joined, node, orders, pairs


def told(network, counted, least=1):
    """The groups and their numbers in words: `a b: 3 stop, needed by c`."""
    names = [ref.name for ref in network.refs]
    marked = [network.numbers[node(name)] for name in counted.split() if node(name) in network.numbers]
    return [
        f"{' '.join(names[at] for at in toll.nodes)}: {toll.stopped} stop"
        + (f", needed by {' '.join(names[at] for at in toll.needing)}" if toll.needing else "")
        for toll in tolls(network, marked, least)
    ]


@pytest.mark.parametrize(
    ("text", "counted", "found"),
    [
        pytest.param("a>x b>x", "a b", ["b: 1 stop", "a: 1 stop", "x: 2 stop, needed by a b"], id="two"),
        pytest.param(
            "a>m b>m m>x", "a b", ["b: 1", "a: 1", "m: 2 stop, needed by a b", "x: 2 stop, needed by m"], id="a neck"
        ),
        pytest.param("a>x", "x", ["x: 1 stop"], id="what needs is not hit by what it needs"),
        pytest.param("a>x x>y y>x", "a x", ["a: 1", "x y: 2 stop, needed by a"], id="a circle stops together"),
        pytest.param("a>x", "", [], id="nothing counts"),
        pytest.param("", "a", [], id="nothing there"),
    ],
)
def test_counts_what_stops_with_each(text, counted, found):
    """Each group has all that stops with it, itself included, and names what needs it and stops something, too."""
    lines = told(drawn(text), counted)

    assert len(lines) == len(found)
    assert all(line.startswith(begin) for line, begin in zip(lines, found, strict=True))


@given(pairs, st.sets(st.sampled_from("abcdefgh")))
def test_agrees_with_the_closure(needs, counted):
    """A counted thing stops with another exactly where a way leads from it there."""
    network = joined(needs)
    leads = closure(needs)
    marked = {at for at, ref in enumerate(network.refs) if ref.name in counted}
    found = {at: toll.stopped for toll in tolls(network, marked, 0) for at in toll.nodes}
    expected = {
        at: sum(other == at or (network.refs[other].name, ref.name) in leads for other in marked)
        for at, ref in enumerate(network.refs)
    }

    assert found == expected


@given(orders, st.sets(st.sampled_from("abcdefgh")), st.integers(0, 4))
def test_does_not_depend_on_the_order_of_needs(both, counted, least):
    """However needs are ordered, the same is found, and nothing below the least."""
    names = " ".join(sorted(counted))

    assert told(joined(both[0]), names, least) == told(joined(both[1]), names, least)


def test_follows_a_chain_longer_than_the_stack():
    """Ten thousand needs in a row are followed to their end."""
    *_, last = tolls(joined(CHAIN), range(10_001), 10_001)

    assert last.stopped == 10_001
