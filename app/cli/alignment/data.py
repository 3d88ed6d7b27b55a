"""`ensemble data`: whose data is whose, and what stands in the way of one team deciding on it."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from app.cli import wording
from app.cli.alignment import asking
from app.cli.alignment.asking import Found, Listing
from app.questions import sections
from app.questions.alignment import Told


@click.command("data")
@asking.options
def command(**asked: Any) -> None:
    """Say who writes and reads each data store, and which are shared, bypassed, unowned or unclassified."""
    asking.answer(_STORES, asked)


def _says(found: Found) -> Iterator[str]:
    words = {verdict: verdict for verdict in sections.VERDICTS["stores"]}
    stores = wording.many(found.total, "data store")
    yield f"{stores}{': ' if found.total else ''}{', '.join(asking.counts(found, words))}."


def _cells(row: Told) -> Sequence[str]:
    return (
        ", ".join(row["flags"]) or row["verdict"],
        asking.short(row["ref"]),
        asking.short(row["owner"]),
        row["classification"],
        *(_users(row[way]) for way in ("writers", "readers", "unsaid")),
    )


def _users(users: Told) -> str:
    if not users["number"]:
        return ""
    of = f" of {asking.shorts(users['teams'])}" if users["teams"] else ""
    return f"{users['number']:,}{of}"


_STORES = Listing(
    "stores", _says, ("Verdict", "Store", "Team", "Classification", "Writers", "Readers", "Do not say which"), _cells
)
