"""An entity as other answers mention it: enough to show a link, its kind and how much it matters."""

from dataclasses import dataclass

from app.entities import Ref, fold
from app.questions import kinds


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
