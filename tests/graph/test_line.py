"""Nodes stand in a line of which little leads back."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.graph.line import backward, best, good

NEVER = 10_000


def lines(nodes, heaviest=5):
    """Arrows among some nodes, by their weights."""
    place = st.integers(0, nodes - 1)
    pairs = st.dictionaries(st.tuples(place, place), st.integers(1, heaviest), max_size=3 * nodes)
    return pairs.map(
        lambda found: [
            {end: weight for (start, end), weight in sorted(found.items()) if start == node != end}
            for node in range(nodes)
        ]
    )


def weighed(line, ahead):
    """What leads back in a line."""
    return sum(ahead[source][target] for source, target in backward(line, ahead))


@pytest.mark.parametrize(
    "find", [pytest.param(best, id="best"), pytest.param(lambda ahead: good(ahead, NEVER), id="good")]
)
@pytest.mark.parametrize(
    ("ahead", "line"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([{}], [0], id="one"),
        pytest.param([{}, {0: 1}], [1, 0], id="none leads back"),
        pytest.param([{1: 1}, {0: 2}], [1, 0], id="the lighter leads back"),
        pytest.param([{1: 3}, {2: 1}, {0: 3}], [2, 0, 1], id="a circle is parted where it is lightest"),
    ],
)
def test_the_lightest_leads_back(find, ahead, line):
    """Where one line is best it is found."""
    assert find(ahead) == line


@given(lines(5))
def test_no_line_is_better_than_the_best(ahead):
    """Of all lines none has less that leads back."""
    found = weighed(best(ahead), ahead)

    assert found == min(weighed(line, ahead) for line in permutations(range(5)))


@given(lines(9))
def test_a_good_line_cannot_be_bettered_by_moving_one(ahead):
    """Every node stands in it once, and wherever one of them is moved no less leads back."""
    line = good(ahead, NEVER)
    found = weighed(line, ahead)

    assert sorted(line) == list(range(9))
    for node in line:
        rest = [other for other in line if other != node]
        assert all(weighed([*rest[:at], node, *rest[at:]], ahead) >= found for at in range(9))


def test_what_has_to_wait_for_its_turn_is_not_placed_first():
    """Something that two others have to follow stands behind what it has to follow itself, at the first go."""
    assert good([{1: NEVER}, {2: NEVER, 3: NEVER}, {0: 1}, {0: 1}], NEVER, budget=0) == [0, 1, 2, 3]


@given(lines(9), st.permutations(range(9)), st.integers(0, 1000))
def test_what_may_not_lead_back_does_not(ahead, order, budget):
    """Arrows that are too heavy to lead back, and make no circle, lead on, whatever that costs."""
    heavy = [
        {end: NEVER if order[end] > order[node] and weight > 2 else weight for end, weight in others.items()}
        for node, others in enumerate(ahead)
    ]

    assert weighed(good(heavy, NEVER, budget), heavy) < NEVER
