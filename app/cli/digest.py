"""`ensemble digest`: what a team should hear of its things, as a text to send."""

from datetime import UTC, datetime

import click

from app.cli import opening, output
from app.entities import Ref
from app.questions import digest
from app.reports.digest import FORMATS


@click.command("digest")
@click.argument("team")
@click.option(
    "--format", "style", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="How to write it."
)
@output.as_json
def command(team: str, style: str, *, as_json: bool) -> None:
    """Say how TEAM stands, what to mend first, what is new and what ended.

    The text can be sent to the team's channel as it is. TEAM is a name, such as payments, or a reference.
    """
    with opening.catalog() as session:
        found = digest.of(session, Ref.parse(team, "group"), datetime.now(UTC))
    if as_json:
        output.data(found)
    else:
        click.echo(FORMATS[style](found), nl=False)
