"""`ensemble check`: files to problems and findings, without a database."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from app import check, config, reports
from app.cli import failures, output
from app.policy import FILE
from app.problems import Severity
from app.reports import notes

_NEVER = "never"

policy = click.option(
    "--policy",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"Judge by this policy, in place of the {FILE} in a folder that is named.",
)


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "style",
    type=click.Choice(list(reports.FORMATS)),
    default="text",
    show_default=True,
    help="How to write what was found.",
)
@click.option("--json", "style", flag_value="json", help="The same as --format json.")
@click.option(
    "--fail-on",
    type=click.Choice([*(each.value for each in Severity), _NEVER]),
    default=Severity.ERROR.value,
    show_default=True,
    help="Exit with 1 when something is as bad as this, or worse.",
)
@policy
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], style: str, fail_on: str, policy: Path | None) -> None:
    """Check the descriptors in PATHS, files or folders, by default this folder and all below it."""
    settings = config.from_environment(os.environ)
    with output.progress("Reading") as progress:
        report = check.check(
            paths or (Path(),),
            as_of=datetime.now(UTC).date(),
            exclude=settings.exclude,
            policy=policy,
            progress=progress,
        )
    click.echo(reports.FORMATS[style](report))
    worst = notes.worst(report)
    if fail_on != _NEVER and worst is not None and worst.rank <= Severity(fail_on).rank:
        ctx.exit(failures.FOUND)
