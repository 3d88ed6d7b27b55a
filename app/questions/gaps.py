"""What is missing or wrong: findings of rules and problems of reading, side by side."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.entities import Ref
from app.positions import Position
from app.problems import Severity
from app.questions import mention, text
from app.questions.mention import Mention
from app.questions.moments import utc
from app.questions.tally import Tally
from app.store import queries

PAGE = 50


@dataclass(frozen=True, slots=True)
class Gap:
    """One finding or problem as it is shown, with the time it was first seen.

    `code` is the rule of a finding, the code of a problem. `about` is empty for a problem of a whole
    file. `owner` is the team that should act. `write` is the text to put into the descriptor.
    """

    source: Literal["finding", "problem"]
    code: str
    severity: Severity
    about: Mention | None
    owner: Mention | None
    position: Position
    message: str
    remedy: str
    write: str
    evidence: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which gaps to show; what is empty narrows nothing. `page` counts from 1.

    `team` takes the gaps of what a team owns, and those about the team itself. `kind` is folded.
    """

    rule: str = ""
    team: Ref | None = None
    severity: Severity | None = None
    kind: str = ""
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class Count:
    """How often a rule or code stands open, how bad it is, and since when."""

    code: str
    severity: Severity
    number: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Gaps:
    """One page of gaps, worst first, then by tier; `tally` and `codes` count what is wanted on all pages."""

    gaps: tuple[Gap, ...]
    total: int
    page: int
    size: int
    tally: Tally
    codes: tuple[Count, ...]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def found(session: Session, wanted: Wanted) -> Gaps:
    """The gaps that are wanted, in three queries: the page, the numbers, and the owners' titles."""
    query = queries.gaps(
        rule=text.askable(wanted.rule),
        team=wanted.team,
        severity=wanted.severity or "",
        kind=text.askable(wanted.kind),
    )
    counts = tuple(
        Count(code, Severity(severity), number, utc(oldest))
        for code, severity, number, oldest in session.execute(queries.gap_codes(query))
    )
    tally = Tally.of((count.severity, count.number) for count in counts)
    page = query.limit(wanted.size).offset((wanted.page - 1) * wanted.size)
    return Gaps(_gaps(session, session.execute(page).all()), tally.total, wanted.page, wanted.size, tally, counts)


def about(session: Session, ref: Ref) -> tuple[Gap, ...]:
    """All gaps of one entity."""
    return _gaps(session, session.execute(queries.gaps(about=ref)).all())


def _gaps(session: Session, rows: Iterable[Any]) -> tuple[Gap, ...]:
    listed = list(rows)
    owners = mention.known(session, [Ref.parse(row.owner) for row in listed if row.owner])
    return tuple(_gap(row, owners[Ref.parse(row.owner)] if row.owner else None) for row in listed)


def _gap(row: Any, owner: Mention | None) -> Gap:
    subject = mention.of_row(row) if row.canonical else None
    return Gap(
        row.source,
        row.code,
        Severity(row.severity),
        subject,
        # A team's own gaps are its own to close.
        subject if subject is not None and subject.ref.kind == "group" else owner,
        Position(row.at_path, row.at_line, row.at_column),
        row.message,
        row.remedy,
        row.write,
        tuple(json.loads(row.evidence)),
        utc(row.since),
    )
