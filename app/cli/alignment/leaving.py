"""`ensemble leaving`: what is being left, and what needs it still."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from app.cli import wording
from app.cli.alignment import asking
from app.cli.alignment.asking import Found, Listing
from app.questions.alignment import Told


@click.command("leaving")
@asking.options
def command(**asked: Any) -> None:
    """Say what is replaced, deprecated or has a last day, what takes over, and what needs it still."""
    asking.answer(_LEAVING, asked)


def _says(found: Found) -> Iterator[str]:
    things = wording.many(found.total, "thing")
    are = "is" if found.total == 1 else "are"
    yield f"{things} {are} being left: {found.of('needed'):,} needed still, {found.of('free'):,} free to go."


def _cells(row: Told) -> Sequence[str]:
    return (
        row["verdict"],
        asking.short(row["ref"]),
        asking.short(row["owner"]),
        ", ".join(row["why"]),
        asking.shorts(row["successors"]),
        row["sunset"] or "",
        f"{row['hard']:,} hard, {row['soft']:,} soft" if row["needs"] else "",
        ", ".join(asking.short(each["team"]) or "nobody" for each in row["teams"]),
    )


_LEAVING = Listing(
    "leaving", _says, ("Verdict", "Thing", "Team", "Why", "Successors", "Last day", "Needs", "Whose"), _cells
)
