"""What an entity needs and what needs it, one step in each direction."""

from dataclasses import dataclass

from app.entities import Ref
from app.questions.mention import Mention


@dataclass(frozen=True, slots=True)
class Need:
    """`source` needs `target`. Where nobody wrote how (`said` is false) it counts as hard and synchronous."""

    source: Ref
    target: Ref
    relation: str
    criticality: str
    mode: str
    access: str
    description: str
    said: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity one step away, with its owner."""

    mention: Mention
    owner: Mention | None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The centre, its neighbours and the needs between the centre and them, all sorted.

    `left_out` counts the neighbours beyond the limit; those of tier 1 are kept first.
    """

    centre: Neighbour
    neighbours: tuple[Neighbour, ...]
    needs: tuple[Need, ...]
    left_out: int
