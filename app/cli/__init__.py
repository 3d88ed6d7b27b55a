"""The command line, `ensemble`: a module a command, imported when it is asked for.

So `ensemble check`, which runs in every pull request, loads neither a web framework nor a database.
"""

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Any

import click

from app.cli import failures

COMMANDS: Mapping[str, str] = {
    "autonomy": "alignment.autonomy",
    "check": "checking",
    "coupling": "alignment.coupling",
    "cycles": "alignment.cycles",
    "data": "alignment.data",
    "db": "migrating",
    "digest": "digest",
    "explain": "explaining",
    "gaps": "gaps",
    "graph": "graph",
    "impact": "impact",
    "leaving": "alignment.leaving",
    "list": "listing",
    "observability": "alignment.observability",
    "owner": "owner",
    "promises": "alignment.promises",
    "rules": "rules",
    "search": "searching",
    "serve": "serving",
    "show": "showing",
    "sync": "syncing",
    "whatif": "whatif",
}
"""Every command and the module it stands in."""


class Commands(click.Group):
    """A group whose commands are imported one by one, and whose failures end in exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, as the help lists them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, from its module."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"app.cli.{COMMANDS[cmd_name]}").command
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever it raises is told once, here."""
        with failures.told(debug=ctx.params["debug"]):
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("ensemble-catalog"), prog_name="Ensemble")
@click.option("--debug", is_flag=True, help="Show where an internal error came from.")
def main(*, debug: bool) -> None:
    """Who owns what, what needs what, and what is missing.

    Settings come from the environment; docs/settings.md lists them.
    """
    del debug
