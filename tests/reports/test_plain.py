from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import pytest

from app.entities import Entity, Ref
from app.positions import Position
from app.problems import Severity
from app.reports import plain


@dataclass(frozen=True, slots=True)
class Answer:
    ref: Ref
    others: tuple[Ref, ...]


class Pair(NamedTuple):
    left: int
    right: int


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(Ref("component", "default", "a"), "component:default/a", id="a reference"),
        pytest.param(Position("a.yaml", 2, 3), {"file": "a.yaml", "line": 2, "column": 3}, id="a place"),
        pytest.param(datetime(2026, 11, 23, 9, 30, tzinfo=UTC), "2026-11-23T09:30:00+00:00", id="a time"),
        pytest.param(Pair(1, 2), {"left": 1, "right": 2}, id="a named tuple"),
        pytest.param((1, (2,)), [1, [2]], id="tuples"),
        pytest.param(
            Answer(Ref("group", "x", "b"), (Ref("user", "x", "c"),)),
            {"ref": "group:x/b", "others": ["user:x/c"]},
            id="an answer with answers inside",
        ),
        pytest.param({Ref("group", "x", "b"): None}, {"group:x/b": None}, id="a map by reference"),
        pytest.param(Severity.GAP, "gap", id="a word"),
        pytest.param(
            Entity({"kind": "System", "metadata": {"name": "s"}}, "a.yaml", 4),
            {
                "ref": "system:default/s",
                "file": "a.yaml",
                "line": 4,
                "column": 1,
                "document": {"kind": "System", "metadata": {"name": "s"}},
            },
            id="an entity",
        ),
    ],
)
def test_of(value, expected):
    """Answers of any depth become what JSON holds."""
    assert plain.of(value) == expected
