"""What the docs list is what the program has, neither more nor less."""

import re
from pathlib import Path

from app.api.catalog import pages as catalog_pages
from app.config import SETTINGS
from app.problems import CODES
from app.questions import gaps, graph, proposal, search
from app.rules import RULES
from app.store import fields, predicates

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


def test_links_to_headings_lead_somewhere():
    """A link to a part of a page names one of its headings."""
    dead = [
        f"{page.name}: {target}#{heading}"
        for page in DOCS.glob("*.md")
        for target, heading in re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", page.read_text())
        if heading not in headings(page.parent / target if target else page)
    ]

    assert dead == []


def headings(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_limits_of_the_api_are_those_of_the_code():
    """The page of the API tells the numbers that the code has."""
    page = (DOCS / "api.md").read_text()
    limits = page.split("\n## Limits\n", 1)[1].split("\n## ", 1)[0]
    told = [
        f"{catalog_pages.PAGE} entities unless",
        f"{predicates.MOST:,} values, {predicates.DEEPEST} predicates",
        f"a key or value to filter by | {fields.LONGEST} characters",
        f"({gaps.PAGE} unless said), `page`",
        f"({search.PAGE} unless said), `offset`",
        f"{graph.AT_ONCE} things in `from` and `to` together, `depth` {graph.DEEPEST}",
        f"names {proposal.MOST_NAMED:,} other entities",
    ]

    assert [each for each in told if each not in limits] == []
