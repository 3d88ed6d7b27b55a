"""`ensemble autonomy`: which services could run on their own, and what holds back the others."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from app.cli import wording
from app.cli.alignment import asking
from app.cli.alignment.asking import Found, Listing
from app.questions.alignment import Told


@click.command("autonomy")
@click.option("--teams", is_flag=True, help="Which teams could.")
@click.option("--freeing", is_flag=True, help="Which single changes would free services.")
@asking.options
def command(*, teams: bool, freeing: bool, **asked: Any) -> None:
    """Say which services could run on their own, and what holds back the others."""
    if teams and freeing:
        raise click.UsageError("Write --teams or --freeing.")
    asking.answer(_TEAMS if teams else _FREEING if freeing else _SERVICES, asked)


def _services(found: Found) -> Iterator[str]:
    alone, blocked = found.of("independent", "degraded"), found.of("blocked")
    are = "is" if blocked == 1 else "are"
    yield (
        f"{alone:,} of {wording.many(found.total, 'service')} could run on their own, "
        f"{found.of('degraded'):,} of these with less; {blocked:,} {are} blocked."
    )
    if found.team is None and found.share["aloneIfSoft"] != found.share["alone"]:
        yield f"{found.share['aloneIfSoft']:,} could, if every need that nobody wrote more of were soft."


def _service(row: Told) -> Sequence[str]:
    held = "; ".join(map(_hold, row["holds"]))
    return row["verdict"], asking.short(row["ref"]), str(row["tier"] or ""), asking.short(row["owner"]), held


def _hold(hold: Told) -> str:
    target, teams = asking.short(hold["target"]), asking.shorts(hold["teams"])
    assumed = ", assumed" if hold["assumed"] else ""
    return {
        "need": f"needs {target} of {teams or 'nobody'}{assumed}",
        "through": f"needs {target}, which is held back{assumed}",
        "store": f"writes {target} beside {teams}",
        "circle": f"in a circle with {target}",
    }[hold["kind"]]


def _teams(found: Found) -> Iterator[str]:
    alone = found.of("independent", "degraded")
    yield f"{alone:,} of {wording.many(found.total, 'team')} could run on their own; {found.of('blocked'):,} could not."


def _team(row: Told) -> Sequence[str]:
    return (
        row["verdict"],
        asking.short(row["ref"]),
        f"{row['independent'] + row['degraded']} of {row['services']}",
        str(row["hard"]),
        str(row["needed"]),
        asking.shorts(each["team"] for each in row["waitsFor"]),
    )


def _freeing(found: Found) -> Iterator[str]:
    changes = wording.many(found.total, "single change")
    yield f"{changes} would free services, since nothing else holds these back."


def _change(row: Told) -> Sequence[str]:
    target = asking.short(row["target"])
    what = f"{asking.short(row['source'])} needs {target} softly" if row["source"] else f"one team writes {target}"
    assumed = "assumed" if row["assumed"] else ""
    return str(row["frees"]), what, asking.short(row["owner"]), asking.shorts(row["services"]), assumed


_SERVICES = Listing("services", _services, ("Verdict", "Service", "Tier", "Team", "Held back, since it"), _service)
_TEAMS = Listing(
    "teams", _teams, ("Verdict", "Team", "Services alone", "Hard needs", "Needed by others", "Waits for"), _team
)
_FREEING = Listing("freeing", _freeing, ("Frees", "If", "Who acts", "Services", ""), _change)
