"""What differs between two documents is told field by field."""

import pytest

from app import differences
from app.differences import Change, Difference

ADDED, REMOVED, CHANGED, MOVED = Change.ADDED, Change.REMOVED, Change.CHANGED, Change.MOVED


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({"a": 1}, {"a": 1}, [], id="nothing"),
        pytest.param({"a": 1, "b": 2}, {"b": 2, "a": 1}, [], id="the order of keys says nothing"),
        pytest.param({"a": 1}, {"a": 2}, [("/a", CHANGED, 1, 2)], id="a value"),
        pytest.param({"a": 1}, {"a": 1.0}, [("/a", CHANGED, 1, 1.0)], id="a whole number is no fraction"),
        pytest.param({"a": 1}, {"a": True}, [("/a", CHANGED, 1, True)], id="one is not yes"),
        pytest.param({"a": "1"}, {"a": 1}, [("/a", CHANGED, "1", 1)], id="a digit is no number"),
        pytest.param({}, {"a": None}, [("/a", ADDED, None, None)], id="an empty key is there"),
        pytest.param({"a": 1}, {"b": 1}, [("/b", ADDED, None, 1), ("/a", REMOVED, 1, None)], id="a key for another"),
        pytest.param({"a": {"b": 1}}, {"a": {"b": 2}}, [("/a/b", CHANGED, 1, 2)], id="a value further in"),
        pytest.param({"a": {"b": 1}}, {"a": 1}, [("/a", CHANGED, {"b": 1}, 1)], id="a map becomes a number"),
        pytest.param({"a/b": {"~": 1}}, {"a/b": {"~": 2}}, [("/a~1b/~0", CHANGED, 1, 2)], id="odd keys"),
        pytest.param(1, 2, [("", CHANGED, 1, 2)], id="no map at all"),
        pytest.param(["x", "y"], ["x", "y", "z"], [("/2", ADDED, None, "z")], id="an item more"),
        pytest.param(["x", "y"], ["y"], [("/0", REMOVED, "x", None)], id="an item less"),
        pytest.param(
            ["x", "y", "z"],
            ["z", "w", "x"],
            [("/1", ADDED, None, "w"), ("/1", REMOVED, "y", None)],
            id="items, by value",
        ),
        pytest.param(["x"], ["x", "x"], [("/1", ADDED, None, "x")], id="an item twice"),
        pytest.param(["x", "y"], ["y", "x"], [("", MOVED, ["x", "y"], ["y", "x"])], id="another order"),
        pytest.param(
            [{"url": "u", "title": "a"}, {"url": "v"}],
            [{"url": "v"}, {"url": "u", "title": "b"}],
            [("/1/title", CHANGED, "a", "b")],
            id="maps are paired by what names them",
        ),
        pytest.param(
            [{"type": "a"}],
            [{"type": "b"}],
            [("/0", ADDED, None, {"type": "b"}), ("/0", REMOVED, {"type": "a"}, None)],
            id="maps without a name are not paired",
        ),
        pytest.param(
            [{"name": "n", "a": 1}, {"name": "n", "a": 2}],
            [{"name": "n", "a": 3}],
            [("/0/a", CHANGED, 1, 3), ("/1", REMOVED, {"name": "n", "a": 2}, None)],
            id="of two with one name the first is paired",
        ),
        pytest.param([[1]], [[1, 2]], [("/0", ADDED, None, [1, 2]), ("/0", REMOVED, [1], None)], id="lists in lists"),
    ],
)
def test_differences(before, after, expected):
    """Each difference has its place, and what stood and stands there."""
    assert list(differences.between(before, after)) == [Difference(*each) for each in expected]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("a\nb\n", "a\nc\nd\n", (2, 1), id="lines came and went"),
        pytest.param("a\nb\n", "b\na\n", (0, 0), id="lines that moved"),
        pytest.param("", "a", (1, 0), id="the first line"),
        pytest.param("a\na\n", "a\n", (0, 1), id="one of two"),
    ],
)
def test_lines(before, after, expected):
    """Of longer texts the lines are counted."""
    assert differences.lines(before, after) == expected
