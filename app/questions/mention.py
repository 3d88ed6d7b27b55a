"""An entity as other answers mention it: enough to show a link, its kind and how much it matters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.entities import Ref, fold
from app.questions import kinds
from app.store import queries


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference and, where the catalog has the entity, its title, type, lifecycle and tier.

    `type` and `lifecycle` are folded. A missing one is titled with its name.
    """

    ref: Ref
    title: str
    exists: bool = True
    type: str | None = None
    lifecycle: str | None = None
    tier: int | None = None

    @property
    def kind(self) -> str:
        """The kind as authors write it."""
        return kinds.spelt(self.ref.kind)

    @property
    def is_service(self) -> bool:
        """Whether this is listed among the services."""
        return self.ref.kind == "component" and fold(self.type or "") == kinds.SERVICE


def of_row(row: Any) -> Mention:
    """The mention in a row that has the columns `queries.LISTED`."""
    ref = Ref(row.kind, row.namespace, row.name)
    exists = row.title is not None
    return Mention(ref, row.title if exists else row.name, exists, row.type, row.lifecycle, row.tier)


def known(session: Session, refs: Iterable[Ref]) -> Mapping[Ref, Mention]:
    """These references as the catalog knows them; all are there, in one query, also those it never met."""
    wanted = sorted(set(refs))
    found = {ref: Mention(ref, ref.name, exists=False) for ref in wanted}
    if wanted:
        for row in session.execute(queries.mentions(wanted)):
            mention = of_row(row)
            found[mention.ref] = mention
    return found
