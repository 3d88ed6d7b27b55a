"""Strongly connected groups are those whose members lead to each other."""

import pytest
from hypothesis import given

from app.graph.components import strong
from tests.graph.networks import CHAIN, closure, drawn, joined, orders, pairs, shown


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        pytest.param("a>b b>c", ["a", "b", "c"], id="no circle, no group"),
        pytest.param("a>b b>c c>a d>a", ["a b c", "d"], id="a circle and who leads into it"),
        pytest.param("a>b b>a b>c c>d d>c", ["a b", "c d"], id="two circles joined one way"),
        pytest.param("a>a", ["a"], id="what needs itself is alone with it"),
        pytest.param("b a", ["a", "b"], id="no needs"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_groups_what_leads_to_each_other(text, groups):
    """Every node is in one group; groups and members are sorted."""
    assert [shown(group) for group in strong(drawn(text))] == groups


@given(pairs)
def test_two_are_in_one_group_exactly_where_each_leads_to_the_other(needs):
    """The groups are the classes of mutual reach, by joining pairs."""
    leads = closure(needs)
    nodes = {name for need in needs for name in need}
    expected = {frozenset({a, *(b for b in nodes if (a, b) in leads and (b, a) in leads)}) for a in nodes}

    assert sorted(shown(group) for group in strong(joined(needs))) == sorted(
        " ".join(sorted(group)) for group in expected
    )


@given(orders)
def test_does_not_depend_on_the_order_of_needs(both):
    """However needs are ordered, the groups are the same, order included."""
    assert strong(joined(both[0])) == strong(joined(both[1]))


def test_follows_a_chain_longer_than_the_stack():
    """Ten thousand needs in a row are single groups; closed to a circle they are one."""
    assert len(strong(joined(CHAIN))) == 10_001
    assert [len(group) for group in strong(joined([*CHAIN, ("n10000", "n00000")]))] == [10_001]
