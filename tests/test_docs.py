"""What the docs list is what the program has, neither more nor less."""

import re
from dataclasses import fields as parts
from pathlib import Path

from app import policy_file
from app.alignment import coupling
from app.api.catalog import pages as catalog_pages
from app.cli import COMMANDS
from app.config import SETTINGS
from app.measures import MEASURES
from app.policy import DEFAULT, Policy
from app.problems import CODES
from app.questions import alignment, gaps, graph, proposal, search, sections, trend
from app.reports import manual as markdown
from app.reports import prometheus
from app.rules import manual
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
    """The page of rules is what `make manual` writes from their modules."""
    assert (DOCS / "rules.md").read_text() == markdown.whole(manual.pages())


def test_the_page_of_the_policy_has_all_that_it_may_say():
    """Its example has no mistake and leaves nothing at its default, and every key has a heading."""
    page = (DOCS / "policy.md").read_text()
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    written = policy_file.read("policy.yaml", example.encode())

    assert written.problems == ()
    assert [
        part.name for part in parts(Policy) if getattr(written.policy, part.name) == getattr(DEFAULT, part.name)
    ] == []
    assert re.findall(r"^## `(\w+)`$", page, re.MULTILINE) == [*policy_file.KEYS]


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
        f"`/api/alignment` | `size` 500 ({alignment.PAGE} unless said)",
        f"the newest {trend.MOST} points",
        f"({search.PAGE} unless said), `offset`",
        f"{graph.AT_ONCE} things in `from` and `to` together, `depth` {graph.DEEPEST}",
        f"names {proposal.MOST_NAMED:,} other entities",
    ]

    assert [each for each in told if each not in limits] == []


def test_every_measure_is_listed():
    """The page of numbers has each measure with what it is told by, its whole and its meaning, and no other."""
    listed = rows("measures.md", "## Measures")

    assert listed == {
        each.name: [each.by or "-", f"`{each.whole}`" if each.whole else "-", each.unit, each.meaning]
        for each in MEASURES.values()
    }
    assert f"Of very many teams the {prometheus.MOST_TEAMS} that" in (DOCS / "measures.md").read_text()


def test_alignment_is_explained():
    """The page of alignment has every verdict, every command, and the contradictions of the code."""
    page = (DOCS / "alignment.md").read_text()
    told = {f"`{verdict}`" for name in ("services", "stores", "promises") for verdict in sections.VERDICTS[name]}
    told |= {f"`ensemble {name}" for name, module in COMMANDS.items() if module.startswith("alignment.")}

    assert {each for each in told if each not in page} == set()
    for (source, target), reason in coupling.CONTRADICTIONS.items():
        assert f"| {f'`{source}`' if source else 'any'} | `{target}` | {reason} |" in page
