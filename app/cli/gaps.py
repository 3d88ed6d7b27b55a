"""`ensemble gaps`: what is missing or wrong, and what to do about it."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

import click
from sqlalchemy.orm import Session

from app.cli import opening, output, wording
from app.entities import Ref
from app.problems import CODES, Severity
from app.questions import gaps
from app.questions.gaps import Gap, Wanted
from app.rules import RULES

_AT_ONCE = 500


def _known(_: click.Context, __: click.Parameter, rule: str) -> str:
    """Refuse what is neither a rule nor a code: an empty list would read as if all were well."""
    if rule and rule not in RULES and rule not in CODES:
        near = get_close_matches(rule, [*RULES, *CODES], n=1)
        hint = f"Did you mean {near[0]}?" if near else "`ensemble rules` lists the rules, docs/findings.md the codes."
        raise click.BadParameter(f"{rule} is neither a rule nor a code. {hint}")
    return rule


@click.command("gaps")
@click.option("--rule", default="", callback=_known, help="Only this rule or code, such as owner-missing.")
@click.option("--team", help="Only what this team owns, and the team itself.")
@click.option("--severity", type=click.Choice([each.value for each in Severity]), help="Only this severity.")
@click.option("--kind", default="", help="Only entities of this kind.")
@output.as_json
def command(rule: str, team: str | None, severity: str | None, kind: str, *, as_json: bool) -> None:
    """List findings of rules and problems of reading, worst first."""
    wanted = Wanted(
        rule,
        Ref.parse(team, "group") if team else None,
        Severity(severity) if severity else None,
        kind,
        size=_AT_ONCE,
    )
    with opening.catalog() as session:
        found = list(_all(session, wanted))
    if as_json:
        output.data(found)
    else:
        output.table(("Severity", "Rule", "About", "Owner", "What is so, and what to do", "Where"), map(_cells, found))


def _all(session: Session, wanted: Wanted) -> Iterator[Gap]:
    page = gaps.found(session, wanted)
    yield from page.gaps
    for number in range(2, page.pages + 1):
        yield from gaps.found(session, replace(wanted, page=number)).gaps


def _cells(gap: Gap) -> tuple[str | output.Cell, ...]:
    return (
        output.severity(gap.severity),
        gap.code,
        wording.reference(gap.about),
        wording.reference(gap.owner),
        f"{gap.message} {gap.remedy}".rstrip(),
        str(gap.position),
    )
