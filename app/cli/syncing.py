"""`ensemble sync`: the database made to hold what a source holds."""

from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session, sessionmaker

from app import sync
from app.cli import failures, opening, output, wording
from app.config import Config
from app.problems import Severity
from app.questions.tally import Tally
from app.reading import Cache, Progress
from app.sources.folder import Folder
from app.store.source import Origin
from app.sync import Outcome

SOURCE = "catalog"
"""What the one source is called that the command line reads: another folder takes the place of the last."""

source = click.option(
    "--source",
    type=click.Path(path_type=Path),
    default=Path("catalog"),
    show_default=True,
    help="The folder whose descriptors to read, with all below it.",
)


@click.command("sync")
@source
@click.option("--wait", type=click.FloatRange(0), default=0, help="Seconds to wait for a sync that is running.")
@click.option("--strict", is_flag=True, help="Exit with 1 when a descriptor has an error.")
@output.as_json
@click.pass_context
def command(ctx: click.Context, source: Path, wait: float, *, strict: bool, as_json: bool) -> None:
    """Read a source, and make the database hold what it holds."""
    settings = opening.settings()
    sessions = opening.sessions(settings)
    with output.progress("Reading") as progress:
        outcome = run(sessions, settings, source, wait=wait, progress=progress)
    if as_json:
        output.data(outcome)
    else:
        output.line(summary(outcome))
    if strict and any(problem.severity is Severity.ERROR for problem in outcome.problems):
        ctx.exit(failures.FOUND)


def run(  # noqa: PLR0913 - what a sync is told
    sessions: sessionmaker[Session],
    settings: Config,
    folder: Path,
    *,
    cache: Cache | None = None,
    wait: float = 0,
    progress: Progress | None = None,
) -> Outcome:
    """One sync of a folder as of today."""
    return sync.sync(
        sessions,
        SOURCE,
        Folder(folder),
        config=settings,
        as_of=datetime.now(UTC).date(),
        origin=Origin("folder", folder.resolve().name),
        cache=cache,
        wait=wait,
        progress=progress,
    )


def summary(outcome: Outcome) -> str:
    """What a sync came to, in one line."""
    changes = outcome.changes
    problems = Tally.of((problem.severity, 1) for problem in outcome.problems)
    changed = f"{changes.added} added, {changes.changed} changed, {changes.removed} removed, {changes.stale} stale"
    return (
        f"Generation {outcome.generation}: {'nothing new' if outcome.unchanged else changed}; "
        f"{wording.many(problems.error, 'error of reading', 'errors of reading')}, "
        f"{wording.many(sum(outcome.findings.values()), 'finding')}."
    )
