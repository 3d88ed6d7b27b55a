"""`ensemble show`: one entity, on one screen."""

from collections.abc import Iterator
from itertools import groupby

import click

from app.cli import opening, output, wording
from app.cli.owner import lines as owner_lines
from app.questions import entity, names
from app.questions.entity import About


@click.command("show")
@click.argument("name", metavar="REF")
@output.as_json
def command(name: str, *, as_json: bool) -> None:
    """Show everything about REF: who owns it, what it touches, what is missing, where it is written."""
    with opening.catalog() as session:
        answer = entity.about(session, names.resolve(session, name))
    if as_json:
        output.data(answer)
    else:
        output.table(("", ""), _lines(answer))


def _lines(answer: About) -> Iterator[tuple[str | output.Cell, str]]:
    yield from owner_lines(answer.owner)
    description = answer.entity.metadata.get("description")
    if isinstance(description, str) and description:
        yield "About", description
    yield "Written at", str(answer.entity.position)
    if answer.stale is not None:
        yield "Stale", f"since {answer.stale.since:%Y-%m-%d %H:%M} UTC: {answer.stale.reason}"
    for relation, related in groupby(answer.relations, key=lambda each: each.type):
        for number, each in enumerate(related):
            yield "" if number else relation, wording.named(each.target)
    if answer.relations_left_out:
        yield "", f"and {answer.relations_left_out:,} more"
    for gap in answer.gaps:
        yield output.severity(gap.severity), f"{gap.message} {gap.remedy} [{gap.code}] {gap.position}"
