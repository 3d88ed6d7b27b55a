"""What is missing or wrong: findings of rules and problems of reading, side by side."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.entities import Ref
from app.positions import Position
from app.problems import Severity
from app.questions import mention, moments, text
from app.questions.mention import Mention
from app.questions.moments import utc
from app.questions.tally import Tally
from app.store import queries

PAGE = 50
MOST = 100_000
"""How many gaps are given at once, at the most."""

GROUPS = queries.GROUPS
LACKING = ("team", "tier", "kind")
"""What a gap may have none of."""

_AT_ONCE = 500


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

    `team` takes the gaps of what a team owns, and those about the team itself. `kind` is folded. They were first seen
    later than `since`, and not later than `until`. `without` names team, tier or kind for those that have none. `by`
    puts them together by one of `GROUPS`.
    """

    rule: str = ""
    team: Ref | None = None
    severity: Severity | None = None
    kind: str = ""
    page: int = 1
    size: int = PAGE
    tier: int | None = field(default=None, kw_only=True)
    since: datetime | None = field(default=None, kw_only=True)
    until: datetime | None = field(default=None, kw_only=True)
    without: frozenset[str] = field(default=frozenset(), kw_only=True)
    by: str = field(default="", kw_only=True)


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


def found(session: Session, wanted: Wanted, counts: tuple[Count, ...] | None = None) -> Gaps:
    """The gaps that are wanted, in four queries: the numbers, which, what they say, and the owners' titles.

    Who has the numbers already hands them in.
    """
    asked = narrowing(wanted)
    counts = counted(session, wanted) if counts is None else counts
    tally = Tally.of((count.severity, count.number) for count in counts)
    page = queries.gap_keys(asked, wanted.by).limit(wanted.size).offset((wanted.page - 1) * wanted.size)
    shown = these(session, session.execute(page).all())
    return Gaps(shown, tally.total, wanted.page, wanted.size, tally, counts)


def counted(session: Session, wanted: Wanted) -> tuple[Count, ...]:
    """Each code with its numbers, of all that is wanted on all pages, in one query."""
    asked = narrowing(wanted)
    cells = session.execute(queries.gap_cells(asked)).all()
    counts: dict[tuple[str, str], Count] = {}
    for severity, code, kind, tier, number, oldest in cells:
        if is_wanted(asked, severity, code, kind, tier):
            before = counts.get((code, severity))
            first = min(utc(oldest), before.oldest) if before else utc(oldest)
            counts[code, severity] = Count(code, Severity(severity), number + (before.number if before else 0), first)
    return tuple(counts[key] for key in sorted(counts))


def whole(session: Session, wanted: Wanted) -> Iterator[Gap]:
    """All gaps that are wanted, whatever the page, to at most `MOST`."""
    keys = [
        (source, id_) for source, id_ in session.execute(queries.gap_keys(narrowing(wanted), wanted.by).limit(MOST))
    ]
    for start in range(0, len(keys), _AT_ONCE):
        yield from these(session, keys[start : start + _AT_ONCE])


def about(session: Session, ref: Ref) -> tuple[Gap, ...]:
    """All gaps of one entity."""
    return _gaps(session, session.execute(queries.gaps_about(ref)).all())


def these(session: Session, keys: Sequence[Any]) -> tuple[Gap, ...]:
    """These gaps, in their order."""
    if not keys:
        return ()
    ids = {source: [id_ for each, id_ in keys if each == source] for source in ("finding", "problem")}
    rows = session.execute(queries.gaps(findings=ids["finding"], problems=ids["problem"])).all()
    known = {(row.source, row.gap_id): row for row in rows}
    return _gaps(session, [known[source, id_] for source, id_ in keys])


def narrowing(wanted: Wanted) -> queries.GapNarrowing:
    """What narrows the gaps."""
    return queries.GapNarrowing(
        rule=text.askable(wanted.rule),
        team=text.askable_ref(wanted.team) if wanted.team else None,
        severity=wanted.severity or "",
        kind=text.askable(wanted.kind),
        tier=wanted.tier,
        since=moments.stored(wanted.since) if wanted.since else None,
        until=moments.stored(wanted.until) if wanted.until else None,
        without=wanted.without,
    )


def is_wanted(asked: queries.GapNarrowing, severity: str, code: str, kind: str | None, tier: int | None) -> bool:
    """Whether what has few values each is as it is wanted."""
    return (
        asked.severity in ("", severity)
        and asked.rule in ("", code)
        and (asked.kind in ("", kind))
        and (asked.tier in (None, tier))
        and not ("kind" in asked.without and kind is not None)
        and not ("tier" in asked.without and tier is not None)
    )


def _gaps(session: Session, rows: Sequence[Any]) -> tuple[Gap, ...]:
    owners = mention.known(session, [Ref.parse(row.owner) for row in rows if row.owner])
    return tuple(_gap(row, owners[Ref.parse(row.owner)] if row.owner else None) for row in rows)


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
