"""The manual page of a rule, taken from its module."""

import re
from types import SimpleNamespace

import pytest

from app.problems import Severity
from app.rules import RULES, manual

PAGE = """\
Something holds.

Passes: one thing; in the next line
another.

Fails: the rest.

Why: it matters.

It matters a lot: Why: is said once.

What to write: under `spec`, for example

    owner: payments

Severity: advice. Nobody is stuck.
"""


def rule(**more):
    """A rule as short as it can be."""
    return SimpleNamespace(
        __doc__=PAGE, ID="it-holds", SEVERITY=Severity.ADVICE, FIRES="a: 1\n", SILENT="a: 2\n", **more
    )


def test_a_page_has_its_parts():
    """Each part is what stands behind its word, with the lines, paragraphs and examples it was written with."""
    assert manual.of(rule()) == manual.Manual(
        rule="it-holds",
        title="Something holds.",
        passes="one thing; in the next line\nanother.",
        fails="the rest.",
        why="it matters.\n\nIt matters a lot: Why: is said once.",
        write="under `spec`, for example\n\n    owner: payments",
        severity=Severity.ADVICE,
        bearing="Nobody is stuck.",
        fires="a: 1\n",
        silent="a: 2\n",
        numbers={},
    )


def test_a_page_has_the_thresholds_of_its_rule():
    """A rule with `NUMBERS` tells them on its page."""
    numbers = {"share": (0.25, "how much is too much")}

    assert manual.of(rule(NUMBERS=numbers)).numbers == numbers


@pytest.mark.parametrize("page", [pytest.param(page, id=page.rule) for page in manual.pages()])
def test_every_rule_has_a_whole_page(page):
    """No part is empty or holds the beginning of another, and its severity is said with a reason."""
    texts = (page.title, page.passes, page.fails, page.why, page.write, page.bearing)

    assert manual.page(page.rule) == page
    assert [text for text in texts if not text or re.search(r"^(Passes|Fails|Why|Severity):", text, re.MULTILINE)] == []
    assert "\n" not in page.title


def test_pages_come_in_the_order_of_the_manual():
    """There is one for each rule."""
    assert [page.rule for page in manual.pages()] == [*RULES]
