"""What if: changes that are laid over an estate without being made.

Each change sees those before it. What it names and the estate does not have is a problem; all the rest of it is done.
A system or a domain stands for the parts of it. Nothing is made up: a team that comes of several is as they all say
that they work, and one that is split off says nothing of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from app.alignment.estate import KINDS, Estate
from app.entities import Ref
from app.graph.edges import Edge
from app.graph.network import Network, linked
from app.positions import Position
from app.problems import Problem
from app.spelling import Spellings

WHOLES = ("system", "domain")
"""What stands for its parts."""

_PROVIDED = "apiProvidedBy"
_FEW = 3


class Named(NamedTuple):
    """A team or a thing, where a change names it."""

    ref: Ref
    position: Position


class Merge(NamedTuple):
    """Several teams become one, which may be one of them, another, or new."""

    teams: tuple[Named, ...]
    into: Named
    position: Position


class Offshoot(NamedTuple):
    """What a team that is split gives to another."""

    team: Named
    things: tuple[Named, ...]


class Split(NamedTuple):
    """A team gives things that it answers for to others, and keeps the rest."""

    team: Named
    into: tuple[Offshoot, ...]
    position: Position


class Move(NamedTuple):
    """A team answers for things from now on, whoever did before."""

    things: tuple[Named, ...]
    to: Named
    position: Position


class Soften(NamedTuple):
    """A thing goes on without others that it needs."""

    source: Named
    targets: tuple[Named, ...]
    position: Position


class Remove(NamedTuple):
    """Things are gone, and with them what they need and whatever needs them."""

    things: tuple[Named, ...]
    position: Position


Change = Merge | Split | Move | Soften | Remove


class Overlay(NamedTuple):
    """Changes, in their order."""

    changes: tuple[Change, ...] = ()


class Applied(NamedTuple):
    """The estate as it would be, and what cannot be done."""

    estate: Estate
    problems: tuple[Problem, ...] = ()


def applied(estate: Estate, overlay: Overlay) -> Applied:
    """Lay changes over an estate, which stays as it is. Where they change nothing, it is what they come to."""
    draft = _Draft(estate)
    for change in overlay.changes:
        draft.make(change)
    return Applied(draft.estate(), tuple(draft.problems))


class _Draft:
    """An estate that is being changed: teams and nodes are moved one by one, all else is put together at the end."""

    def __init__(self, estate: Estate) -> None:
        self.problems: list[Problem] = []
        self._before = estate
        self._teams = [part.team for part in estate.parts]
        self._interactions = dict(estate.interactions)
        self._gone: set[int] = set()
        self._softened: set[tuple[Ref, Ref]] = set()
        self._held: dict[Ref, set[int]] = defaultdict(set)
        for node, team in enumerate(self._teams):
            if team is not None:
                self._held[team].add(node)

    # --- the changes ------------------------------------------------------------------------------

    def make(self, change: Change) -> None:
        """Whatever is to be changed."""
        match change:
            case Merge():
                self._merge(change)
            case Split():
                self._split(change)
            case Move():
                self._move(change)
            case Soften():
                self._soften(change)
            case Remove():
                self._remove(change)

    def _merge(self, change: Merge) -> None:
        """Whatever the teams answer for goes to one of them, or to another."""
        into = change.into.ref
        met = [team.ref for team in change.teams if self._is_team(team)]
        types = {self._interactions[team] for team in met if team in self._interactions}
        for team in met:
            if team != into:
                self._give(tuple(self._held[team]), into)
                self._held.pop(team, None)
                self._interactions.pop(team, None)
        if met and into not in self._interactions and len(types) == 1:
            self._interactions[into] = types.pop()

    def _split(self, change: Split) -> None:
        """Only what the team answers for can be taken from it."""
        own = change.team.ref
        if not self._is_team(change.team):
            return
        for team, things in change.into:
            for thing in things:
                nodes = self._nodes(thing)
                mine = [node for node in nodes if self._teams[node] == own]
                if nodes and not mine:
                    whose = self._teams[nodes[0]]
                    told = f"`{whose.short}` answers" if whose else "Nobody answers"
                    self._tell(thing, f"is not `{own.short}`'s to give.", f"{told} for it: write a `move`.")
                self._give(mine, team.ref)

    def _move(self, change: Move) -> None:
        """Whoever answered for it before."""
        for thing in change.things:
            self._give(self._nodes(thing), change.to.ref)

    def _soften(self, change: Soften) -> None:
        """Every need between the two, but for that of an API of what provides it."""
        source = change.source.ref
        if not self._nodes(change.source):
            return
        for target in change.targets:
            found = self._before.network.between(source, target.ref) if self._is_left(target.ref) else ()
            if any(edge.relation != _PROVIDED for edge in found):
                self._softened.add((source, target.ref))
            elif found:
                self._tell(target, f"provides `{source.short}`, which cannot go on without it.", "Leave this out.")
            elif self._nodes(target):
                self._tell(target, f"is nothing that `{source.short}` needs.", self._instead(source, target.ref))

    def _remove(self, change: Remove) -> None:
        """With all needs that it has or that others have of it."""
        for thing in change.things:
            self._gone.update(self._nodes(thing))

    # --- what it comes to -------------------------------------------------------------------------

    def estate(self) -> Estate:
        """The estate after all changes so far; the one before where there is no difference."""
        network = self._network()
        parts = tuple(
            part if part.team == team else part._replace(team=team)
            for part, team in zip(self._before.parts, self._teams, strict=True)
            if part.ref in network.numbers
        )
        after = Estate(network, parts, self._interactions)
        return self._before if after == self._before else after

    def _network(self) -> Network:
        before = self._before.network
        if not self._gone and not self._softened:
            return before
        gone = {before.refs[node] for node in self._gone}
        edges = tuple(self._edge(edge) for edge in before.edges if edge.source not in gone and edge.target not in gone)
        # A name that nobody declares is there for the needs that lead to it alone.
        ends = {ref for edge in edges for ref in (edge.source, edge.target)}
        refs = (part.ref for part in self._before.parts if part.exists or part.ref in ends)
        return linked(tuple(ref for ref in refs if ref not in gone), edges)

    def _edge(self, edge: Edge) -> Edge:
        if (edge.source, edge.target) not in self._softened or edge.relation == _PROVIDED:
            return edge
        return edge._replace(criticality="soft", assumed=False)

    # --- what is named ----------------------------------------------------------------------------

    def _give(self, nodes: Iterable[int], team: Ref) -> None:
        for node in nodes:
            before = self._teams[node]
            if before is not None:
                self._held[before].discard(node)
            self._teams[node] = team
            self._held[team].add(node)

    def _is_team(self, team: Named) -> bool:
        """Whether anybody of that name is left; where not, that is told."""
        known = self._held.get(team.ref) or team.ref in self._interactions
        if not known:
            teams = {ref for ref, nodes in self._held.items() if nodes} | self._interactions.keys()
            self._tell(team, "answers for nothing here.", _meant(_alike(team.ref, teams)))
        return bool(known)

    def _is_left(self, ref: Ref) -> bool:
        node = self._before.network.numbers.get(ref)
        return node is not None and node not in self._gone

    def _nodes(self, thing: Named) -> list[int]:
        """The nodes that a name stands for; where there are none, that is told, but for a whole without parts."""
        nodes = self._wholes.get(thing.ref, ()) if thing.ref.kind in WHOLES else self._node(thing.ref)
        left = [node for node in nodes if node not in self._gone]
        if nodes and not left:
            self._tell(thing, "is gone already.", "Take this out, or the change above that removes it.")
        elif not nodes and not self._before.part(thing.ref).exists:
            self._tell(thing, "is not in the catalog.", _meant(self._near(thing.ref)))
        return left

    def _node(self, ref: Ref) -> tuple[int, ...]:
        part = self._before.part(ref)
        return (self._before.network.numbers[ref],) if part.exists and ref.kind in KINDS else ()

    @cached_property
    def _wholes(self) -> Mapping[Ref, list[int]]:
        """The parts of each system and domain."""
        found: dict[Ref, list[int]] = defaultdict(list)
        for node, part in enumerate(self._before.parts):
            for whole in (part.system, part.domain):
                if whole is not None:
                    found[whole].append(node)
        return found

    # --- what is told -----------------------------------------------------------------------------

    def _tell(self, named: Named, says: str, remedy: str) -> None:
        message = f"`{named.ref.short}` {says}"
        self.problems.append(Problem(named.position, "overlay", message, remedy, ref=named.ref))

    def _near(self, ref: Ref) -> list[Ref]:
        """What may have been meant: the same name of another kind, else a name of the same kind that is nearly it."""
        kinds = [part.ref for part in map(self._before.part, _of_other_kinds(ref)) if part.exists]
        return kinds or _spelt_like(ref, self._spellings)

    @cached_property
    def _spellings(self) -> Mapping[str, Spellings]:
        names: dict[str, list[str]] = defaultdict(list)
        for part in self._before.parts:
            if part.exists:
                names[part.ref.kind].append(part.ref.declared)
        return {kind: Spellings(some) for kind, some in names.items() if kind in (*KINDS, *WHOLES)}

    def _instead(self, source: Ref, target: Ref) -> str:
        """What a thing needs, those first through which it needs the other, or whose name is like it."""
        needed = list(dict.fromkeys(edge.target for edge in self._before.network.leaving(source)))
        if not needed:
            return f"`{source.short}` needs nothing."
        leads = [ref for ref in needed if self._before.network.between(ref, target)]
        first = leads or _alike(target, needed) or needed
        return f"Name what it needs, such as {_listed(first[:_FEW])}."


def _of_other_kinds(ref: Ref) -> Iterator[Ref]:
    return (ref._replace(kind=kind) for kind in (*KINDS, *WHOLES) if kind != ref.kind)


def _alike(ref: Ref, known: Iterable[Ref]) -> list[Ref]:
    names: dict[str, list[str]] = defaultdict(list)
    for each in known:
        names[each.kind].append(each.declared)
    return _spelt_like(ref, {kind: Spellings(some) for kind, some in names.items()})


def _spelt_like(ref: Ref, spellings: Mapping[str, Spellings]) -> list[Ref]:
    if ref.kind not in spellings:
        return []
    return [Ref.parse(name, ref.kind) for name in spellings[ref.kind].like(ref.declared)]


def _meant(refs: Iterable[Ref]) -> str:
    first = list(refs)[:_FEW]
    return f"Did you mean {_listed(first, 'or')}?" if first else "Name one that is there."


def _listed(refs: Iterable[Ref], last: str = "and") -> str:
    *most, end = [f"`{ref.short}`" for ref in refs]
    return f"{', '.join(most)} {last} {end}" if most else end
