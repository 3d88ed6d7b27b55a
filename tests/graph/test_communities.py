"""What hangs together is known, without chance and in time."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.graph.communities import EVEN, communities, joined, numbered, tied, tightness_of

NODES = 12
PLACES = st.integers(0, NODES - 1)
ARROWS = st.lists(st.tuples(PLACES, PLACES, st.integers(1, 3)), max_size=40)


def drawn(text):
    """The ties of words such as `ab bc3`: a and b are tied once, b and c three times as firmly."""
    return tied(26, ((ord(word[0]) - 97, ord(word[1]) - 97, int(word[2:] or 1)) for word in text.split()))


def shown(homes, letters):
    """The communities of some letters in words."""
    groups: dict[int, str] = {}
    for letter in letters:
        home = homes[ord(letter) - 97]
        groups[home] = groups.get(home, "") + letter
    return " ".join(groups.values())


@pytest.mark.parametrize(
    ("text", "letters", "found"),
    [
        pytest.param("", "ab", "a b", id="nothing is tied"),
        pytest.param("aa", "a", "a", id="to itself"),
        pytest.param("ab", "abc", "ab c", id="two"),
        pytest.param("ab bc ca de ef fd", "abcdef", "abc def", id="two groups"),
        pytest.param("ab bc ca de ef fd cd", "abcdef", "abc def", id="with a tie between them"),
        pytest.param("ab bc cd9 de ef", "abcdef", "ab cd ef", id="firm ties count more"),
    ],
)
def test_finds_what_hangs_together(text, letters, found):
    """Nodes are together where they are tied more than chance would have it."""
    assert shown(communities(drawn(text)), letters) == found


def modularity(ties, homes):
    """By how much ties inside exceed what chance would give, by its definition."""
    total = sum(sum(each.values()) for each in ties)
    inside = sum(
        firmly for node, others in enumerate(ties) for other, firmly in others.items() if homes[node] == homes[other]
    )
    weights: Counter[int] = Counter()
    for node, others in enumerate(ties):
        weights[homes[node]] += sum(others.values())
    return inside * total - sum(weight**2 for weight in weights.values())


@given(ARROWS)
def test_no_node_does_better_elsewhere_alone(arrows):
    """Communities are worth more than each node by itself, and no two of them are worth more as one."""
    ties = tied(NODES, arrows)
    homes = communities(ties)
    found = modularity(ties, homes)

    assert found >= modularity(ties, list(range(NODES)))
    for one in set(homes):
        for other in set(homes) - {one}:
            assert modularity(ties, [one if home == other else home for home in homes]) <= found


@given(ARROWS, st.integers(1, 5))
def test_none_is_larger_than_told(arrows, largest):
    """No community has more nodes than the largest may have, and each is tied together."""
    ties = tied(NODES, arrows)
    homes = communities(ties, largest)

    assert max(Counter(homes).values()) <= largest
    assert homes == numbered(homes)


@given(ARROWS.flatmap(lambda arrows: st.tuples(st.just(arrows), st.permutations(arrows))))
def test_does_not_depend_on_the_order_of_arrows(both):
    """However arrows are ordered and turned, the communities are the same."""
    one, other = both

    assert communities(tied(NODES, one)) == communities(tied(NODES, ((end, start, many) for start, end, many in other)))


def test_joins_ties_of_groups():
    """Ties between groups add up; those inside are left out."""
    assert joined(drawn("ab ac2 bc3 cd")[:4], [0, 0, 1, 1]) == [{1: 5}, {0: 5}]


def test_a_hundred_thousand_are_parted_in_time():
    """Circles of ten, each tied to the next, are told apart."""
    nodes = 100_000
    arrows = [(node, node // 10 * 10 + (node + step) % 10, 1) for node in range(nodes) for step in (1, 2)]
    arrows += [(node, (node + 10) % nodes, 1) for node in range(0, nodes, 10)]
    homes = communities(tied(nodes, arrows), 15)

    assert homes == [node // 10 for node in range(nodes)]


def triangles(many):
    """Triangles in a ring, each tied to the next."""
    inside = [(node, node // 3 * 3 + (node + 1) % 3, 1) for node in range(3 * many)]
    return tied(3 * many, [*inside, *((node, (node + 3) % (3 * many), 1) for node in range(0, 3 * many, 3))])


def test_many_small_ones_are_told_apart_where_others_are_as_small():
    """In a large graph chance gives so little that neighbours are one, unless it is known how tight they should be."""
    ties = triangles(40)
    declared = [node // 3 for node in range(120)]

    assert communities(ties) != declared
    assert communities(ties, tightness=tightness_of(ties, declared)) == declared


@pytest.mark.parametrize(
    ("text", "groups", "tightness"),
    [
        pytest.param("ab bc ca de ef fd cd", [0, 0, 0, 1, 1, 1], 80, id="one tie of seven is between"),
        pytest.param("ab cd", [0, 1, 0, 1], EVEN, id="all is between"),
        pytest.param("ab cd", [0, 0, 1, 1], EVEN, id="nothing is between"),
        pytest.param("ab bc cd da", [0, 0, 1, 1], EVEN, id="as chance would have it"),
        pytest.param("ab bc ca", [0, 0, 0], EVEN, id="one group"),
        pytest.param("ab bc ca", [None, None, None], EVEN, id="no group"),
        pytest.param("", [], EVEN, id="nothing"),
        pytest.param("ab bc ca de ef fd cd ag dg", [0, 0, 0, 1, 1, 1, None], 80, id="what is in no group says nothing"),
    ],
)
def test_knows_how_tight_groups_are(text, groups, tightness):
    """Groups are tight where more is inside them, and less between, than by chance; else they say nothing."""
    assert tightness_of(drawn(text)[: len(groups)], groups) == tightness
