"""What these commands have in common: which rows are asked for, and how they are printed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import click
from sqlalchemy.orm import Session

from app.cli import opening, output
from app.entities import Ref
from app.errors import EntityNotFoundError
from app.questions import alignment, names, sections
from app.questions.alignment import Told, Wanted
from app.reports import alignment as tables
from app.reports import csv

Command = TypeVar("Command", bound=Callable[..., Any])

_MOST_TEAMS = 20

NOTHING_YET = "Nothing is worked out yet. `ensemble sync` reads descriptors and does that."


class Found(NamedTuple):
    """What is asked for: `rows` of the wanted verdict, and of any verdict how many come to each.

    `share` and `coverage` are those of the whole, whichever team is asked for.
    """

    rows: Sequence[Told]
    verdicts: Mapping[str, int]
    team: Ref | None
    share: Told
    coverage: Told

    @property
    def total(self) -> int:
        """How many there are of any verdict."""
        return sum(self.verdicts.values())

    def of(self, *verdicts: str) -> int:
        """How many come to one of these."""
        return sum(self.verdicts.get(verdict, 0) for verdict in verdicts)


@dataclass(frozen=True)
class Listing:
    """How a section is told: in sentences, then in a table with these titles, if any, and of each row these cells."""

    section: str
    says: Callable[[Found], Iterable[str]]
    titles: Sequence[str]
    cells: Callable[[Told], Sequence[str]]


def options(command: Command) -> Command:
    """The options that each of these commands has; they come as `asked`, in keywords."""
    for option in (
        output.as_json,
        click.option("--csv", "as_csv", is_flag=True, help="Print CSV."),
        click.option("--verdict", default="", help="Only what comes to this, such as blocked."),
        click.option("--team", help="Only what this team has to see to."),
    ):
        command = option(command)
    return command


def answer(listing: Listing, asked: Mapping[str, Any], name: str = "") -> None:
    """Print a section as it is asked for, or only what is in it about the thing of this name."""
    if asked["as_json"] and asked["as_csv"]:
        raise click.UsageError("Write --json or --csv.")
    sections.checked(listing.section, asked["verdict"])
    with opening.catalog() as session:
        found = _found(session, listing.section, asked, name)
    if asked["as_json"]:
        output.data(found.rows if found else [])
    elif asked["as_csv"]:
        click.echo(csv.render(*tables.table(listing.section, found.rows if found else ())), nl=False)
    elif found is None:
        output.line(NOTHING_YET)
    else:
        for sentence in listing.says(found):
            output.line(sentence)
        if listing.titles:
            output.table(listing.titles, map(listing.cells, found.rows))


def _found(session: Session, section: str, asked: Mapping[str, Any], name: str) -> Found | None:
    """What is asked for; nothing before the first sync."""
    share, coverage = alignment.share(session), alignment.coverage(session)
    if share is None or coverage is None:
        return None
    team = Ref.parse(asked["team"], "group") if asked["team"] else None
    about = names.resolve(session, name, names.NEEDY) if name else None
    counted = alignment.found(session, Wanted(section, team=team, about=about, size=1))
    if team is not None and not counted.total:
        _is_there(session, team)
    rows = alignment.rows(session, Wanted(section, asked["verdict"], team, about))
    return Found(list(rows), counted.verdicts, team, share, coverage)


def _is_there(session: Session, team: Ref) -> None:
    """Refuse a team that nobody declares and that has nothing, with those that there are."""
    try:
        names.listed(session, team)
    except EntityNotFoundError as error:
        if error.near:
            raise
        teams = [short(row["ref"]) for row in alignment.rows(session, Wanted("teams"))]
        there = f"There are {', '.join(teams[:_MOST_TEAMS])}." if teams else "There is none."
        more = f" And {len(teams) - _MOST_TEAMS:,} more." if len(teams) > _MOST_TEAMS else ""
        raise click.BadParameter(f"There is no team {team.short}. {there}{more}") from error


def short(ref: str | None) -> str:
    """The shortest text of a reference; empty for nobody."""
    return Ref.parse(ref).short if ref else ""


def shorts(refs: Iterable[str]) -> str:
    """The same of several, with commas between them."""
    return ", ".join(map(short, refs))


def percent(value: float | None) -> str:
    """A share in percent; empty where there is none."""
    return "" if value is None else f"{value:.8g} %"


def counts(found: Found, words: Mapping[str, str]) -> Iterator[str]:
    """How many come to each verdict that any comes to, in the words for it."""
    for verdict, word in words.items():
        if found.of(verdict):
            yield f"{found.of(verdict):,} {word}"
