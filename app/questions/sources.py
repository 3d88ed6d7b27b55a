"""Where the catalog comes from: when each source was read, what its files came to, and what could not be read."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.entities import Ref
from app.questions import gaps, mention
from app.questions.gaps import Gap
from app.questions.mention import Mention
from app.questions.moments import utc
from app.questions.tally import Tally
from app.store import queries

PAGE = 50
MOST = 50
"""How many files that failed, and how many stale entities, are told one by one."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it was read last: stale as a whole, partly read where a file failed, else fresh.

    `stale_since` and `reason` say since when and why it cannot be read.

    Of its files some were read, some were included by these, some held no descriptor and were set aside,
    some failed. `stale` counts the entities of failed files, which are shown as they were. `commit` is
    empty where there is none.
    """

    name: str
    kind: str
    location: str
    state: Literal["fresh", "partly", "stale"]
    read_at: datetime
    commit: str
    stale_since: datetime | None
    reason: str
    read: int
    included: int
    set_aside: int
    failed: int
    entities: int
    stale: int
    problems: Tally

    @property
    def files(self) -> int:
        """All its files, whatever came of them."""
        return self.read + self.included + self.set_aside + self.failed


@dataclass(frozen=True, slots=True)
class File:
    """A file that cannot be read, since when, and why."""

    path: str
    source: str
    since: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Stale:
    """An entity that is shown as it was, because of its file."""

    entity: Mention
    owner: Mention | None
    path: str
    since: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources, and one page of the problems of reading, the worst first; `total` counts them on all pages.

    `failed` and `stale` stop at a limit; the sources count all.
    """

    sources: tuple[Source, ...]
    failed: tuple[File, ...]
    stale: tuple[Stale, ...]
    problems: tuple[Gap, ...]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def fresh(self) -> int:
        """How many sources are fresh, all their files included."""
        return sum(source.state == "fresh" for source in self.sources)

    @property
    def failed_total(self) -> int:
        """How many files cannot be read."""
        return sum(source.failed for source in self.sources)

    @property
    def stale_total(self) -> int:
        """How many entities are shown as they were because of their files."""
        return sum(source.stale for source in self.sources)


def current(session: Session, page: int = 1, size: int = PAGE) -> Sources:
    """Where the catalog comes from, in ten queries at the most."""
    sources = _sources(session)
    shown = queries.problem_keys().limit(size).offset((page - 1) * size)
    total = sum(source.problems.total for source in sources)
    failed, stale = any(source.failed for source in sources), any(source.stale for source in sources)
    return Sources(
        sources,
        _failed(session) if failed else (),
        _stale(session) if stale else (),
        gaps.these(session, session.execute(shown).all()) if total else (),
        total,
        page,
        size,
    )


def _sources(session: Session) -> tuple[Source, ...]:
    files: Mapping[int, dict[str, int]] = defaultdict(dict)
    for source, state, number in session.execute(queries.source_files()):
        files[source][state] = number
    entities = {source: (number, stale) for source, number, stale in session.execute(queries.source_entities())}
    problems: Mapping[int, list[tuple[str, int]]] = defaultdict(list)
    for source, severity, number in session.execute(queries.source_problems()):
        problems[source].append((severity, number))
    return tuple(
        _source(row, commit or "", files[row.id], entities.get(row.id, (0, 0)), Tally.of(problems[row.id]))
        for row, commit in session.execute(queries.sources_read())
    )


def _source(row: Any, commit: str, files: Mapping[str, int], entities: tuple[int, int], problems: Tally) -> Source:
    return Source(
        row.name,
        row.kind,
        row.location,
        "stale" if row.stale_since else "partly" if files.get("failed") else "fresh",
        utc(row.read_at),
        commit,
        utc(row.stale_since) if row.stale_since else None,
        row.reason or "",
        files.get("read", 0),
        files.get("included", 0),
        files.get("set-aside", 0),
        files.get("failed", 0),
        *entities,
        problems,
    )


def _failed(session: Session) -> tuple[File, ...]:
    return tuple(
        File(row.path, name, utc(row.stale_since) if row.stale_since else None, row.reason or "")
        for row, name in session.execute(queries.failed_files().limit(MOST))
    )


def _stale(session: Session) -> tuple[Stale, ...]:
    rows = session.execute(queries.stale().limit(MOST)).all()
    owners = mention.known(session, [Ref.parse(row.owner) for row in rows if row.owner])
    return tuple(
        Stale(
            mention.of_row(row),
            owners[Ref.parse(row.owner)] if row.owner else None,
            row.path,
            utc(row.stale_since) if row.stale_since else None,
            row.stale_reason or "",
        )
        for row in rows
    )
