"""`ensemble whatif`: what changes would come to that nobody has made."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from app import check, config, overlay_file
from app.alignment import told
from app.alignment.autonomy import Hold
from app.alignment.comparison import Comparison
from app.alignment.overlay import Overlay
from app.cli import failures, opening, output, wording
from app.entities import Ref
from app.errors import ConfigurationError
from app.overlay_file import Written
from app.problems import Problem, Severity
from app.questions import whatif
from app.questions.whatif import Answer
from app.reading import path_shown
from app.reports import plain
from app.sources.folder import Folder

_FEW = 5


@click.command("whatif")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "paths",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Take the descriptors in this file or folder, and no database; may be given several times.",
)
@output.as_json
@click.pass_context
def command(ctx: click.Context, file: Path, paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Say what would be if the changes in FILE were made: teams merged or split, needs softened, things gone."""
    written = _written(file)
    # Where nothing of a file can be read, there is no sense in working out what it changes.
    answer = _answer(written.overlay, paths) if written.overlay.changes or not written.problems else None
    problems = (*written.problems, *(answer.problems if answer else ()))
    if as_json:
        comparison = told.plain(answer.comparison) if answer else None
        output.data({"problems": [plain.problem(each) for each in problems], "comparison": comparison})
    else:
        _say(answer, problems)
    if any(problem.severity is Severity.ERROR for problem in problems):
        ctx.exit(failures.FOUND)


def _written(path: Path) -> Written:
    if path.is_dir():
        raise ConfigurationError(f"{path} is a folder. Name a file of changes.")
    written = overlay_file.of(Folder(path.parent), path.name, path_shown(str(path)))
    if written is None:
        raise ConfigurationError(f"{path} is not there. Name a file of changes.")
    return written


def _answer(overlay: Overlay, paths: Sequence[Path]) -> Answer:
    as_of = datetime.now(UTC).date()
    if not paths:
        with opening.catalog() as session:
            return whatif.asked(session, overlay, as_of)
    with output.progress("Reading") as progress:
        seen = check.seen(paths, exclude=config.from_environment(os.environ).exclude, progress=progress)
    return whatif.of(seen.reading.catalog(as_of), seen.policy, overlay)


def _say(answer: Answer | None, problems: Sequence[Problem]) -> None:
    for problem in problems:
        output.aside(str(problem))
    if answer is None:
        return
    found = answer.comparison
    if found.is_empty:
        output.line("Nothing would be any different.")
        return
    now, then = found.before, found.after
    output.line(f"{now.alone} of {now.services} services can run on their own; {then.alone} of {then.services} could.")
    if now.hard != then.hard:
        output.line(f"{wording.many(now.hard, 'hard need')} between teams; there would be {then.hard}.")
    if found.nearer:
        output.line(f"{wording.many(found.nearer, 'more service')} would be held back by less than now.")
    output.table(("", "What", "Now", "Then", "Because"), _rows(found))


def _rows(found: Comparison) -> Iterator[tuple[str, ...]]:
    for service in found.services:
        yield "service", service.ref.short, service.before, service.after or "gone", _why(service.freed, service.held)
    for team in found.teams:
        yield "team", team.ref.short, team.before or "none", team.after or "gone", ""
    for circle in found.circles:
        before = _circle(circle.before, circle.teams_before)
        yield "circle", circle.first.short, before, _circle(circle.after, circle.teams_after), ""
    for pair in found.pairs:
        yield "hard needs", f"{pair.source.short} of {pair.target.short}", str(pair.before), str(pair.after), ""
    gone = {service.ref for service in found.services if not service.after}
    for promise in found.promises:
        # Of a thing that promises something there is always something to tell, unless it is gone.
        is_gone = promise.ref in gone or (promise.promised is not None and not promise.verdict_after)
        after = "gone" if is_gone else _percent(promise.after)
        yield "may promise", promise.ref.short, _percent(promise.before), after, ""
    for store in found.stores:
        before = _flags(store.before, store.flags_before)
        yield "store", store.ref.short, before, _flags(store.after, store.flags_after), ""


def _why(freed: Sequence[Hold], held: Sequence[Hold]) -> str:
    """What holds back a service no more, and what does from then on."""
    said = (("no more", freed), ("from then on", held))
    return "; ".join(f"{when}: {', '.join(map(_hold, holds))}" for when, holds in said if holds)


def _hold(hold: Hold) -> str:
    return f"{hold.kind} {hold.target.short}"


def _circle(size: int, teams: Sequence[Ref]) -> str:
    if not size:
        return "none"
    first = ", ".join(team.declared for team in teams[:_FEW])
    more = f" and {len(teams) - _FEW:,} more" if len(teams) > _FEW else ""
    return f"{wording.many(size, 'thing')}: {first}{more}"


def _percent(value: float | None) -> str:
    return "anything" if value is None else f"{value:g} %"


def _flags(verdict: str, flags: Sequence[str]) -> str:
    return " ".join(flags) or verdict or "gone"
