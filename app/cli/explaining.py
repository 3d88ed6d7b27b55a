"""`ensemble explain`: the manual page of a rule, or what a code means."""

import click

from app.cli import output
from app.entities import fold
from app.errors import RuleNotFoundError
from app.problems import CODES
from app.questions import codes
from app.reports import manual as markdown
from app.rules import RULES, manual


@click.command("explain")
@click.argument("name", metavar="RULE")
@output.as_json
def command(name: str, *, as_json: bool) -> None:
    """Print the manual page of RULE with its examples, or what a code such as yaml-syntax means."""
    found = fold(name)
    if found in RULES:
        page = manual.page(found)
        if as_json:
            output.data(page)
        else:
            click.echo(markdown.page(page), nl=False)
    elif found in CODES:
        severity, says = CODES[found]
        if as_json:
            output.data({"code": found, "severity": severity, "says": says})
        else:
            output.line(f"{found}, {severity}: {says}")
    else:
        raise RuleNotFoundError(name, codes.near(name))
