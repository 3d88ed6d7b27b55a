"""Many things as few: the teams, systems or domains they belong to, and what these need of each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple

from app.entities import Ref
from app.graph.edges import Edge
from app.graph.exploring import Part
from app.graph.landscape import Landscape

By = Literal["team", "system", "domain"]
BYS: tuple[By, ...] = ("team", "system", "domain")


class Group(NamedTuple):
    """The things that belong together; `ref` is what holds them, `None` for those that nothing holds."""

    ref: Ref | None
    members: tuple[Ref, ...]


class Link(NamedTuple):
    """All needs from one group to another."""

    source: Ref | None
    target: Ref | None
    edges: tuple[Edge, ...]

    @property
    def hard(self) -> bool:
        """Whether any of them is hard."""
        return any(edge.criticality == "hard" for edge in self.edges)

    @property
    def sync(self) -> bool:
        """Whether any of them is synchronous."""
        return any(edge.mode == "sync" for edge in self.edges)


class Folded(NamedTuple):
    """Groups by reference and the links between them; `left_out` counts the groups beyond a limit."""

    groups: tuple[Group, ...]
    links: tuple[Link, ...]
    left_out: int = 0


def grouped(landscape: Landscape, refs: Iterable[Ref], by: By) -> tuple[Group, ...]:
    """Things by what holds them, in order; those that nothing holds come last."""
    held: dict[Ref | None, list[Ref]] = defaultdict(list)
    for ref in refs:
        held[landscape[ref].group(by)].append(ref)
    return tuple(Group(ref, tuple(sorted(held[ref]))) for ref in sorted(held, key=_last))


def folded(landscape: Landscape, part: Part, by: By, limit: int, apart: AbstractSet[Ref] = frozenset()) -> Folded:
    """A part as its groups; of more than `limit` those stay that need or are needed most, and those `apart`.

    What stands `apart` is a group by itself.
    """
    groups = grouped(landscape, (ref for ref in part.refs if ref not in apart), by)
    groups = (*(Group(ref, (ref,)) for ref in part.refs if ref in apart), *groups)
    holders = {ref: group.ref for group in groups for ref in group.members}
    between: dict[tuple[Ref | None, Ref | None], list[Edge]] = defaultdict(list)
    for edge in part.edges:
        ends = (holders[edge.source], holders[edge.target])
        if ends[0] != ends[1]:
            between[ends].append(edge)
    kept = _kept(apart | set(part.refs[:1]), groups, between, limit)
    links = (
        Link(source, target, tuple(edges))
        for (source, target), edges in between.items()
        if source in kept and target in kept
    )
    return Folded(
        tuple(group for group in groups if group.ref in kept),
        tuple(sorted(links, key=lambda link: (_last(link.source), _last(link.target)))),
        max(0, len(groups) - limit),
    )


def heaviest(links: tuple[Link, ...], most: int) -> tuple[Link, ...]:
    """Of links the `most` that stand for most needs, in the order they came in."""
    if len(links) <= most:
        return links
    kept = set(sorted(range(len(links)), key=lambda place: (-len(links[place].edges), place))[:most])
    return tuple(link for place, link in enumerate(links) if place in kept)


def _kept(
    staying: AbstractSet[Ref],
    groups: Iterable[Group],
    between: Mapping[tuple[Ref | None, Ref | None], list[Edge]],
    limit: int,
) -> set[Ref | None]:
    weight: dict[Ref | None, int] = defaultdict(int)
    for ends, edges in between.items():
        for end in ends:
            weight[end] += len(edges)
    ordered = sorted(
        groups, key=lambda group: (staying.isdisjoint(group.members), -weight[group.ref], _last(group.ref))
    )
    return {group.ref for group in ordered[:limit]}


def _last(ref: Ref | None) -> tuple[bool, Ref | tuple[()]]:
    return (ref is None, ref or ())
