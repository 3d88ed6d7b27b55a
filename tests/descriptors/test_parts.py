"""Parts of a document are left out or exchanged; the original stays as it is."""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.descriptors import parts
from tests.blocks import Blocks
from tests.test_documents import JSON

VALUE = {"a": [1, {"b": 2, "c": 3}, 4], "d/e": {"~": None}, "f": 5}


@pytest.mark.parametrize(
    ("drop", "left", "moved"),
    [
        pytest.param([], VALUE, {}, id="nothing"),
        pytest.param(["/f"], {"a": [1, {"b": 2, "c": 3}, 4], "d/e": {"~": None}}, {}, id="a key"),
        pytest.param(["/d~1e/~0"], {**VALUE, "d/e": {}}, {}, id="a key with a slash"),
        pytest.param(
            ["/a/0"],
            {**VALUE, "a": [{"b": 2, "c": 3}, 4]},
            {"/a/0": "/a/1", "/a/0/c": "/a/1/c", "/a/1": "/a/2"},
            id="an item",
        ),
        pytest.param(
            ["/a/1/b", "/a/0"], {**VALUE, "a": [{"c": 3}, 4]}, {"/a/0/c": "/a/1/c"}, id="inside an item that moves"
        ),
        pytest.param(["/a", "/a/0"], {"d/e": {"~": None}, "f": 5}, {}, id="a part and what is in it"),
        pytest.param(["/x", "/a/7"], VALUE, {}, id="what is not there"),
    ],
)
def test_leaves_parts_out(drop, left, moved):
    """What is left keeps its order, and its places though lists grow shorter."""
    positions = Blocks(VALUE).positions

    value, kept = parts.without(VALUE, positions, drop)

    assert value == left
    assert set(kept) == set(Blocks(left).positions)
    assert all(kept[new] == positions[old] for new, old in moved.items())


@settings(deadline=None)
@given(JSON, st.data())
def test_leaves_any_parts_out(value, data):
    """Whatever is left out, the rest has exactly the places of the rest, and the original is untouched."""
    before = deepcopy(value)
    positions = Blocks(value).positions
    drop = data.draw(st.lists(st.sampled_from(sorted(positions)), unique=True)) if positions else []

    left, kept = parts.without(value, positions, drop)

    assert value == before
    assert set(kept) == set(Blocks(left).positions)
    assert set(kept.values()) <= set(positions.values())


def test_exchanges_maps():
    """Each map is offered with its pointer; what comes back stands in its place, and is not looked into."""
    offered = []

    def swap(place, value):
        offered.append(place)
        return {"new": {"b": 0}} if "b" in value else value

    assert parts.replaced(VALUE, swap) == {"a": [1, {"new": {"b": 0}}, 4], "d/e": {"~": None}, "f": 5}
    assert offered == ["", "/a/1", "/d~1e"]
    assert VALUE["a"] == [1, {"b": 2, "c": 3}, 4]


@pytest.mark.parametrize("value", [VALUE, [], {}, 5, None, "x"])
def test_shares_what_nothing_was_exchanged_in(value):
    """Where nothing is exchanged, the value itself comes back."""
    assert parts.replaced(value, lambda _, inner: inner) is value
