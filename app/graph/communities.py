"""Nodes that hang together more than with the rest."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from math import log

LARGEST = 60
"""What is larger than that bounds nothing that a few people could know."""

EVEN = 100
"""Ties count as much as what chance would give."""

Ties = Sequence[Mapping[int, int]]
"""For each node the others it is tied to, either way, and how firmly."""


def tied(nodes: int, arrows: Iterable[tuple[int, int, int]]) -> Ties:
    """The ties that arrows make: from where, to where, and how firmly; those between the same two add up."""
    ties: list[dict[int, int]] = [{} for _ in range(nodes)]
    for source, target, firmly in arrows:
        if source != target:
            ties[source][target] = ties[source].get(target, 0) + firmly
            ties[target][source] = ties[target].get(source, 0) + firmly
    return ties


def communities(ties: Ties, largest: int = LARGEST, tightness: int = EVEN) -> list[int]:
    """For each node the number of its community; communities are numbered by their first nodes.

    Each node goes where its ties exceed what chance would give it (modularity), then each community that came about,
    as one, and so on until nothing gains: that is how Blondel and others do it. No community grows beyond `largest`,
    since in a large graph chance gives so little that all would be one. The more `tightness`, in percent of what chance
    gives, the smaller they are: `tightness_of` says how much others have that are as they should be. Nothing is left to
    chance, so the same ties give the same communities.
    """
    homes = list(range(len(ties)))
    weights = [sum(each.values()) for each in ties]
    sizes = [1] * len(ties)
    total = sum(weights)
    while True:
        found = numbered(_moved(ties, weights, sizes, (EVEN * total, tightness), largest))
        homes = [found[home] for home in homes]
        groups = max(found, default=-1) + 1
        if groups == len(ties):
            return homes
        weights, sizes = _sums(weights, found, groups), _sums(sizes, found, groups)
        ties = joined(ties, found)


def tightness_of(ties: Ties, groups: Sequence[int | None]) -> int:
    """The tightness by which communities are about as large as these groups of nodes; `None` is in no group.

    That is how Newman reckons it: from how many times more than by chance ties are inside, and how many times less
    between. Where the groups are no tighter than chance they say nothing, and ties count as they do elsewhere.
    """
    weights: dict[int, int] = defaultdict(int)
    inside = total = 0
    for node, others in enumerate(ties):
        group = groups[node]
        for other, firmly in others.items():
            if group is not None and groups[other] is not None:
                weights[group] += firmly
                total += firmly
                inside += firmly if groups[other] == group else 0
    by_chance = sum(weight**2 for weight in weights.values())
    if not 0 < by_chance < total**2 or inside == total:
        return EVEN
    more, less = inside * total / by_chance, (total - inside) * total / (total**2 - by_chance)
    return round(EVEN * (more - less) / log(more / less)) if more > less else EVEN


def numbered(homes: Iterable[int]) -> list[int]:
    """The same groups, numbered in the order in which they first come."""
    numbers: dict[int, int] = {}
    return [numbers.setdefault(home, len(numbers)) for home in homes]


def joined(ties: Ties, groups: Sequence[int]) -> Ties:
    """The ties between groups of nodes, each a node by the number of its group."""
    found: list[dict[int, int]] = [defaultdict(int) for _ in range(max(groups, default=-1) + 1)]
    for node, others in enumerate(ties):
        group = groups[node]
        for other, firmly in others.items():
            if groups[other] != group:
                found[group][groups[other]] += firmly
    return found


def _sums(values: Sequence[int], groups: Sequence[int], many: int) -> list[int]:
    sums = [0] * many
    for value, group in zip(values, groups, strict=True):
        sums[group] += value
    return sums


def _moved(ties: Ties, weights: Sequence[int], sizes: Sequence[int], scale: tuple[int, int], largest: int) -> list[int]:
    """For each node the community that it has gone to, each having begun alone.

    `scale` is how much a tie counts, and how much what chance would give.
    Every move gains, so it ends; whoever is tied to what has moved elsewhere is asked again.
    """
    counts, chance = scale
    home = list(range(len(ties)))
    weight, size = list(weights), list(sizes)
    asked = deque(range(len(ties)))
    waiting = [True] * len(ties)
    while asked:
        node = asked.popleft()
        waiting[node] = False
        here, room = home[node], largest - sizes[node]
        own = weights[node]
        pulls = {here: 0}
        for other, firmly in ties[node].items():
            there = home[other]
            pulls[there] = pulls.get(there, 0) + firmly
        best = here
        most = pulls[here] * counts - own * chance * (weight[here] - own)
        for there, pull in pulls.items():
            gain = pull * counts - own * chance * weight[there]
            if there != here and size[there] <= room and (gain > most or (gain == most and here != best > there)):
                best, most = there, gain
        if best != here:
            home[node] = best
            weight[here] -= own
            weight[best] += own
            size[here] -= sizes[node]
            size[best] += sizes[node]
            for other in ties[node]:
                if home[other] != best and not waiting[other]:
                    waiting[other] = True
                    asked.append(other)
    return home
