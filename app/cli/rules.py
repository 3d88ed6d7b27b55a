"""`ensemble rules`: what is looked for, and how severe the policy takes it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from app import check
from app.cli import output
from app.cli.syncing import SOURCE
from app.policy import DEFAULT, FILE, Policy
from app.problems import Severity
from app.reports import manual as markdown
from app.rules import manual


class Line(NamedTuple):
    """A rule as the policy has it; `holds` is what is so where it is silent."""

    rule: str
    severity: Severity
    enabled: bool
    holds: str


@click.command("rules")
@click.option(
    "--policy",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"Severities are those of this policy.  [default: {SOURCE}/{FILE}, where it is there]",
)
@click.option("--markdown", "as_markdown", is_flag=True, help="Print the manual of all rules instead, as Markdown.")
@output.as_json
def command(path: Path | None, *, as_markdown: bool, as_json: bool) -> None:
    """List the rules: what each is called, how severe it is here, and what holds where it finds nothing."""
    if as_markdown:
        click.echo(markdown.whole(manual.pages()), nl=False)
        return
    lines = list(_lines(_policy(path)))
    if as_json:
        output.data(lines)
    else:
        output.table(("Rule", "Severity", "What holds where it is silent"), map(_cells, lines))


def _policy(path: Path | None) -> Policy:
    """The policy that is named, or else the one at hand; what is wrong with it is told beside the answer."""
    at_hand = Path(SOURCE, FILE)
    if path is None and not at_hand.exists():
        return DEFAULT
    written = check.policy_at(path or at_hand)
    for problem in written.problems:
        output.aside(str(problem))
    return written.policy


def _lines(policy: Policy) -> Iterator[Line]:
    for page in manual.pages():
        severity = policy.severities.get(page.rule, page.severity)
        yield Line(page.rule, severity, page.rule not in policy.off, page.title)


def _cells(line: Line) -> tuple[str | output.Cell, ...]:
    return (line.rule, output.severity(line.severity) if line.enabled else "off", line.holds)
