"""What is tied stands together."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.graph.communities import tied
from app.graph.together import together

PLACES = st.integers(0, 11)
ARROWS = st.lists(st.tuples(PLACES, PLACES, st.integers(1, 3)), max_size=40)


def ordered_letters(text, many):
    """The order of the first letters, tied by words such as `ab bc3`."""
    arrows = ((ord(word[0]) - 97, ord(word[1]) - 97, int(word[2:] or 1)) for word in text.split())
    return "".join(chr(97 + node) for node in together(tied(many, arrows)))


@pytest.mark.parametrize(
    ("text", "many", "found"),
    [
        pytest.param("", 0, "", id="nothing"),
        pytest.param("", 3, "abc", id="nothing tied"),
        pytest.param("ac", 3, "acb", id="two"),
        pytest.param("ac ce ea bd df fb", 6, "acebdf", id="two groups"),
        pytest.param("ac ce ea bd df fb eb gh", 8, "acebdfgh", id="groups that are tied stand together"),
        pytest.param("ab ac ad ae be9", 5, "acdbe", id="what is tied most firmly stays together"),
    ],
)
def test_puts_together_what_is_tied(text, many, found):
    """Groups stand together, and in them what is tied most."""
    assert ordered_letters(text, many) == found


@given(ARROWS.flatmap(lambda arrows: st.tuples(st.just(arrows), st.permutations(arrows))))
def test_has_each_once_whatever_the_order_of_arrows(both):
    """Every node has one place, and the same one however arrows are ordered."""
    one, other = both

    assert sorted(together(tied(12, one))) == list(range(12))
    assert together(tied(12, one)) == together(tied(12, other))


def test_many_clusters_show():
    """Of a thousand clusters of ten whose members stand far apart, each stands together."""
    many = 10_000
    arrows = [(node, (node + step * 1000) % many, 1) for node in range(many) for step in (1, 2, 3)]
    order = together(tied(many, arrows))
    apart = sum(one % 1000 != other % 1000 for one, other in pairwise(order))

    assert apart == 999
