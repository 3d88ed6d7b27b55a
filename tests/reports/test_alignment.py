"""Rows of alignment as tables."""

import pytest

from app.reports import alignment

ROW = {"ref": "component:default/shop", "owner": None, "tier": 1, "verdict": "blocked", "ifSoft": "blocked", "depth": 2}


@pytest.mark.parametrize(
    ("holds", "cell"),
    [
        pytest.param([], "", id="nothing"),
        pytest.param(["a", "b"], "a b", id="texts"),
        pytest.param([{"kind": "need"}], '[{"kind":"need"}]', id="what is nested"),
        pytest.param({"number": 0}, '{"number":0}', id="a map"),
    ],
)
def test_it_works(holds, cell):
    """A column for each field in their order, whatever the row's; what holds several values is one text."""
    columns, rows = alignment.table("services", [{"holds": holds, **ROW}])

    assert columns == ("ref", "owner", "tier", "verdict", "ifSoft", "holds", "depth")
    assert list(rows) == [("component:default/shop", None, 1, "blocked", "blocked", cell, 2)]
