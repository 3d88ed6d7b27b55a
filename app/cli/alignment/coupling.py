"""`ensemble coupling`: which team needs which, how well boundaries hold, and what is on the wrong side of one."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from app.cli import wording
from app.cli.alignment import asking
from app.cli.alignment.asking import Found, Listing
from app.questions.alignment import Told


@click.command("coupling")
@click.option("--groups", is_flag=True, help="How well systems and domains hold together.")
@click.option("--strays", is_flag=True, help="What needs mostly what is in another system.")
@asking.options
def command(*, groups: bool, strays: bool, **asked: Any) -> None:
    """Say which team needs which, and where that contradicts how they say that they work with others."""
    if groups and strays:
        raise click.UsageError("Write --groups or --strays.")
    asking.answer(_GROUPS if groups else _STRAYS if strays else _PAIRS, asked)


def _pairs(found: Found) -> Iterator[str]:
    words = {
        "contradicts": "hard against what the teams say they are",
        "circle": "hard, and the other way, too",
        "hard": "hard",
        "soft": "only softly",
    }
    pairs = wording.many(found.total, "time")
    yield f"A team needs another {pairs}{': ' if found.total else ''}{'; '.join(asking.counts(found, words))}."


def _pair(row: Told) -> Sequence[str]:
    assumed = f" ({row['assumed']:,} assumed)" if row["assumed"] else ""
    return (
        row["verdict"],
        asking.short(row["source"]),
        asking.short(row["target"]),
        f"{row['hard']:,}{assumed}",
        str(row["soft"]),
        row["reason"],
    )


def _groups(found: Found) -> Iterator[str]:
    yield (
        f"{found.of('cohesive'):,} of {found.total:,} systems and domains hold together what needs each other; "
        f"{found.of('loose'):,} have more ends of needs beyond than inside."
    )


def _group(row: Told) -> Sequence[str]:
    numbers = (str(row[name]) for name in ("parts", "inside", "leaving", "arriving"))
    return row["verdict"], asking.short(row["ref"]), *numbers, asking.percent(row["share"]), asking.shorts(row["teams"])


def _strays(found: Found) -> Iterator[str]:
    if not found.total:
        yield "Nothing is clearly on the wrong side of a boundary."
    else:
        yield f"{wording.many(found.total, 'thing')} might be better off in another system."


def _stray(row: Told) -> Sequence[str]:
    refs = (asking.short(row[name]) for name in ("ref", "owner", "system", "better"))
    return row["verdict"], *refs, f"{row['there']} of {row['neighbours']}, {row['inside']} in its own"


_PAIRS = Listing("pairs", _pairs, ("Verdict", "Team", "Needs", "Hard", "Soft", "Why not"), _pair)
_GROUPS = Listing(
    "groups", _groups, ("Verdict", "Group", "Parts", "Inside", "Leaving", "Arriving", "Share inside", "Teams"), _group
)
_STRAYS = Listing("strays", _strays, ("Verdict", "Thing", "Team", "System", "Better in", "Neighbours there"), _stray)
