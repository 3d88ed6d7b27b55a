"""A rule's page in its parts."""

import pytest

from app.problems import Severity
from app.rules import RULES, manual


def test_a_page_in_its_parts():
    """Each part is one paragraph without its heading; the title is what holds."""
    page = manual.page("owner-missing")

    assert page.title == "Everything that runs, or that others build on, names its owner."
    assert page.passes.startswith("a Component, API, Resource, System or Domain with any text in `spec.owner`.")
    assert page.fails.startswith("`owner` is absent, empty or null,")
    assert page.why.endswith("the descriptor is where people look.")
    assert page.write.startswith("`owner: group:<team>` under `spec`.")
    assert page.bearing == "The descriptor is not wrong; somebody has to decide."
    assert (page.severity, page.numbers) == (Severity.GAP, {})
    assert "\n" not in page.passes + page.fails + page.why + page.write + page.bearing


@pytest.mark.parametrize("name", RULES)
def test_no_part_is_empty(name):
    """Every rule says all of it."""
    page = manual.page(name)

    assert all((page.title, page.passes, page.fails, page.why, page.write, page.bearing, page.fires, page.silent))
    assert all(default >= 0 and meaning for default, meaning in page.numbers.values())


def test_what_is_no_rule_has_no_page():
    """Only rules have pages."""
    with pytest.raises(KeyError):
        manual.page("nosuch")
