"""What the failure of a thing does to what needs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.graph import impact
from app.graph.network import joining
from tests.graph.landscapes import arrows, drawn, ref, shown
from tests.graph.networks import CHAIN, closure, joined, node, orders, pairs

CASES = [
    pytest.param("a>x", "a", "", id="what needs it hard stops"),
    pytest.param("a~>x", "", "a", id="what needs it softly degrades"),
    pytest.param("a=>x", "", "a", id="what needs it asynchronously degrades"),
    pytest.param("b>a a>x", "a b", "", id="and so on along hard needs, the nearest first"),
    pytest.param("b~>a a>x", "a", "b", id="a soft need of what stops degrades"),
    pytest.param("c>b b~>x", "", "b", id="what degrades goes on, so what needs it is not hit"),
    pytest.param("b>x b~>a a>x", "a b", "", id="one hard way is enough"),
    pytest.param("a>x x>a", "a", "", id="in a circle the thing itself is left out"),
    pytest.param("x>a", "", "", id="what it needs itself is not hit"),
    pytest.param("x", "", "", id="nothing needs it"),
    pytest.param("a>api.p api.p>x", "api.p a", "", id="an API stops with its provider, and its consumer with the API"),
    pytest.param("a~>api.p api.p>x", "api.p", "a", id="an API needed softly"),
    pytest.param("a>db.d b>db.d", "", "", id="nobody knows it"),
]


@pytest.mark.parametrize(("text", "stops", "degrades"), CASES)
def test_failure_follows_hard_needs_to_the_end(text, stops, degrades):
    """Hard and synchronous needs carry a failure on; one soft or asynchronous step ends it as a degradation."""
    found = impact.of_failure(drawn(text).network, ref("x"))

    assert shown(hit.ref for hit in found.stops) == stops
    assert shown(hit.ref for hit in found.degrades) == degrades
    assert found.complete


@pytest.mark.parametrize(
    ("text", "chain", "assumed"),
    [
        pytest.param("a>x", "a>x", True, id="one step, on the default"),
        pytest.param("a~>x", "a~>x", False, id="one step, written down"),
        pytest.param("a>b b>c c>x a>d d>x", "a>d d>x", True, id="the shortest chain"),
        pytest.param("a>c c>x a>b b>x", "a>b b>x", True, id="of equals the first by name"),
        pytest.param("a~>b b>x", "a~>b b>x", True, id="a soft step, then a hard one"),
    ],
)
def test_says_why(text, chain, assumed):
    """Each hit has the needs that lead from it to what fails, and says whether they rest on a default."""
    found = impact.of_failure(drawn(text).network, ref("x"))
    hit = next(each for each in (*found.stops, *found.degrades) if each.ref == ref("a"))

    assert arrows(hit.chain) == chain
    assert hit.assumed is assumed


@given(pairs, st.sampled_from("abcdefgh"))
def test_hard_needs_alone_reach_as_far_as_any_way(needs, failing):
    """Where every need is hard, what stops is everything from which a way leads to what fails."""
    found = impact.of_failure(joined(needs), node(failing))

    assert {hit.ref.name for hit in found.stops} == {a for a, b in closure(needs) if b == failing} - {failing}
    assert not found.degrades


@given(orders, st.sampled_from("abcdefgh"), st.integers(0, 23))
def test_softening_never_stops_more(both, failing, place):
    """A need made soft stops nothing new, and the order of needs changes nothing."""
    network = joined(both[0])
    before = impact.of_failure(network, node(failing))
    edges = list(network.edges)
    if edges:
        chosen = place % len(edges)
        edges[chosen] = edges[chosen]._replace(criticality="soft")
    after = impact.of_failure(joining(edges, network.refs), node(failing))

    assert impact.of_failure(joined(both[1]), node(failing)) == before
    assert {hit.ref for hit in after.stops} <= {hit.ref for hit in before.stops}


def test_budget_cuts_a_long_chain_short():
    """A failure that runs through more things than the budget says that it is not all."""
    network = joined(CHAIN)

    whole = impact.of_failure(network, node("n10000"))
    cut = impact.of_failure(network, node("n10000"), budget=50)

    assert len(whole.stops) == 10_000
    assert whole.complete
    assert len(cut.stops) == 50
    assert not cut.complete


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("a>x b~>x c=>x", "a>x b~>x c=>x", id="every need of it, however hard"),
        pytest.param("b>a a>x", "a>x", id="only those that lead to it"),
        pytest.param("x>a", "", id="its own needs go with it"),
        pytest.param("a>api.p api.p>x", "a>api.p", id="an API that it alone provides goes, too"),
        pytest.param("a>api.p api.p>x api.p>y", "", id="an API that somebody else provides stays"),
        pytest.param("x>x", "", id="what it needs of itself"),
    ],
)
def test_removal_leaves_needs_to_rewrite(text, left):
    """Once a thing is gone for good, the needs that lead to it have to be rewritten."""
    assert arrows(impact.of_removal(drawn(text).network, ref("x"))) == left


def test_several_fail_at_once():
    """What they do together, none of them among it."""
    found = impact.of_failure(drawn("a>x b~>y x>y c>b").network, ref("x"), ref("y"))

    assert shown(hit.ref for hit in found.stops) == "a"
    assert shown(hit.ref for hit in found.degrades) == "b"
