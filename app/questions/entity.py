"""One entity: what it is, who answers for it, what it touches and what is missing."""

from dataclasses import dataclass
from datetime import datetime

from app.entities import Entity, Ref
from app.positions import Position
from app.questions.gaps import Gap
from app.questions.mention import Mention
from app.questions.owner import Owner


@dataclass(frozen=True, slots=True)
class Related:
    """One relation from the entity. `declared_by` wrote it down, at `position` where that is this entity."""

    type: str
    target: Mention
    owner: Mention | None
    declared_by: Ref
    position: Position | None


@dataclass(frozen=True, slots=True)
class Stale:
    """Why an entity is shown as it was, and since when."""

    since: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class About:
    """Everything its page says. `source` names where the file is.

    `relations` go by type, then target, and stop at a limit; `relations_left_out` counts the others.
    """

    entity: Entity
    mention: Mention
    owner: Owner
    source: str
    relations: tuple[Related, ...]
    relations_left_out: int
    gaps: tuple[Gap, ...]
    stale: Stale | None

    def related(self, relation_type: str) -> tuple[Related, ...]:
        """The relations of one type."""
        return tuple(each for each in self.relations if each.type == relation_type)
