"""A descriptor is shown as the catalog holds it, with the lines of its file and the gaps that stand there."""

from datetime import UTC, datetime

import pytest

from app.documents.writing import Line
from app.positions import Position
from app.problems import Severity
from app.questions.gaps import Gap
from app.web import written
from tests.conftest import TODAY

TEXT = """\
# Whose it is, see below.
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: payments}

spec:
  owner:   sales   # ask them
  dependsOn:
  - component:ledger
  definition: |
    one
    two
"""


def gap(line: int, severity: Severity = Severity.GAP, path: str = "catalog-info.yaml") -> Gap:
    """Something that is missing at a line."""
    since = datetime.combine(TODAY, datetime.min.time(), UTC)
    return Gap("finding", "x", severity, None, None, Position(path, line), f"At {line}.", "", "", (), since)


@pytest.fixture
def payments(catalog_of):
    """The entity that the text declares."""
    (entity,) = catalog_of(TEXT)
    return entity


def test_lines_have_the_numbers_of_the_file(payments):
    """Each line stands beside its number in the file; comments are gone, what goes on has no number."""
    rows = written.of(payments, ()).rows

    assert [(row.number, str(row.line)) for row in rows] == [
        (2, "apiVersion: backstage.io/v1alpha1"),
        (3, "kind: Component"),
        (4, "metadata:"),
        (4, "  name: payments"),
        (6, "spec:"),
        (7, "  owner: sales"),
        (8, "  dependsOn:"),
        (9, "    - component:ledger"),
        (10, "  definition: |"),
        (None, "    one"),
        (None, "    two"),
    ]
    assert "".join(written.whole(payments)) == "".join(f"{row.line}\n" for row in rows)


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        pytest.param([gap(7)], {"  owner: sales": "is-marked"}, id="at its line"),
        pytest.param([gap(7, Severity.ERROR), gap(7)], {"  owner: sales": "is-bad"}, id="the worst of two"),
        pytest.param([gap(4)], {"  name: payments": "is-marked"}, id="at the last of its line"),
        pytest.param([gap(5)], {"  name: payments": "is-marked"}, id="between two lines"),
        pytest.param([gap(1)], {}, id="before the document"),
        pytest.param([gap(99)], {"  definition: |": "is-marked"}, id="behind the document"),
        pytest.param([gap(7, path="other.yaml")], {}, id="in another file"),
    ],
)
def test_gaps_stand_at_their_line(payments, gaps, expected):
    """A gap is shown at the line it was seen at, or the nearest before."""
    rows = written.of(payments, gaps).rows

    assert {str(row.line): row.state for row in rows if row.state} == expected


def test_long_descriptors_are_cut(payments):
    """Of a long descriptor the first lines are shown, and gaps further down are not moved up."""
    found = written.of(payments, [gap(7), gap(9)], most=6)

    assert (len(found.rows), found.cut) == (6, True)
    assert [each.position.line for row in found.rows for each in row.gaps] == [7]


def test_long_lines_are_cut(catalog_of):
    """A line too long for a page ends in dots, and the page says that there is more."""
    (entity,) = catalog_of(TEXT.replace("{name: payments}", "{name: payments, description: " + "s" * 1_000 + "}"))

    found = written.of(entity, ())

    assert found.cut
    assert max(len(str(row.line)) for row in found.rows) < 600


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("1", "y-n", id="a number"),
        pytest.param("-1.5", "y-n", id="a fraction"),
        pytest.param("true", "y-n", id="a truth"),
        pytest.param('"1"', "y-s", id="a text in quotes"),
        pytest.param("payments", "", id="a text"),
    ],
)
def test_colour(value, expected):
    """Numbers and quoted texts are told apart from others."""
    assert written.Row(1, Line("", "a", value, "/a")).colour == expected
