"""A list of entities: services, teams, data stores, or all of a kind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.entities import Ref
from app.policy import DEFAULT, Policy
from app.positions import Position
from app.questions import columns as asked
from app.questions import kinds, mention, text
from app.questions.mention import Mention
from app.questions.tally import Tally
from app.store import queries

PAGE = 50
MOST = 100_000
"""How many lines of a list are given at once, at the most."""

SORTS = queries.SORTS
FALLING = "-"
ANY_GAP = queries.ANY
LACKING = tuple(name for name in queries.DIVISIONS if name != "kind")
"""What an entity may have none of."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entities to list; what is empty narrows nothing. `page` counts from 1.

    `lifecycle`, `type` and `kind` are compared in any case; `text` stands anywhere in the name or title. `gap` is a
    rule or code that is open, or `any`. `without` names what an entity must have none of. `sort` is one of `SORTS`,
    after a minus from the most to the least.
    """

    owner: Ref | None = None
    lifecycle: str = ""
    type: str = ""
    tier: int | None = None
    text: str = ""
    sort: str = "name"
    page: int = 1
    size: int = PAGE
    kind: str = field(default="", kw_only=True)
    system: Ref | None = field(default=None, kw_only=True)
    tag: str = field(default="", kw_only=True)
    gap: str = field(default="", kw_only=True)
    without: frozenset[str] = field(default=frozenset(), kw_only=True)
    columns: tuple[str, ...] = field(default=(), kw_only=True)


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list. `owner` is what its descriptor names, existing or not.

    `tally` counts what is open on the entity; of a team in the list of teams, on what it owns, too. `more` has what
    the wanted columns ask for besides: a number, a text, or other entities.
    """

    entity: Mention
    owner: Mention | None
    system: Mention | None
    tally: Tally
    stale: bool
    position: Position
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list; `total` counts what is wanted on all pages."""

    title: str
    rows: tuple[Row, ...]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def of(session: Session, word: str, wanted: Wanted = EVERYTHING, policy: Policy = DEFAULT) -> Listing:
    """A page of the list that `word` stands for, in five queries and those of its columns, whatever its length."""
    shelf = kinds.shelf(text.askable(word), policy)
    found = queries.listed(narrowing(word, wanted, policy))
    total = session.scalar(queries.counted(found)) or 0
    teams = of_teams(word, policy)
    page = _ordered(found, wanted.sort, teams=teams).limit(wanted.size).offset((wanted.page - 1) * wanted.size)
    rows = _rows(session, session.scalars(page).all(), wanted.columns, teams=teams)
    return Listing(shelf.title, rows, total, wanted.page, wanted.size)


def size(session: Session, word: str, policy: Policy = DEFAULT) -> int:
    """How many entities a list has that nothing narrows."""
    return session.scalar(queries.counted(queries.listed(narrowing(word, EVERYTHING, policy)))) or 0


def ids(session: Session, word: str, wanted: Wanted = EVERYTHING, policy: Policy = DEFAULT) -> Sequence[int]:
    """All that is wanted of a list, whatever the page, by id and in its order, to at most `MOST`."""
    found = queries.listed(narrowing(word, wanted, policy))
    return session.scalars(_ordered(found, wanted.sort, teams=of_teams(word, policy)).limit(MOST)).all()


def narrowing(word: str, wanted: Wanted, policy: Policy = DEFAULT) -> queries.Narrowing:
    """What narrows the list that `word` stands for."""
    shelf = kinds.shelf(text.askable(word), policy)
    return queries.Narrowing(
        kinds=shelf.kinds,
        types=shelf.types,
        kind=text.askable(wanted.kind),
        type=text.askable(wanted.type),
        lifecycle=text.askable(wanted.lifecycle),
        tier=wanted.tier,
        owner=text.askable_ref(wanted.owner) if wanted.owner else None,
        system=text.askable_ref(wanted.system) if wanted.system else None,
        tag=text.askable(wanted.tag),
        gap=text.askable(wanted.gap),
        text=text.askable(wanted.text),
        without=wanted.without,
    )


def of_teams(word: str, policy: Policy = DEFAULT) -> bool:
    """Whether this is the list of teams, whose gaps are also those of what they own."""
    return kinds.home(text.askable(word), policy) == kinds.TEAMS


def _ordered(found: Select[int], sort: str, *, teams: bool) -> Select[int]:
    by, falling = sort.removeprefix(FALLING), sort.startswith(FALLING)
    return queries.ordered(found, by, falling=falling, teams=teams)


def _rows(session: Session, ids: Sequence[int], columns: Sequence[str], *, teams: bool) -> tuple[Row, ...]:
    """The lines of these entities, in their order."""
    if not ids:
        return ()
    lines = {line.id: line for line in session.execute(queries.lines(ids))}
    named = {written: Ref.parse(written) for line in lines.values() for written in (line.owner, line.system) if written}
    others = mention.known(session, named.values())
    open_ = tallies(session, ids, teams=teams)
    more = asked.values(session, ids, columns)
    return tuple(
        Row(
            mention.of_row(line),
            others[named[line.owner]] if line.owner else None,
            others[named[line.system]] if line.system else None,
            open_.get(id_, Tally()),
            line.stale,
            Position(line.path, line.line, 1),
            {word: values[id_] for word, values in more.items() if id_ in values},
        )
        for id_ in ids
        for line in (lines[id_],)
    )


def tallies(session: Session, ids: Sequence[int], *, teams: bool) -> Mapping[int, Tally]:
    """What is open on each of these, by id; of teams, on what they own, too."""
    counts: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for query in (queries.line_tallies, queries.line_tallies_owned) if teams else (queries.line_tallies,):
        for id_, severity, number in session.execute(query(ids)):
            counts[id_].append((severity, number))
    return {id_: Tally.of(pairs) for id_, pairs in counts.items()}
