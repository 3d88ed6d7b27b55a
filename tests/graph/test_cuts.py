"""The fewest arrows whose loss leaves no circle are found, and it is known whether they are the fewest."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.graph import line
from app.graph.components import ordered
from app.graph.cuts import Arrow, fewest
from tests.graph.networks import CHAIN

ANYWHERE = st.integers(0, 6)
ARROWS = st.lists(
    st.builds(Arrow, ANYWHERE, ANYWHERE, st.sampled_from([0, 0, 1, 3, None])),
    max_size=11,
    unique_by=lambda arrow: (arrow.source, arrow.target),
)
NODES = 31
LARGER = st.integers(2, NODES - 1).flatmap(
    lambda nodes: st.lists(
        st.builds(Arrow, st.integers(0, nodes), st.integers(0, nodes), st.sampled_from([0, 1, None])),
        max_size=90,
        unique_by=lambda arrow: (arrow.source, arrow.target),
    )
)


def drawn(text):
    """The arrows of words such as `ab bc`: `ab!` cannot be cut, `ab-` is disliked in a cut."""
    marks = {"": 0, "-": 1, "!": None}
    return [Arrow(ord(word[0]) - ord("a"), ord(word[1]) - ord("a"), marks[word[2:]]) for word in text.split()]


def groups(nodes, arrows, without=()):
    """The groups that lead to each other without the arrows at some places, alone with themselves included."""
    ahead: list[list[int]] = [[] for _ in range(nodes)]
    for place, arrow in enumerate(arrows):
        if place not in without:
            ahead[arrow.source].append(arrow.target)
    return [set(group) for group in ordered(ahead) if len(group) > 1 or group[0] in ahead[group[0]]]


def is_whole(nodes, arrows, cut):
    """Whether no arrow that is left, and could be cut, is on a circle."""
    inside = {node: number for number, group in enumerate(groups(nodes, arrows, cut)) for node in group}
    return not any(
        place not in cut and arrow.dislike is not None and inside.get(arrow.source, -1) == inside.get(arrow.target)
        for place, arrow in enumerate(arrows)
    )


def tried(arrows):
    """How many arrows the smallest cut takes, and the least that arrows of such a cut are disliked."""
    able = [place for place, arrow in enumerate(arrows) if arrow.dislike is not None]
    for many in range(len(able) + 1):
        cuts = [cut for cut in combinations(able, many) if is_whole(7, arrows, cut)]
        if cuts:
            return many, min(sum(arrows[place].dislike for place in cut) for cut in cuts)
    raise AssertionError


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("ab bc", "", id="no circle"),
        pytest.param("aa ab", "aa", id="to itself"),
        pytest.param("ab ba", "ab", id="of equals the first"),
        pytest.param("ab- ba", "ba", id="of equals the least disliked"),
        pytest.param("ab! ba-", "ba-", id="one cannot be cut"),
        pytest.param("ab bc cd da ca", "ab", id="one ends both circles"),
        pytest.param("ab bc ca- cb", "bc", id="one that both need"),
        pytest.param("ab- bc ca bd da", "ab-", id="fewer before better liked"),
        pytest.param("ab ba cd dc ac", "ab cd", id="two groups"),
        pytest.param("ab! ac! ba ca", "ba ca", id="two that cannot be cut from one"),
        pytest.param("xa xb ax! bx!", "xa xb", id="through two that cannot"),
    ],
)
def test_cuts_as_few_as_can_be(text, cut):
    """The cut is the smallest; of equals it is the best liked, then the first."""
    arrows = drawn(text)
    found = fewest(26, arrows)

    assert [text.split()[place] for place in found.places] == cut.split()
    assert found.exact
    assert found.whole


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("ab! ba!", "", id="nothing to cut"),
        pytest.param("ab! ba! bc ca", "bc", id="and a circle that can be cut"),
    ],
)
def test_says_that_circles_are_left(text, cut):
    """Where arrows that cannot be cut make a circle it stays, and the others are cut."""
    found = fewest(3, drawn(text))

    assert not found.whole
    assert [text.split()[place] for place in found.places] == cut.split()


@given(ARROWS)
def test_agrees_with_trying_everything(arrows):
    """No smaller cut ends every circle that can be ended, and no better liked one is as small."""
    found = fewest(7, arrows)

    assert is_whole(NODES, arrows, found.places)
    assert found.exact
    assert (len(found.places), sum(arrows[place].dislike for place in found.places)) == tried(arrows)


@given(ARROWS)
def test_a_good_cut_is_never_taken_for_the_smallest(arrows):
    """A group too large to try has a cut all the same; what is said to be the least is never more than that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line, "SMALL", 0)
        found = fewest(7, arrows)
    least, _ = tried(arrows)

    assert is_whole(NODES, arrows, found.places)
    assert found.least <= least <= len(found.places)


@given(LARGER)
def test_no_arrow_of_a_cut_can_be_spared(arrows):
    """All circles are ended that can be, and with any arrow put back one of them is closed again."""
    found = fewest(NODES, arrows)

    assert is_whole(NODES, arrows, found.places)
    assert found.least <= len(found.places)
    for place in found.places:
        assert not is_whole(NODES, arrows, set(found.places) - {place})


@given(LARGER)
def test_knows_what_cannot_be_ended(arrows):
    """Circles are said to be left exactly where arrows that cannot be cut make one."""
    able = [place for place, arrow in enumerate(arrows) if arrow.dislike is not None]

    assert fewest(NODES, arrows).whole == (not groups(NODES, arrows, able))


@given(LARGER)
def test_out_of_budget_a_cut_is_whole_all_the_same(arrows):
    """Without a step to spare nothing is bettered or proven, and every circle is ended."""
    found = fewest(NODES, arrows, budget=0)

    assert is_whole(NODES, arrows, found.places)
    assert found.least <= len(found.places)


def test_a_circle_longer_than_the_stack_takes_one():
    """A circle of ten thousand is cut once, at its first arrow."""
    arrows = [Arrow(number, number + 1) for number in range(len(CHAIN))]
    found = fewest(len(CHAIN) + 1, [*arrows, Arrow(len(CHAIN), 0)])

    assert found == ((0,), 1, True)


def spread(nodes, *steps):
    """Arrows from each node to others anywhere, without chance."""
    ends = {(node, (node + 1) * step % nodes) for node in range(nodes) for step in steps}
    return [Arrow(*pair) for pair in sorted(ends) if pair[0] != pair[1]]


@pytest.mark.parametrize(
    ("nodes", "steps", "cut"),
    [
        pytest.param(9, (2, 3, 7), 6, id="small: a line that looks good takes one more"),
        pytest.param(14, (3, 7, 11), 9, id="large: two arrows of a good line are spared, and no other can be"),
    ],
)
def test_a_tight_group_takes_no_more_than_it_must(nodes, steps, cut):
    """Where many circles cross the cut is the smallest all the same."""
    found = fewest(nodes, spread(nodes, *steps))

    assert (len(found.places), found.exact) == (cut, True)


def test_a_large_group_is_cut_in_time():
    """Fifty thousand things, each of which needs four others anywhere, are cut."""
    arrows = spread(50_000, 3, 7, 11, 13)
    found = fewest(50_000, arrows, budget=200_000)

    assert is_whole(50_000, arrows, set(found.places))
    assert not found.exact
