"""What the docs list is what the program has, neither more nor less."""

import re
from pathlib import Path

from app.config import SETTINGS
from app.problems import CODES
from app.rules import RULES

DOCS = Path(__file__).parent.parent / "docs"


def rows(page: str, heading: str = "") -> dict[str, list[str]]:
    """The rows of the tables below a heading, by the code in their first cell."""
    text = (DOCS / page).read_text()
    below = text.split(heading, 1)[1].split("\n## ")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in below.splitlines() if line[:3] == "| `"
    ]
    return {cell[0].strip("`"): cell[1:] for cell in cells}


def test_every_problem_code_is_listed():
    """The table of problems has each code with its severity and meaning, and no other."""
    listed = rows("findings.md", "## Problems")

    assert listed == {code: [str(severity), meaning] for code, (severity, meaning) in CODES.items()}


def test_every_rule_is_listed():
    """The table of rules has each rule with its severity and the first line of its manual page, and no other."""
    listed = rows("findings.md", "## Rules")

    assert listed == {ID: [str(rule.SEVERITY), (rule.__doc__ or "").split("\n")[0]] for ID, rule in RULES.items()}


def test_every_setting_is_listed():
    """The page of settings names each setting, and no other."""
    listed = rows("settings.md", "# Settings")

    assert set(listed) == set(SETTINGS)


def test_links_between_pages_lead_somewhere():
    """A relative link in the docs, the README or CONTRIBUTING names a file that is there."""
    root = DOCS.parent
    pages = [*DOCS.glob("*.md"), *root.glob("*.md")]
    dead = [
        f"{page.relative_to(root)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())
        if not (page.parent / target).exists()
    ]

    assert dead == []
