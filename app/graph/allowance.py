"""What the promises of the things that something cannot do without leave it to promise.

A thing stops when anything stops that its hard needs lead to, and these fail at their own times. So it is up at most as
often as the product of their promises says. What counts are the first things on its hard needs that promise anything:
a promise covers whatever is behind it, and what promises nothing only hands on what it needs. Each counts once,
whichever way it is reached. An API and the one component that provides it are one thing, with the lower promise; an API
of several providers promises no more than any of them.

So another need never allows more, and a need that becomes soft never less. Only saying who provides an API that
promises something may allow more: that adds no need, it says that two things are one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import log
from typing import NamedTuple

from app.entities import Ref
from app.graph.components import ordered
from app.graph.network import Network

MOST = 50
"""How many things count for another, those that promise least. More than these would only allow less."""

_ALWAYS = 100.0
_DIGITS = 9
_LEAST = 1e-12


class Factor(NamedTuple):
    """A thing that counts, with its promise in percent, and the product of this promise and those before it.

    `way` leads to what promises it, by hard needs through things that promise nothing. At its end stands `ref`, or an
    API that `ref` alone provides.
    """

    ref: Ref
    percent: float
    way: tuple[Ref, ...]
    product: float


class Gain(NamedTuple):
    """What is allowed, in percent, once `target` is needed softly; 100 where nothing is left that counts."""

    target: Ref
    percent: float


class Allowance(NamedTuple):
    """What is allowed, in percent, and why: the factors, those that promise least first.

    `gain` is the need of its own whose softening allows most, `None` where none of them alone allows more, and where it
    is in a circle of things that promise nothing: all of them lead to the same then. `silent` are those that lead to no
    promise, and count as if they never failed. Not `complete` where more may count.
    """

    percent: float
    factors: tuple[Factor, ...]
    gain: Gain | None
    silent: tuple[Ref, ...]
    complete: bool


class _Door(NamedTuple):
    """A node that promises, and the node that it counts as: its only provider for an API, else itself."""

    percent: float
    key: int
    node: int


@dataclass(frozen=True)
class Allowances:
    """What every node of a network leads to, as places in `doors`, lowest promise first, and the next node there."""

    network: Network
    doors: Sequence[_Door]
    place: Mapping[int, int]
    providers: Mapping[int, Sequence[int]]
    found: Sequence[Sequence[int]]
    onward: Sequence[Sequence[int]]

    def of(self, ref: Ref) -> Allowance | None:
        """What is allowed to a thing; `None` where nothing that it cannot do without promises anything."""
        start = self.network.numbers.get(ref)
        found = [] if start is None else self._counting(start, self.found[start])
        if start is None or not found:
            return None
        refs = self.network.refs
        products = _products(self.doors[place].percent for place in found)
        return Allowance(
            products[-1],
            tuple(self._factor(start, place, product) for place, product in zip(found, products, strict=True)),
            None if start in self._circling else self._gain(start, products[-1]),
            tuple(refs[node] for node in self.network.ahead[start] if node not in self.place and not self.found[node]),
            complete=len(self.found[start]) < MOST,
        )

    def percent(self, ref: Ref) -> float:
        """How much is allowed to a thing; 100 where nothing that it cannot do without promises anything."""
        start = self.network.numbers.get(ref)
        found = [] if start is None else self._counting(start, self.found[start])
        return [_ALWAYS, *_products(self.doors[place].percent for place in found)][-1]

    @cached_property
    def _circling(self) -> Collection[int]:
        """What is in a circle of things that promise nothing."""
        passing = [() if node in self.place else others for node, others in enumerate(self.network.ahead)]
        return frozenset(node for group in ordered(passing) if len(group) > 1 for node in group)

    def _counting(self, start: int, places: Sequence[int]) -> list[int]:
        """The doors that count for a node: not itself by another name; but of an API, what provides it."""
        own, doors = _key(start, self.providers), self.doors
        return [place for place in places if doors[place].key != own or doors[place].node == own != start]

    def _factor(self, start: int, place: int, product: float) -> Factor:
        door, refs = self.doors[place], self.network.refs
        way, node = [], start
        while node != door.node:
            node = self.onward[node][self.found[node].index(place)]
            way.append(refs[node])
        return Factor(refs[door.key], door.percent, tuple(way), product)

    def _gain(self, start: int, allowed: float) -> Gain | None:
        """The need of its own whose softening allows most. How an API needs its provider is for nobody to soften."""
        ways = self._ways(start)
        gained: dict[int, float] = defaultdict(float)
        for (place, node), *others in ways:
            then = self.doors[others[0][0]].percent if others else _ALWAYS
            gained[node] += log(max(then, _LEAST)) - log(max(self.doors[place].percent, _LEAST))
        given = sorted(gained.keys() - set(self.providers.get(start, ())))
        if not given:
            return None
        softened = max(given, key=lambda node: round(gained[node], _DIGITS))
        left = [next((place for place, node in some if node != softened), None) for some in ways]
        places = sorted(place for place in left if place is not None)[:MOST]
        percent = [_ALWAYS, *_products(self.doors[place].percent for place in places)][-1]
        return Gain(self.network.refs[softened], percent) if percent > allowed else None

    def _ways(self, start: int) -> list[list[tuple[int, int]]]:
        """For each thing that counts for a node: the doors to it, each with the need of its own that leads there."""
        ways: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for node in (each for each in self.network.ahead[start] if each != start):
            places = [self.place[node]] if node in self.place else self.found[node]
            for place in self._counting(start, places):
                ways[self.doors[place].key].append((place, node))
        return [sorted(some) for some in ways.values()]


def allowances(network: Network, promises: Mapping[Ref, float]) -> Allowances:
    """What is allowed to everything. `network` holds only hard needs, `promises` are in percent.

    Each need is looked at no more often than so many things count for what is needed.
    """
    promised = {node: promises[ref] for node, ref in enumerate(network.refs) if ref in promises}
    providers: dict[int, list[int]] = defaultdict(list)
    for edge in network.edges:
        if edge.relation == "apiProvidedBy":
            providers[network.numbers[edge.source]].append(network.numbers[edge.target])
    # Of two that promise the same and count as one, the component stands before its API.
    doors = sorted(
        (_Door(_lowest(node, promised, providers), _key(node, providers), node) for node in promised),
        key=lambda door: (door.percent, door.key, door.node != door.key, door.node),
    )
    places = {door.node: place for place, door in enumerate(doors)}
    return Allowances(network, doors, places, providers, *_spread(network.behind, doors, places))


def _spread(
    behind: Sequence[Sequence[int]], doors: Sequence[_Door], promised: Collection[int]
) -> tuple[list[list[int]], list[list[int]]]:
    """The doors that each node leads to, and the next node on a shortest way there."""
    found: list[list[int]] = [[] for _ in behind]
    onward: list[list[int]] = [[] for _ in behind]
    number = Counter(door.key for door in doors)
    for place, door in enumerate(doors):
        # Whatever needs a node leads to all that it leads to. So there is nothing new behind one that has been here,
        # that has as many doors as count, or that knows this thing by another.
        layer = [door.node]
        while layer:
            beyond = []
            for at in layer:
                for node in behind[at]:
                    led = found[node]
                    if led[-1:] == [place] or len(led) == MOST or node == door.node:
                        continue
                    if number[door.key] > 1 and any(doors[each].key == door.key for each in led):
                        continue
                    led.append(place)
                    onward[node].append(at)
                    if node not in promised:
                        beyond.append(node)
            layer = sorted(beyond)
    return found, onward


def _lowest(node: int, promised: Mapping[int, float], providers: Mapping[int, Sequence[int]]) -> float:
    """What a node promises; an API no more than what provides it."""
    return min(promised[node], *(promised[each] for each in providers.get(node, ()) if each in promised), _ALWAYS)


def _key(node: int, providers: Mapping[int, Sequence[int]]) -> int:
    """What a node counts as."""
    some = providers.get(node, ())
    return some[0] if len(some) == 1 else node


def _products(percents: Iterable[float]) -> list[float]:
    """The product of the first of these, of the first two, and so on."""
    return [round(each, _DIGITS) for each in accumulate(percents, lambda product, percent: product * percent / 100)]
