"""`ensemble observability`: how far teams can see what they cannot do without."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from app.cli import wording
from app.cli.alignment import asking
from app.cli.alignment.asking import Found, Listing
from app.questions.alignment import Told


@click.command("observability")
@asking.options
def command(**asked: Any) -> None:
    """Say what is to be seen of each thing, and by how many hard needs other teams have of it."""
    asking.answer(_SIGHTS, asked)


def _says(found: Found) -> Iterator[str]:
    watched = _watched(found)
    if watched["hard"]:
        needs = wording.many(watched["hard"], "hard need")
        yield (
            f"{needs} of other teams' things: {watched['seen']:,} can be watched in full, "
            f"{watched['partly']:,} in part, {watched['dark']:,} not at all."
        )
    else:
        yield "No other team has a hard need of these."
    if watched["demanded"]:
        yield f"{watched['shown']:,} of {watched['demanded']:,} pieces of evidence that tiers demand are there."


def _watched(found: Found) -> Told:
    """What is counted of the team that is asked for, or of everything."""
    if found.team is None:
        whole: Told = found.coverage["whole"]
        return whole
    teams = (each for each in found.coverage["teams"] if each["owner"] == str(found.team))
    return next(teams, {"hard": 0, "demanded": 0})


def _cells(row: Told) -> Sequence[str]:
    return (
        row["verdict"],
        asking.short(row["ref"]),
        str(row["tier"] or ""),
        asking.short(row["owner"]),
        ", ".join(row["watched"]),
        ", ".join(row["lacking"]),
        f"{row['hard']:,} of {wording.many(row['teams'], 'team')}" if row["hard"] else "",
    )


_SIGHTS = Listing(
    "sights", _says, ("Verdict", "Thing", "Tier", "Team", "To be seen", "Lacks", "Hard needs of others"), _cells
)
