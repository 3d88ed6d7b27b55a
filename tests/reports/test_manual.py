"""The manual as Markdown."""

import re
from dataclasses import replace

import pytest

from app.problems import Severity
from app.reports import manual as markdown
from app.rules import manual
from app.rules.manual import Manual

ONE = Manual(
    rule="it-holds",
    title="It holds.",
    passes="this.",
    fails="that.",
    why="it matters.",
    write="what is missing.",
    severity=Severity.GAP,
    bearing="Somebody has to act.",
    fires="a: 1\n",
    silent="a: 2\n",
    numbers={"share": (0.25, "how much is too much"), "teams": (10.0, "how many there have to be")},
)

PAGE = """\
# it-holds

It holds.

**Severity:** gap. Somebody has to act.

**Passes:** this.

**Fails:** that.

**Why:** it matters.

**What to write:** what is missing.

| threshold | default | meaning |
|---|---|---|
| `share` | 0.25 | how much is too much |
| `teams` | 10 | how many there have to be |

It finds something here:

```yaml
a: 1
```

And nothing here:

```yaml
a: 2
```
"""


def test_a_page():
    """A page has all its parts, and a table of thresholds where there are any."""
    assert markdown.page(ONE) == PAGE


def test_a_page_without_thresholds():
    """A rule without thresholds has no table of them."""
    assert "|" not in markdown.page(replace(ONE, numbers={}))


def test_a_manual():
    """The whole has one table of all rules with links to their pages, which follow under smaller headings."""
    whole = markdown.whole([ONE, ONE])

    assert whole.count("| [`it-holds`](#it-holds) | gap | It holds. |\n") == 2
    assert whole.count(f"\n#{PAGE}") == 2


@pytest.mark.parametrize("page", [pytest.param(page, id=page.rule) for page in manual.pages()])
def test_every_page_reads_as_it_was_written(page):
    """Lines stay about as long as their modules have them, and no text breaks a table or an example."""
    text = markdown.page(page)

    assert len(re.findall("^```", text, re.MULTILINE)) == 4
    assert [line for line in text.splitlines() if len(line) > 140] == []
    assert [row for row in re.findall(r"^\|.*$", text, re.MULTILINE) if row.count("|") != 4] == []
