"""Arrows in circles, and what can be settled about cutting them without trying."""

from collections.abc import Iterable
from typing import NamedTuple


class Bundle(NamedTuple):
    """Arrows that are cut together or not at all, by their places, and what they weigh together."""

    weight: int
    places: tuple[int, ...]


class Tangle:
    """Nodes that all lead to each other, with bundles of arrows between them; it gets smaller as it is untied.

    What is cut on the way is in `cut`. A bundle that weighs `never` or more is not cut; where it alone makes a circle
    the tangle is not `whole`.
    """

    def __init__(self, never: int) -> None:
        self.ahead: dict[int, dict[int, Bundle]] = {}
        self.cut: list[int] = []
        self.whole = True
        self._never = never
        self._behind: dict[int, dict[int, None]] = {}
        self._leaving: dict[int, int] = {}
        self._arriving: dict[int, int] = {}

    def join(self, source: int, target: int, bundle: Bundle) -> None:
        """Add arrows. Those from a node to itself are a circle, which is cut at once."""
        for node in (source, target):
            if node not in self.ahead:
                self.ahead[node], self._behind[node] = {}, {}
                self._leaving[node] = self._arriving[node] = 0
        if source != target:
            there = self.ahead[source].get(target)
            self.ahead[source][target] = bundle if there is None else _both(there, bundle)
            self._behind[target][source] = None
            self._leaving[source] += bundle.weight
            self._arriving[target] += bundle.weight
        elif bundle.weight < self._never:
            self.cut += bundle.places
        else:
            self.whole = False

    def untie(self) -> None:
        """Take out every node of which the best is known.

        That is one that no circle goes through, and one with a single bundle on one side that weighs no less than all
        on the other: whatever is cut there may as well be cut on the other side, so the two ends become one node.
        """
        todo = sorted(self.ahead, reverse=True)
        while todo:
            node = todo.pop()
            if node not in self.ahead:
                continue
            ahead, behind = self.ahead[node], self._behind[node]
            if not ahead or not behind:
                todo += self._taken_out(node)
            elif len(ahead) == 1 and self._leaving[node] >= self._arriving[node]:
                (other,) = ahead
                bundles = [(source, other, self.ahead[source][node]) for source in behind]
                todo += self._taken_out(node)
                self._join_all(bundles)
            elif len(behind) == 1 and self._arriving[node] >= self._leaving[node]:
                (other,) = behind
                bundles = [(other, target, bundle) for target, bundle in ahead.items()]
                todo += self._taken_out(node)
                self._join_all(bundles)

    def _join_all(self, bundles: Iterable[tuple[int, int, Bundle]]) -> None:
        for source, target, bundle in bundles:
            self.join(source, target, bundle)

    def _taken_out(self, node: int) -> list[int]:
        """Take out a node with its arrows; what they led to and from, the first last."""
        ahead, behind = self.ahead.pop(node), self._behind.pop(node)
        for target, bundle in ahead.items():
            del self._behind[target][node]
            self._arriving[target] -= bundle.weight
        for source in behind:
            self._leaving[source] -= self.ahead[source].pop(node).weight
        return sorted({**ahead, **behind}, reverse=True)


def _both(one: Bundle, other: Bundle) -> Bundle:
    return Bundle(one.weight + other.weight, one.places + other.places)
