"""Nodes that hang together more than with the rest."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

LARGEST = 60
"""What is larger than that bounds nothing that a few people could know."""

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


def communities(ties: Ties, largest: int = LARGEST) -> list[int]:
    """For each node the number of its community; communities are numbered by their first nodes.

    Each node goes where its ties exceed what chance would give it (modularity), then each community that came about,
    as one, and so on until nothing gains: that is how Blondel and others do it. No community grows beyond `largest`,
    since in a large graph chance gives so little that all would be one. Chance is used nowhere, so the same ties give
    the same communities.
    """
    homes = list(range(len(ties)))
    weights = [sum(each.values()) for each in ties]
    sizes = [1] * len(ties)
    total = sum(weights)
    while True:
        found = numbered(_moved(ties, weights, sizes, total, largest))
        homes = [found[home] for home in homes]
        groups = max(found, default=-1) + 1
        if groups == len(ties):
            return homes
        weights, sizes = _sums(weights, found, groups), _sums(sizes, found, groups)
        ties = joined(ties, found)


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


def _moved(ties: Ties, weights: Sequence[int], sizes: Sequence[int], total: int, largest: int) -> list[int]:
    """For each node the community that it has gone to, each having begun alone.

    Every move gains, so it ends; whoever is tied to what has moved elsewhere is asked again.
    """
    home = list(range(len(ties)))
    weight, size = list(weights), list(sizes)
    asked = deque(range(len(ties)))
    waiting = [True] * len(ties)
    while asked:
        node = asked.popleft()
        waiting[node] = False
        here, own, room = home[node], weights[node], largest - sizes[node]
        pulls = {here: 0}
        for other, firmly in ties[node].items():
            there = home[other]
            pulls[there] = pulls.get(there, 0) + firmly
        best = here
        most = pulls[here] * total - own * (weight[here] - own)
        for there, pull in pulls.items():
            gain = pull * total - own * weight[there]
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
