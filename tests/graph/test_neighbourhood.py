"""What stands around one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.graph.neighbourhood import around
from tests.graph.networks import CHAIN, drawn, joined, names, node, orders, pairs, shown


@pytest.mark.parametrize(
    ("text", "depth", "refs", "edges"),
    [
        pytest.param("a>m m>z", 1, "m a z", "a>m m>z", id="one step each way"),
        pytest.param("a>m m>z z>y", 2, "m a z y", "a>m m>z z>y", id="two steps, the nearest first"),
        pytest.param("a>m m>z z>y", 1, "m a z", "a>m m>z", id="no farther than asked"),
        pytest.param("m>z b>z", 2, "m z", "m>z", id="what else needs the same is no neighbour"),
        pytest.param("a>m m>z a>z", 1, "m a z", "a>m a>z m>z", id="edges among neighbours are there"),
        pytest.param("m>a a>m", 1, "m a", "a>m m>a", id="both ways at once, told once"),
        pytest.param("m>m", 1, "m", "m>m", id="what needs itself"),
        pytest.param("m", 3, "m", "", id="alone"),
        pytest.param("a>b", 1, "m", "", id="not in the network"),
        pytest.param("a>m", 0, "m", "", id="no steps"),
    ],
)
def test_shows_what_is_near(text, depth, refs, edges):
    """The thing itself first, then its neighbours by distance and name, and the edges among them."""
    near = around(drawn(text), node("m"), depth)

    assert shown(near.refs) == refs
    assert " ".join(f"{edge.source.name}>{edge.target.name}" for edge in near.edges) == edges
    assert near.complete


@given(pairs, names, st.integers(0, 4))
def test_agrees_with_counting_steps(needs, start, depth):
    """The neighbours are those within `depth` steps along the arrows or against them."""

    def within(needs):
        found = {start}
        for _ in range(depth):
            found |= {b for a, b in needs if a in found}
        return found

    assert {ref.name for ref in around(joined(needs), node(start), depth).refs} == within(needs) | within(
        [(b, a) for a, b in needs]
    )


@given(orders, names, st.integers(1, 5))
def test_limit_keeps_the_nearest(both, start, limit):
    """A limit cuts the answer short, wherever it falls and however needs are ordered, and says so."""
    whole = around(joined(both[0]), node(start), 9)
    cut = around(joined(both[1]), node(start), 9, limit)

    assert cut.refs == whole.refs[:limit]
    assert cut.complete == (len(whole.refs) <= limit)
    assert set(cut.edges) <= set(whole.edges)
    assert all(edge.source in cut.refs and edge.target in cut.refs for edge in cut.edges)


def test_walks_a_chain_longer_than_the_stack():
    """Ten thousand steps are walked where they are asked for."""
    assert len(around(joined(CHAIN), node("n00000"), 20_000, 20_000).refs) == 10_001
