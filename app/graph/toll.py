"""How many of some things stop when another does, asked of everything at once."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.graph.components import ordered
from app.graph.network import Network


@dataclass(frozen=True)
class Toll:
    """Nodes that stop together, alone or in a circle, and how many of what counts stop with them, itself included.

    `needing` are the nodes of other groups that need one of these, and with which anything of what counts stops.
    """

    nodes: tuple[int, ...]
    stopped: int
    needing: tuple[int, ...]


def tolls(network: Network, counted: Collection[int], least: int) -> Iterator[Toll]:
    """The groups with which `least` or more of the counted nodes stop, what needs others before what it needs.

    `network` holds only arrows along which a failure goes on. Each group has one bit for each counted node that stops
    with it, handed on along the arrows. That is arrows times counted nodes, of which one step takes some 30: it is
    quick for tens of thousands, no longer linear in more. Bits are let go once nobody asks for them.
    """
    groups = ordered(network.ahead)
    group_of = [0] * len(network.refs)
    for number, group in enumerate(groups):
        for node in group:
            group_of[node] = number
    bits = {node: 1 << place for place, node in enumerate(sorted(counted))}
    asking = [_arrows_out(group, network.ahead, group_of) for group in groups]
    whole: dict[int, int] = {}
    for number in range(len(groups) - 1, -1, -1):
        group = groups[number]
        needing = _needing(group, network.behind, group_of)
        above = _union(whole[group_of[node]] for node in needing)
        own = _union(bits[node] for node in group if node in bits)
        reached = above | own if own else above
        stopped = reached.bit_count()
        if stopped >= least:
            yield Toll(tuple(sorted(group)), stopped, tuple(sorted({at for at in needing if whole[group_of[at]]})))
        for node in needing:
            asking[group_of[node]] -= 1
            if not asking[group_of[node]]:
                del whole[group_of[node]]
        if asking[number]:
            whole[number] = reached


def _arrows_out(group: Iterable[int], ahead: Sequence[Sequence[int]], group_of: Sequence[int]) -> int:
    return sum(group_of[other] != group_of[node] for node in group for other in ahead[node])


def _needing(group: Iterable[int], behind: Sequence[Sequence[int]], group_of: Sequence[int]) -> list[int]:
    """The nodes of other groups that need one of this, once for each arrow."""
    return [other for node in group for other in behind[node] if group_of[other] != group_of[node]]


def _union(sets: Iterable[int]) -> int:
    found = 0
    for each in sets:
        # Most groups are needed by one other: its bits are shared then, not copied.
        found = found | each if found else each
    return found
