"""Nodes in a line, so that the arrows that lead back weigh as little as can be had."""

from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

SMALL = 12
"""Of so many nodes every line is thought of: each more doubles the work."""

BUDGET = 4_000_000
"""How many steps are spent on the line of more nodes to better it, about a second."""

Weights = Sequence[Mapping[int, int]]
"""For each node where its arrows lead, and what each weighs. No arrow leads from a node to itself."""


class Back(NamedTuple):
    """An arrow that leads back in a line."""

    source: int
    target: int


def best(ahead: Weights) -> list[int]:
    """The line of which the least leads back, found by trying: time and room double with each node."""
    costs = [0]
    lasts = [0]
    backs = [_sums(others, len(ahead)) for others in ahead]
    for chosen in range(1, 1 << len(ahead)):
        # Whatever line the others stand in, what leads back from the last of them is the same.
        cost, last = min(
            (costs[chosen ^ (1 << node)] + backs[node][chosen ^ (1 << node)], node)
            for node in range(chosen.bit_length())
            if chosen >> node & 1
        )
        costs.append(cost)
        lasts.append(last)
    line: list[int] = []
    chosen = len(costs) - 1
    while chosen:
        line.append(lasts[chosen])
        chosen ^= 1 << lasts[chosen]
    return line[::-1]


def _sums(weights: Mapping[int, int], nodes: int) -> list[int]:
    """What the arrows to each set of nodes weigh together, by the bits of the set."""
    sums = [0]
    for node in range(nodes):
        weight = weights.get(node, 0)
        sums += [each + weight for each in sums] if weight else sums
    return sums


def good(ahead: Weights, never: int, budget: int = BUDGET) -> list[int]:
    """A line of which little leads back, of any number of nodes, and no arrow that weighs `never` or more.

    `never` is more than twice what all lighter arrows weigh together; no circle consists only of heavier ones.
    """
    behind = turned(ahead)
    line = _greedy(ahead, behind, never)
    _better(line, ahead, behind, budget)
    return line


def backward(line: Sequence[int], ahead: Weights) -> Iterator[Back]:
    """The arrows that lead back in a line."""
    place = _places(line)
    for node in sorted(line):
        for other in ahead[node]:
            if place[other] < place[node]:
                yield Back(node, other)


def turned(ahead: Weights) -> list[dict[int, int]]:
    """The same arrows from where they lead to where they come from."""
    behind: list[dict[int, int]] = [{} for _ in ahead]
    for node, others in enumerate(ahead):
        for other, weight in others.items():
            behind[other][node] = weight
    return behind


def _greedy(ahead: Weights, behind: Weights, never: int) -> list[int]:
    """Take away the ends, to either side, and where there is none what gains most at the front; again and again.

    That is how Eades, Lin and Smyth do it, with weights.
    """
    arriving, leaving = [len(each) for each in behind], [len(each) for each in ahead]
    # Only what may be cut makes it worth while to stand in front; what may not be cut has to wait for its turn.
    losses = [
        sum(behind[node].values()) - sum(weight for weight in ahead[node].values() if weight < never)
        for node in range(len(ahead))
    ]
    front: list[int] = []
    end: list[int] = []
    placed: set[int] = set()

    def rank(node: int) -> tuple[bool, int, int]:
        return bool(arriving[node] and leaving[node]), losses[node], node

    heap = [rank(node) for node in range(len(ahead))]
    heapify(heap)
    while heap:
        found = heappop(heap)
        node = found[-1]
        if node in placed or found != rank(node):
            continue
        placed.add(node)
        (end if arriving[node] and not leaving[node] else front).append(node)
        for other in (each for each in ahead[node] if each not in placed):
            arriving[other] -= 1
            losses[other] -= ahead[node][other]
            heappush(heap, rank(other))
        for other in (each for each in behind[node] if each not in placed):
            leaving[other] -= 1
            losses[other] += behind[node][other] if behind[node][other] < never else 0
            heappush(heap, rank(other))
    return front + end[::-1]


def _better(line: list[int], ahead: Weights, behind: Weights, budget: int) -> None:
    """Move each node to where least leads back, until no move gains anything or the steps are used up."""
    place = _places(line)
    moved = True
    while moved and budget > 0:
        moved = False
        for node in range(len(line)):
            at = place[node]
            to = _best_place(node, place, ahead, behind)
            budget -= 1 + len(ahead[node]) + len(behind[node]) + abs(to - at)
            if to != at:
                moved = True
                line.insert(to, line.pop(at))
                for between in range(min(to, at), max(to, at) + 1):
                    place[line[between]] = between
            if budget <= 0:
                break


def _best_place(node: int, place: Sequence[int], ahead: Weights, behind: Weights) -> int:
    """Where in a line a node stands best; where it is, unless elsewhere is better."""
    at = place[node]
    pull = dict(ahead[node])
    for other, weight in behind[node].items():
        pull[other] = pull.get(other, 0) - weight
    met = sorted((place[other], weight) for other, weight in pull.items())
    best_gain, best_at = 0, at
    gain = 0
    for where, weight in reversed([each for each in met if each[0] < at]):
        gain += weight
        if gain > best_gain:
            best_gain, best_at = gain, where
    gain = 0
    for where, weight in met:
        if where > at:
            gain -= weight
            if gain > best_gain:
                best_gain, best_at = gain, where
    return best_at


def _places(line: Sequence[int]) -> list[int]:
    place = [0] * len(line)
    for at, node in enumerate(line):
        place[node] = at
    return place
