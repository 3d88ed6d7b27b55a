"""A change of a document reads as a line: which field, what it was, what it is."""

import pytest

from app.differences import Change, Difference
from app.web import changed
from app.web.changed import Told


@pytest.mark.parametrize(
    ("difference", "expected"),
    [
        pytest.param(
            Difference("/spec/tier", Change.CHANGED, 1, 2), Told("mod", "tier", "1", "2"), id="a value for another"
        ),
        pytest.param(
            Difference("/spec/dependsOn/3", Change.ADDED, after="component:ledger"),
            Told("add", "dependsOn", "", "component:ledger"),
            id="an item came",
        ),
        pytest.param(
            Difference("/metadata/tags/0", Change.REMOVED, "java"), Told("del", "tags", "java"), id="an item went"
        ),
        pytest.param(
            Difference("/spec/dependsOn", Change.MOVED, ["a", "b"], ["b", "a"]),
            Told("mod", "dependsOn", note="in another order"),
            id="another order",
        ),
        pytest.param(
            Difference("/spec/definition", Change.CHANGED, "a\nb\n", "a\nc\nd\n"),
            Told("mod", "definition", note="2 lines more, 1 less"),
            id="lines are counted",
        ),
        pytest.param(
            Difference("/spec/slo", Change.ADDED, after={"availability": 99.9, "strict": True}),
            Told("add", "slo", "", "availability: 99.9, strict: true"),
            id="a map on a line",
        ),
        pytest.param(
            Difference("/spec/slo", Change.CHANGED, None, 99.9), Told("mod", "slo", "nothing", "99.9"), id="from empty"
        ),
        pytest.param(
            Difference("/spec/a", Change.ADDED, after="x" * 1_000_000),
            Told("add", "a", "", "x" * 79 + "…"),
            id="a long text is cut",
        ),
        pytest.param(
            Difference("/spec/a", Change.ADDED, after=[{"b": ["c"]}] * 1_000),
            Told("add", "a", "", "b: c, " * 13 + "b…"),
            id="a long list is cut",
        ),
    ],
)
def test_told(difference, expected):
    """Values stand on one short line; what is longer is counted."""
    assert changed.told(difference) == expected


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        pytest.param("/spec/owner", "owner", id="below spec"),
        pytest.param("/metadata/links/2/title", "links.title", id="in an item"),
        pytest.param("/spec", "spec", id="spec itself"),
        pytest.param("/kind", "kind", id="beside spec"),
        pytest.param(
            "/spec/dependencyDetails/component:a~1b/mode", "dependencyDetails.component:a/b.mode", id="odd signs"
        ),
        pytest.param("", "the document", id="all of it"),
    ],
)
def test_name(pointer, expected):
    """A field is named by its path, without what every path begins with."""
    assert changed.name(pointer) == expected
