"""Gaps that are put up with for a while: which, until when, why, and who said so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.entities import Ref
from app.positions import Position
from app.questions import mention
from app.questions.mention import Mention
from app.questions.text import askable_ref
from app.store import queries

SOON = 14
"""Days before its end from which a waiver is one to look at."""


@dataclass(frozen=True, slots=True)
class Waived:
    """A waiver of the policy, at its place there. `hides` is how many findings it hides now: none once it is over."""

    rule: str
    about: Mention
    owner: Mention | None
    until: date
    reason: str
    by: str
    position: Position
    hides: int

    def days_left(self, today: date) -> int:
        """The days until its last one, that one included; 0 or less where it is over."""
        return (self.until - today).days + 1


def all_of_them(session: Session) -> tuple[Waived, ...]:
    """Every waiver; what ends first comes first, so what is over stands before all others."""
    return _waived(session, session.execute(queries.waivers()).all())


def about(session: Session, ref: Ref) -> tuple[Waived, ...]:
    """The waivers of one entity."""
    return _waived(session, session.execute(queries.waivers(about=askable_ref(ref))).all())


def _waived(session: Session, rows: Sequence[Any]) -> tuple[Waived, ...]:
    refs = {Ref.parse(text) for _, about, owner in rows for text in (about, owner) if text}
    mentions = mention.known(session, refs)
    return tuple(
        Waived(
            row.rule,
            mentions[Ref.parse(about)],
            mentions[Ref.parse(owner)] if owner else None,
            row.until,
            row.reason,
            row.by,
            Position(row.path, row.line, row.column),
            row.hides,
        )
        for row, about, owner in rows
    )
