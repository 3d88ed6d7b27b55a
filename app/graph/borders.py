"""Which nodes reach across a border between colours, and by which arrows."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from app.graph.components import ordered

Arrow = tuple[int, int]

MANY: Final = (-1, -1)
"""In the place of an arrow: there is more than one."""


@dataclass(frozen=True)
class Borders:
    """What lies between each node and the other colours.

    `crossing` has for each node those it leads to that are across a border, or lead there through nodes without a
    colour. `only` has for each node the one crossing arrow that it reaches on its own side, itself included: `None`
    where it reaches none, `MANY` where there are several. Of what lies behind a node without a colour that leads to
    several colours, all arrows count, whatever their side.
    """

    crossing: Sequence[tuple[int, ...]]
    only: Sequence[Arrow | None]

    def reaches(self, node: int) -> bool:
        """Whether any border is crossed from here."""
        return self.only[node] is not None


def borders(ahead: Sequence[Sequence[int]], colours: Sequence[Hashable | None]) -> Borders:
    """The borders between nodes of different colours; a node without one is on the side of whoever leads to it.

    What such a node reaches itself is what those reach that it leads to, each on its own side. Each node and arrow is
    looked at a fixed number of times, whatever circles they run in.
    """
    beyond = _beyond(ahead, colours)
    crossing = [
        tuple(other for other in others if _differs(colour, colours[other], beyond[other]))
        if colour is not None
        else ()
        for colour, others in zip(colours, ahead, strict=True)
    ]
    passing = [
        # What is left to a border is not gone on from, unless it leads to several colours: then it may lead back.
        [
            other
            for other in others
            if colour is None or beyond[other] is _SEVERAL or not _differs(colour, colours[other], beyond[other])
        ]
        for colour, others in zip(colours, ahead, strict=True)
    ]
    only: list[Arrow | None] = [None] * len(ahead)
    for group in ordered(passing):
        found: Arrow | None = None
        for node in group:
            for other in crossing[node]:
                found = _both(found, (node, other))
            for other in passing[node]:
                found = _both(found, only[other])
            if found is MANY:
                break
        if found is not None:
            for node in group:
                only[node] = found
    return Borders(crossing, only)


_SEVERAL = object()


def _beyond(ahead: Sequence[Sequence[int]], colours: Sequence[Hashable | None]) -> list[Hashable | None]:
    """For each node without a colour the one colour it leads to through such nodes; `_SEVERAL`, or `None` for none."""
    found: list[Hashable | None] = [None] * len(ahead)
    bare = [() if colour is not None else others for colour, others in zip(colours, ahead, strict=True)]
    for group in ordered(bare):
        if colours[group[0]] is not None:
            continue
        reached = {
            found[other] if colours[other] is None else colours[other] for node in group for other in bare[node]
        } - {None}
        if reached:
            colour = next(iter(reached)) if len(reached) == 1 else _SEVERAL
            for node in group:
                found[node] = colour
    return found


def _differs(own: Hashable, other: Hashable | None, beyond: Hashable | None) -> bool:
    reached = beyond if other is None else other
    return reached is not None and reached != own


def _both(one: Arrow | None, other: Arrow | None) -> Arrow | None:
    if one is None or one == other:
        return other
    return one if other is None else MANY
