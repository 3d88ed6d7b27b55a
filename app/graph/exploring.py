"""A part of the landscape that somebody wants to see: around some things, or between two."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.entities import Ref
from app.graph.edges import NEEDS, Edge
from app.graph.landscape import Landscape, Thing
from app.policy import DEFAULT, Policy

SORTS = ("services", "components", "stores", "resources", "apis")
"""What can be shown or left out: services, other components, data stores, other resources, APIs."""

BUDGET = 5_000

Direction = Literal["both", "needs", "needed"]


@dataclass(frozen=True, slots=True)
class View:
    """What is seen at all. `across` leaves only needs between things of different owners.

    A need through an API that is left out leads straight to whoever provides it, as hard as it is written.
    """

    relations: frozenset[str] = frozenset(NEEDS)
    sorts: frozenset[str] = frozenset(SORTS)
    across: bool = False


EVERYTHING = View()


class Part(NamedTuple):
    """Things, those it starts from first and then the nearest, and every need among them that is seen, in order.

    Not `complete` where the budget ended the walk.
    """

    refs: tuple[Ref, ...]
    edges: tuple[Edge, ...]
    complete: bool = True


class Path(NamedTuple):
    """How two things hang together, by shortest chains of needs.

    `how` is `needs` where the first leads to the second, `needed` where the second leads to the first,
    `shared` where both lead to something else, and empty where nothing joins them.
    """

    how: Literal["needs", "needed", "shared", ""]
    part: Part


def sort(thing: Thing, policy: Policy = DEFAULT) -> str:
    """Which of `SORTS` a thing is, empty for what is none of them."""
    if thing.ref.kind == "api":
        return "apis"
    if thing.ref.kind not in ("component", "resource"):
        return ""
    if thing.type in policy.data_store_types:
        return "stores"
    if thing.ref.kind == "resource":
        return "resources"
    return "services" if thing.type == "service" else "components"


def around(  # noqa: PLR0913 - what a walk is told
    landscape: Landscape,
    starts: Iterable[Ref],
    *,
    depth: int = 1,
    direction: Direction = "both",
    view: View = EVERYTHING,
    budget: int = BUDGET,
) -> Part:
    """What these need and what needs them, up to `depth` steps along the arrows or `depth` steps against them.

    Never along and then against: what else needs the database that these need is not around them.
    """
    sight = _Sight(landscape, view)
    found = dict.fromkeys(sorted(set(starts)))
    ahead = [ref for ref in found if direction != "needed"]
    behind = [ref for ref in found if direction != "needs"]
    seen_ahead, seen_behind = set(found), set(found)
    for _ in range(depth):
        ahead = sorted({edge.target for ref in ahead for edge in sight.leaving(ref)} - seen_ahead)
        behind = sorted({edge.source for ref in behind for edge in sight.arriving(ref)} - seen_behind)
        seen_ahead.update(ahead)
        seen_behind.update(behind)
        found.update(dict.fromkeys(sorted({*ahead, *behind})))
        if len(found) > budget:
            return sight.among(list(found)[:budget], complete=False)
    return sight.among(list(found))


def between(landscape: Landscape, ones: Iterable[Ref], others: Iterable[Ref], view: View = EVERYTHING) -> Path:
    """All shortest ways from any of `ones` to any of `others`, or back, or to what both need."""
    sight = _Sight(landscape, view)
    left, right = sorted(set(ones)), sorted(set(others))
    if way := _shortest(sight, left, set(right)):
        return Path("needs", sight.along(way, [*left, *right]))
    if way := _shortest(sight, right, set(left)):
        return Path("needed", sight.along(way, [*left, *right]))
    from_left, from_right = _distances(sight, left), _distances(sight, right)
    both = from_left.keys() & from_right.keys()
    if both:
        meeting = min(both, key=lambda ref: (from_left[ref] + from_right[ref], ref))
        ways = {*_shortest(sight, left, {meeting}), *_shortest(sight, right, {meeting})}
        return Path("shared", sight.along(ways, [*left, *right]))
    return Path("", Part((*left, *(ref for ref in right if ref not in left)), ()))


class _Sight:
    """The needs that are seen from a thing, looked for as the walk comes there."""

    def __init__(self, landscape: Landscape, view: View) -> None:
        self._landscape = landscape
        self._network = landscape.network
        self._view = view
        self._known: dict[Ref, bool] = {}

    def leaving(self, ref: Ref) -> Iterator[Edge]:
        """What `ref` needs."""
        for edge in self._network.leaving(ref):
            if self._hidden_api(edge.target):
                onward = self._network.leaving(edge.target)
                yield from self._seen(edge._replace(target=each.target) for each in onward)
            else:
                yield from self._seen([edge])

    def arriving(self, ref: Ref) -> Iterator[Edge]:
        """What needs `ref`."""
        for edge in self._network.arriving(ref):
            if self._hidden_api(edge.source):
                before = self._network.arriving(edge.source)
                yield from self._seen(each._replace(target=ref) for each in before)
            else:
                yield from self._seen([edge])

    def among(self, refs: list[Ref], *, complete: bool = True) -> Part:
        """These things, and every need that begins and ends among them."""
        inside = set(refs)
        edges = {edge for ref in refs for edge in self.leaving(ref) if edge.target in inside}
        return Part(tuple(refs), tuple(sorted(edges)), complete)

    def along(self, way: Iterable[Edge], ends: list[Ref]) -> Part:
        """The things on a way, those of its ends that it touches first."""
        edges = tuple(sorted(set(way)))
        on = {ref for edge in edges for ref in (edge.source, edge.target)}
        return Part(tuple(dict.fromkeys([*(ref for ref in ends if ref in on), *sorted(on)])), edges)

    def _seen(self, edges: Iterable[Edge]) -> Iterator[Edge]:
        for edge in edges:
            if edge.relation in self._view.relations and self._shown(edge.source) and self._shown(edge.target):
                within = self._view.across and self._owner(edge.source) == self._owner(edge.target)
                if edge.source != edge.target and not within:
                    yield edge

    def _shown(self, ref: Ref) -> bool:
        known = self._known.get(ref)
        if known is None:
            kind = sort(self._landscape[ref])
            known = self._known[ref] = not kind or kind in self._view.sorts
        return known

    def _owner(self, ref: Ref) -> Ref | None:
        return self._landscape[ref].owner

    def _hidden_api(self, ref: Ref) -> bool:
        return ref.kind == "api" and not self._shown(ref)


def _distances(sight: _Sight, starts: list[Ref]) -> dict[Ref, int]:
    """How many steps along the arrows everything is from the nearest of these."""
    found = dict.fromkeys(starts, 0)
    layer, steps = starts, 0
    while layer:
        steps += 1
        layer = sorted({edge.target for ref in layer for edge in sight.leaving(ref)} - found.keys())
        found.update(dict.fromkeys(layer, steps))
    return found


def _shortest(sight: _Sight, starts: list[Ref], ends: set[Ref]) -> set[Edge]:
    """The needs on every shortest way along the arrows from any start to the nearest of the ends."""
    seen = set(starts)
    into: dict[Ref, list[Edge]] = defaultdict(list)
    layer, reached = starts, seen & ends
    while layer and not reached:
        for edge in (edge for ref in layer for edge in sight.leaving(ref) if edge.target not in seen):
            into[edge.target].append(edge)
        layer = sorted(into.keys() - seen)
        seen.update(layer)
        reached = set(layer) & ends
    return _back(into, reached)


def _back(into: Mapping[Ref, list[Edge]], ends: Iterable[Ref]) -> set[Edge]:
    way: set[Edge] = set()
    waiting, seen = list(ends), set(ends)
    while waiting:
        for edge in into.get(waiting.pop(), ()):
            way.add(edge)
            if edge.source not in seen:
                seen.add(edge.source)
                waiting.append(edge.source)
    return way
