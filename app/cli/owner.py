"""`ensemble owner`: who answers for something, and how to reach them."""

from collections.abc import Iterator

import click

from app.cli import opening, output, wording
from app.questions import names, owner
from app.questions.contacts import Contact
from app.questions.owner import Owner

_MOST_MEMBERS = 12
"""How many people of a team are named, so that the answer stays on one screen."""


@click.command("owner")
@click.argument("name")
@output.as_json
def command(name: str, *, as_json: bool) -> None:
    """Say who owns NAME, and how to reach them.

    NAME is a reference, such as component:payments, or a bare name where only one entity has it.
    """
    with opening.catalog() as session:
        answer = owner.of(session, names.resolve(session, name))
    if as_json:
        output.data(answer)
    else:
        output.table(("", ""), lines(answer))


def lines(answer: Owner) -> Iterator[tuple[str, str]]:
    """The answer as pairs of a label and a text, the most urgent first."""
    yield answer.about.title, wording.facts(answer.about)
    if answer.owner is None:
        yield "Owner", "nobody"
    else:
        yield "Owner", wording.named(answer.owner)
    if answer.inherited_from is not None:
        yield "", f"inherited from {wording.named(answer.inherited_from)}"
    if answer.on_call is not None:
        yield "On call", _way(answer.on_call)
    for number, contact in enumerate(answer.contacts):
        yield "" if number else "Ask", _way(contact)
    if not answer.reachable:
        yield "Ask", "no contact is written down"
    if answer.members:
        shown = ", ".join(member.title for member in answer.members[:_MOST_MEMBERS])
        left_out = len(answer.members) - _MOST_MEMBERS
        yield "Members", f"{shown} and {left_out:,} more" if left_out > 0 else shown


def _way(contact: Contact) -> str:
    title = f", {contact.title}" if contact.title else ""
    return f"{contact.value} ({contact.type}{title})"
