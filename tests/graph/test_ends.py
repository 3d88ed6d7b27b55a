"""Ways lead through what has no weight, and end at the first that has one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.graph.ends import ends
from tests.graph.networks import CHAIN, drawn, joined, orders, pairs


def ways(network, weights):
    """The way from each thing to its heaviest end, in words."""
    found = ends(network.ahead, [weights.get(ref.name, 0) for ref in network.refs])
    shown = ("".join(network.refs[at].name for at in found.way(number)) for number in range(len(network.refs)))
    return {
        ref.name: way
        for number, (ref, way) in enumerate(zip(network.refs, shown, strict=True))
        if found.heaviest[number] is not None
    }


@pytest.mark.parametrize(
    ("text", "weights", "found"),
    [
        pytest.param("a>b b>c", {"c": 3}, {"a": "abc", "b": "bc", "c": "c"}, id="through what has none"),
        pytest.param("a>b b>c", {"b": 1, "c": 3}, {"a": "ab", "b": "b", "c": "c"}, id="the first that has one"),
        pytest.param("a>b a>c", {"b": 2, "c": 3}, {"a": "ac", "b": "b", "c": "c"}, id="the heavier of two"),
        pytest.param("a>b a>c", {"b": 3, "c": 3}, {"a": "ab", "b": "b", "c": "c"}, id="of equals the first"),
        pytest.param("a>b b>c c>a c>d", {"d": 4}, {"a": "abcd", "b": "bcd", "c": "cd", "d": "d"}, id="out of a circle"),
        pytest.param("a>b b>a", {}, {}, id="no end"),
        pytest.param("", {}, {}, id="nothing"),
    ],
)
def test_finds_the_heaviest_end(text, weights, found):
    """Each thing knows its heaviest end and a way there."""
    assert ways(drawn(text), weights) == found


heavy = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4))


@given(pairs, heavy)
def test_agrees_with_walking(needs, weights):
    """The weight at the end is the greatest that a walk through weightless things meets, and the way is one."""
    network = joined(needs)
    found = ways(network, weights)
    for name in {name for need in needs for name in need}:
        seen, met, todo = {name}, {weights.get(name, 0)}, [] if weights.get(name) else [name]
        while todo:
            at = todo.pop()
            for _, other in (need for need in needs if need[0] == at):
                met.add(weights.get(other, 0))
                if other not in seen and not weights.get(other):
                    todo.append(other)
                seen.add(other)

        assert weights.get(found[name][-1] if name in found else "", 0) == max(met)
        assert all(step in needs for step in zip(found.get(name, ""), found.get(name, "")[1:], strict=False))


@given(orders, heavy)
def test_does_not_depend_on_the_order_of_needs(both, weights):
    """However needs are ordered, the ways are the same."""
    assert ways(joined(both[0]), weights) == ways(joined(both[1]), weights)


def test_follows_a_chain_longer_than_the_stack():
    """Ten thousand needs in a row are followed to their end."""
    assert len(ways(joined(CHAIN), {"n10000": 1})) == 10_001
