"""What is reached along the arrows, and against them."""

import pytest
from hypothesis import given

from app.graph import reach
from tests.graph.networks import CHAIN, closure, drawn, joined, names, node, orders, pairs, shown


@pytest.mark.parametrize(
    ("text", "ahead", "behind"),
    [
        pytest.param("b>c a>b", "c", "a", id="a chain"),
        pytest.param("b>c b>d c>e d>e a>b", "c d e", "a", id="nearest first, each once"),
        pytest.param("b>c c>b", "c", "c", id="a circle leaves the start out"),
        pytest.param("b>b", "", "", id="what needs only itself needs nothing else"),
        pytest.param("b a>c", "", "", id="alone"),
        pytest.param("a>c", "", "", id="not in the network"),
    ],
)
def test_reaches_what_is_needed_and_what_needs(text, ahead, behind):
    """Ahead is what `b` needs, behind is what needs it."""
    network = drawn(text)

    assert shown(reach.ahead(network, node("b")).refs) == ahead
    assert shown(reach.behind(network, node("b")).refs) == behind


@given(pairs, names)
def test_agrees_with_the_closure(needs, start):
    """The walk finds exactly what joining pairs finds, in both directions."""
    network = joined(needs)
    leads = closure(needs)

    assert {ref.name for ref in reach.ahead(network, node(start)).refs} == {b for a, b in leads if a == start} - {start}
    assert {ref.name for ref in reach.behind(network, node(start)).refs} == {a for a, b in leads if b == start} - {
        start
    }


@given(orders, names)
def test_does_not_depend_on_the_order_of_needs(both, start):
    """However needs are ordered, the answer is the same, order included."""
    assert reach.ahead(joined(both[0]), node(start)) == reach.ahead(joined(both[1]), node(start))


def test_walks_a_chain_longer_than_the_stack():
    """Ten thousand needs in a row are reached to their end."""
    reached = reach.ahead(joined(CHAIN), node("n00000"))

    assert len(reached.refs) == 10_000
    assert reached.complete


def test_stops_at_its_budget_and_says_so():
    """Past the budget the nearest are told, and that there are more."""
    network = joined(CHAIN)

    assert reach.ahead(network, node("n00000"), budget=2) == reach.Reach(
        (node("n00001"), node("n00002")), complete=False
    )
    assert reach.ahead(network, node("n09998"), budget=2).complete
