"""`ensemble cycles`: circles of hard needs, and the fewest needs to soften until there is none."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from app.cli import wording
from app.cli.alignment import asking
from app.cli.alignment.asking import Found, Listing
from app.questions.alignment import Told


@click.command("cycles")
@asking.options
def command(**asked: Any) -> None:
    """Say what needs itself in a circle, who has to move together, and which needs to soften.

    A cut is exact where it is proven that no fewer needs will do; else it says how many at the least.
    """
    asking.answer(_CYCLES, asked)


def _says(found: Found) -> Iterator[str]:
    if not found.total:
        yield "There is no circle of hard needs."
        return
    circles = wording.many(found.total, "circle")
    yield f"{circles} of hard needs: {found.of('across'):,} through several teams, {found.of('within'):,} within one."


def _cells(row: Told) -> Sequence[str]:
    return (
        row["verdict"],
        asking.short(row["first"]),
        wording.many(row["size"], "thing"),
        asking.shorts(row["teams"]),
        "; ".join(_softened(each) for each in row["cut"]),
        _sureness(row),
    )


def _softened(need: Told) -> str:
    assumed = " (assumed)" if need["assumed"] else ""
    return f"{asking.short(need['source'])} needs {asking.short(need['target'])}{assumed}"


def _sureness(row: Told) -> str:
    if not row["opens"]:
        return "opens it in part: a circle is left that cannot be cut"
    return "exact" if row["exact"] else f"{row['softenings']:,}, where at least {row['least']:,} will be needed"


_CYCLES = Listing("cycles", _says, ("Verdict", "Circle from", "Of", "Teams", "Soften", "How sure"), _cells)
