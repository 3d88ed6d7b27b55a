"""A circle is known with its needs, and with the one to give up first."""

import pytest
from hypothesis import given

from app.graph import circles as module
from app.graph.circles import circles
from app.graph.components import strong
from app.graph.network import joining
from tests.graph.landscapes import arrows, drawn
from tests.graph.networks import CHAIN, joined, orders, pairs, shown


@pytest.mark.parametrize(
    ("text", "owners", "found"),
    [
        pytest.param("a>b b>c", {}, [], id="no circle"),
        pytest.param("a>a", {}, [], id="what needs itself is no circle"),
        pytest.param("a>b b>a c>a a>d", {}, ["a b: a>b leaves 0"], id="two, and who stands outside"),
        pytest.param("a>b b>a a>c c>a", {}, ["a b c: a>b leaves 2"], id="two circles on one thing"),
        pytest.param("a>b b>c c>a c>b", {}, ["a b c: b>c leaves 0"], id="the need that every circle has"),
        pytest.param("a=>b b>a", {}, ["a b: b>a leaves 0"], id="what nobody wrote down to be hard"),
        pytest.param("a>b b>c c>a", {"x": "a b", "y": "c"}, ["a b c: b>c leaves 0"], id="between two teams"),
        pytest.param("a>b b>a c>d d>c", {}, ["a b: a>b leaves 0", "c d: c>d leaves 0"], id="two groups"),
        pytest.param("a>api.p api.p>b b>a", {}, ["api.p a b: a>api.p leaves 0"], id="through an API"),
        pytest.param("api.p>b b>api.p", {}, ["api.p b: b>api.p leaves 0"], id="never how an API is provided"),
    ],
)
def test_names_the_need_to_give_up(text, owners, found):
    """The need that leaves least, then one on the default, then one between teams, then the first."""
    landscape = drawn(text, **owners)
    teams = {ref: landscape[ref].owner for ref in landscape.network.refs}
    cuts = [(circle, circle.cheapest(teams)) for circle in circles(landscape.network)]

    assert [
        f"{' '.join(('api.' if ref.kind == 'api' else '') + ref.name for ref in circle.refs)}: "
        f"{arrows([cut.edge])} leaves {cut.left}"
        for circle, cut in cuts
    ] == found


@given(pairs)
def test_are_the_groups_that_lead_to_each_other(needs):
    """Circles are the strongly connected groups of two or more, with every need inside them."""
    network = joined(needs)
    found = circles(network)

    assert [circle.refs for circle in found] == [group for group in strong(network) if len(group) > 1]
    for circle in found:
        inside = set(circle.refs)
        assert list(circle.edges) == [
            edge
            for edge in network.edges
            if edge.source in inside and edge.target in inside and edge.source != edge.target
        ]


@given(pairs)
def test_a_cut_leaves_what_it_says(needs):
    """Without the need to give up so many things are in circles; where one need would end all, none is."""
    for circle in circles(joined(needs)):
        cut = circle.cheapest({})
        left = {
            edge: sum(
                len(group) for group in strong(joining(each for each in circle.edges if each != edge)) if len(group) > 1
            )
            for edge in circle.edges
        }

        assert cut.left == left[cut.edge]
        assert cut.left == 0 or min(left.values()) > 0


@given(orders)
def test_does_not_depend_on_the_order_of_needs(both):
    """However needs are ordered, the same is found."""
    one, other = (circles(joined(needs)) for needs in both)

    assert one == other
    assert [circle.cheapest({}) for circle in one] == [circle.cheapest({}) for circle in other]


def test_a_group_too_large_to_try_has_a_cut_all_the_same(monkeypatch):
    """Beyond the budget a need of the circle is named, and what is left without it is not said."""
    monkeypatch.setattr(module, "BUDGET", 3)
    (circle,) = circles(joined([("a", "b"), ("b", "a")]))

    assert circle.cheapest({}).left is None
    assert shown(circle.cheapest({}).edge[:2]) == "a b"


def test_follows_a_circle_longer_than_the_stack():
    """A circle of ten thousand is one group, and one of its needs is to be given up."""
    (circle,) = circles(joined([*CHAIN, ("n10000", "n00000")]))

    assert len(circle.refs) == 10_001
    assert circle.cheapest({}).left is None
