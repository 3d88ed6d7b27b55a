"""A list of entities: services, teams, data stores, or all of a kind."""

from dataclasses import dataclass
from typing import Literal

from app.entities import Ref
from app.questions.mention import Mention
from app.questions.tally import Tally

PAGE = 50

Sort = Literal["name", "tier"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entities to list; what is empty narrows nothing. `page` counts from 1.

    `lifecycle` and `type` are compared in any case; `text` stands anywhere in the name or title.
    """

    owner: Ref | None = None
    lifecycle: str = ""
    type: str = ""
    tier: int | None = None
    text: str = ""
    sort: Sort = "name"
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list. `owner` is what its descriptor names, existing or not."""

    entity: Mention
    owner: Mention | None
    system: Mention | None
    tally: Tally
    stale: bool


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
