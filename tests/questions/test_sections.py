"""Which sections of alignment there are, and what is in them."""

import pytest

from app.alignment.survey import SECTIONS
from app.errors import SectionNotFoundError, VerdictNotFoundError
from app.questions import sections


def test_every_section_is_described():
    """Each section has the type of its rows, their columns, and the verdicts they come to."""
    assert tuple(sections.ROWS) == tuple(sections.COLUMNS) == tuple(sections.VERDICTS) == SECTIONS


def test_columns_are_named_as_json_has_them():
    """A column is a field with a small first letter and no underscores."""
    assert tuple(sections.COLUMNS["services"]) == ("ref", "owner", "tier", "verdict", "ifSoft", "holds", "depth")


def test_totals(organisation):
    """Every section is counted, also one without rows; the two verdicts of services are those that there are."""
    found = sections.totals(organisation)

    assert tuple(found) == SECTIONS
    assert found["services"] == {"blocked": 1, "independent": 2}
    assert found["cycles"] == {}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_known_verdict_passes(section):
    """Each verdict of a section may be asked for, and so may all."""
    for verdict in ("", *sections.VERDICTS[section]):
        sections.checked(section, verdict)


def test_what_is_none_is_refused():
    """A section or verdict that is none is refused with those that there are."""
    with pytest.raises(SectionNotFoundError, match=r"There are services, teams, .* and leaving"):
        sections.checked("service")
    with pytest.raises(VerdictNotFoundError, match="There are across and within"):
        sections.checked("cycles", "blocked")
