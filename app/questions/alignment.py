"""Whether services and teams could run on their own, and what holds them back: as the last sync worked it out.

A row is told as the JSON that is kept of it. What its fields mean, the modules of `app.alignment` say.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy.orm import Session

from app.alignment import survey
from app.entities import Ref
from app.questions import mention, text
from app.questions.mention import Mention
from app.store import queries

SECTIONS = survey.SECTIONS
"""The names of the sections."""

PAGE = 50

_REFERENCE = re.compile(r"(api|component|domain|group|resource|system|user):[^/]+/.+", re.DOTALL)

Told = Mapping[str, Any]
"""A row as JSON has it; references are texts."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of a section: of a verdict, of a team, about one thing. `page` counts from 1."""

    section: str
    verdict: str = ""
    team: Ref | None = None
    about: Ref | None = None
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a section, in the order of lists; `verdicts` counts all rows of these things, of any verdict."""

    name: str
    rows: tuple[Told, ...]
    verdicts: Mapping[str, int]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def found(session: Session, wanted: Wanted) -> Section:
    """One page of a section."""
    team, about = _askable(wanted.team), _askable(wanted.about)
    verdicts = dict(session.execute(queries.alignment_counts(wanted.section, team=team, about=about)).all())
    asked = queries.alignment(wanted.section, verdict=text.askable(wanted.verdict), team=team, about=about)
    rows = session.scalars(asked.limit(wanted.size).offset((wanted.page - 1) * wanted.size))
    total = verdicts.get(wanted.verdict, 0) if wanted.verdict else sum(verdicts.values())
    return Section(wanted.section, tuple(map(orjson.loads, rows)), verdicts, total, wanted.page, wanted.size)


def one(session: Session, section: str, about: Ref) -> Told | None:
    """The first row of a section about one thing; nothing where there is none."""
    return next(iter(found(session, Wanted(section, about=about, size=1)).rows), None)


def rows(session: Session, wanted: Wanted) -> Iterator[Told]:
    """Every row of a section, whatever page is wanted."""
    asked = queries.alignment(
        wanted.section, verdict=text.askable(wanted.verdict), team=_askable(wanted.team), about=_askable(wanted.about)
    )
    return map(orjson.loads, session.scalars(asked))


@dataclass(frozen=True, slots=True)
class Matrix:
    """The teams that are most tied to others, in an order in which clusters show, and what each needs of each.

    `needs` has rows of the section `pairs` by who needs and who is needed. `total` counts all teams.
    """

    teams: tuple[Told, ...]
    needs: Mapping[tuple[str, str], Told]
    total: int


def matrix(session: Session, most: int) -> Matrix:
    """At most so many teams, those with the most hard needs to or from others."""
    teams = list(rows(session, Wanted("teams")))
    busy = sorted(teams, key=lambda team: (-team["hard"] - team["needed"], team["ref"]))[:most]
    shown = {team["ref"] for team in busy}
    found = session.scalars(queries.alignment_between("pairs", [Ref.parse(team) for team in sorted(shown)]))
    needs = {(pair["source"], pair["target"]): pair for pair in map(orjson.loads, found)}
    return Matrix(tuple(team for team in teams if team["ref"] in shown), needs, len(teams))


def share(session: Session) -> Told | None:
    """How many services could run on their own, in the whole: `autonomy.Share`; nothing before the first sync."""
    return _summary(session, "share")


def coverage(session: Session) -> Told | None:
    """How far hard needs between teams can be watched: `observability.Coverage`; nothing before the first sync."""
    return _summary(session, "coverage")


def _summary(session: Session, name: str) -> Told | None:
    document = session.scalar(queries.alignment(survey.SUMMARY, key=name))
    return None if document is None else orjson.loads(document)


def asked_about(session: Session, ref: Ref) -> Mention:
    """Whom rows are narrowed to, as the catalog knows it."""
    asked = text.askable_ref(ref)
    return mention.known(session, [asked])[asked]


def known(session: Session, told: Iterable[Any]) -> Mapping[str, Mention]:
    """Everything that rows name, by its reference as they write it."""
    refs = {Ref.parse(name) for name in _named(told)}
    return {str(ref): each for ref, each in mention.known(session, refs).items()}


def _named(value: Any) -> Iterator[str]:
    """The texts in JSON that are references."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            if _REFERENCE.fullmatch(each):
                yield each
        elif isinstance(each, Mapping):
            waiting += each.values()
        elif isinstance(each, Collection):
            waiting += each


def _askable(ref: Ref | None) -> Ref | None:
    return None if ref is None else text.askable_ref(ref)
