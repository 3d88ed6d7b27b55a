"""Systems and domains are held against the needs within and across them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alignment import cohesion, estate
from app.policy import DEFAULT
from tests.alignment.estates import EXAMPLES, estate_of
from tests.alignment.systems import estate_with, thing
from tests.texts import a


def told(group):
    """A group in words: how many parts, and the needs inside, leaving and arriving, of them hard."""
    counts = f"{group.inside}/{group.hard_inside} {group.leaving}/{group.hard_leaving}"
    return f"{group.verdict} {group.parts}: {counts} {group.arriving}/{group.hard_arriving}"


@pytest.mark.parametrize(
    ("texts", "one", "wide"),
    [
        pytest.param([], "empty 0: 0/0 0/0 0/0", "empty 0: 0/0 0/0 0/0", id="no parts"),
        pytest.param([thing("a", "one")], "empty 1: 0/0 0/0 0/0", "empty 1: 0/0 0/0 0/0", id="no needs"),
        pytest.param(
            [thing("a", "one", "b"), thing("b", "one")],
            "cohesive 2: 1/1 0/0 0/0",
            "cohesive 2: 1/1 0/0 0/0",
            id="inside",
        ),
        pytest.param(
            [thing("a", "one", soft=["b"]), thing("b", "two", "a")],
            "loose 1: 0/0 1/0 1/1",
            "cohesive 2: 2/1 0/0 0/0",
            id="across, and inside the domain",
        ),
        pytest.param(
            [thing("a", "one", "b", "x"), thing("b", "one", soft=["x"]), thing("x", "")],
            "loose 2: 1/1 2/1 0/0",
            "loose 2: 1/1 2/1 0/0",
            id="as many ends inside as beyond is loose",
        ),
        pytest.param(
            [thing("a", "one", apis=["p"]), a("API p", "system: one"), thing("b", "two", provides=["p"])],
            "loose 2: 0/0 1/1 0/0",
            "cohesive 3: 1/1 0/0 0/0",
            id="an API is where its provider is",
        ),
        pytest.param(
            [
                thing("a", "one", apis=["p"]),
                a("API p", "system: one"),
                thing("b", "two", provides=["p"]),
                thing("c", "one", provides=["p"]),
            ],
            "cohesive 3: 1/1 0/0 0/0",
            "cohesive 4: 1/1 0/0 0/0",
            id="an API of several providers is where it says",
        ),
    ],
)
def test_counts_needs_inside_and_beyond(texts, one, wide):
    """A need is inside where both ends are; it leaves one system and arrives in the other."""
    found = {group.ref.name: told(group) for group in cohesion.groups(estate_with(*texts))}

    assert (found["one"], found["wide"]) == (one, wide)


def test_says_how_much_is_inside_and_whose_it_is():
    """The share is in percent, and a system of several teams has all of them."""
    (wide, one, two) = cohesion.groups(
        estate_with(thing("a", "one", "b", "c"), thing("b", "one", "c", owner="blue"), thing("c", "two"))
    )

    assert (wide.share, one.share, two.share) == (100.0, 33.3, 0.0)
    assert [ref.name for ref in one.teams] == ["blue", "red"]
    assert (one.team, str(two.team), one.key) == (None, "group:default/red", "system:default/one")


def test_a_system_that_nobody_declares_is_no_group():
    """A name that only its parts write is another finding's business."""
    assert [group.ref.name for group in cohesion.groups(estate_of(thing("a", "nowhere", "a")))] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_declared_group_has_a_row(name):
    """Rows stand in order, each once, and shares are percent."""
    here = estate.of(EXAMPLES[name](), DEFAULT)
    found = cohesion.groups(here)
    declared = [part.ref for part in here.parts if part.exists and part.ref.kind in {"system", "domain"}]

    assert [row.ref for row in found] == sorted(declared)
    assert all(row.share is None or 0 <= row.share <= 100 for row in found)
    assert all((row.share is None) == (row.verdict == "empty") for row in found)


WOVEN = [thing("a", "one", "b", "c"), thing("b", "two", soft=["c"]), thing("c", "one"), thing("d", "two", "a")]


@given(st.permutations(WOVEN))
def test_does_not_depend_on_the_order_of_files(texts):
    """However things are written down, the same is found."""
    assert cohesion.groups(estate_with(*texts)) == cohesion.groups(estate_with(*WOVEN))
