"""Rows are told as JSON, whatever they are made of."""

import json
from datetime import date
from typing import NamedTuple

import pytest

from app.alignment.told import Entry, document, entries, plain
from app.entities import Ref

BILLING = Ref("component", "default", "billing")
RED = Ref("group", "default", "red")


class Part(NamedTuple):
    first_seen: date | None
    by: tuple[Ref, ...] = ()


class Row(NamedTuple):
    ref: Ref
    short_by_percent: float = 0.0
    parts: tuple[Part, ...] = ()

    @property
    def key(self) -> str:
        return str(self.ref)

    @property
    def about(self) -> Ref | None:
        return self.ref

    @property
    def team(self) -> Ref | None:
        return RED

    @property
    def verdict(self) -> str:
        return "short"

    @property
    def weight(self) -> int:
        return -3


@pytest.mark.parametrize(
    ("value", "found"),
    [
        pytest.param(None, None, id="nothing"),
        pytest.param("", "", id="an empty text"),
        pytest.param('a "b"\n<é>', 'a "b"\n<é>', id="a text of any signs"),
        pytest.param(0, 0, id="a number"),
        pytest.param(99.95, 99.95, id="a fraction"),
        pytest.param(True, True, id="yes"),
        pytest.param(BILLING, "component:default/billing", id="a reference"),
        pytest.param(date(2027, 3, 31), "2027-03-31", id="a day"),
        pytest.param((), [], id="no values"),
        pytest.param((BILLING, None, 1), ["component:default/billing", None, 1], id="several values"),
        pytest.param([BILLING], ["component:default/billing"], id="a list"),
        pytest.param({BILLING: (1, 2)}, {"component:default/billing": [1, 2]}, id="a map"),
        pytest.param(Part(None), {"firstSeen": None, "by": []}, id="a named tuple"),
        pytest.param(
            Row(BILLING, 0.5, (Part(date(2027, 3, 31), (RED,)),)),
            {
                "ref": "component:default/billing",
                "shortByPercent": 0.5,
                "parts": [{"firstSeen": "2027-03-31", "by": ["group:default/red"]}],
            },
            id="named tuples in one another",
        ),
    ],
)
def test_says_everything_in_json(value, found):
    """References and days are texts, named tuples maps whose keys have no underscores."""
    assert plain(value) == found
    assert json.loads(document(value)) == found
    assert type(plain(value)) is type(found)


@pytest.mark.parametrize("value", [{1, 2}, b"text", object()], ids=["set", "bytes", "object"])
def test_refuses_what_no_row_holds(value):
    """What JSON has no word for, and no order, is a fault of the section and is said so."""
    with pytest.raises(TypeError, match=f"A row holds no {type(value).__name__}"):
        document((value,))


def test_keys_stand_in_the_order_of_fields():
    """The same row is the same text."""
    assert document(Part(date(2027, 3, 31))) == '{"firstSeen":"2027-03-31","by":[]}'


def test_keeps_rows_with_what_they_are_found_by():
    """An entry has the section, what a row is known, filtered and ordered by, and its document."""
    rows = [Row(Ref("component", "default", name)) for name in "ba"]

    assert entries("promises", rows) == [
        Entry("promises", row.key, row.ref, RED, "short", -3, document(row)) for row in rows
    ]
    assert entries("promises", []) == []
