"""Which services and teams could run on their own, and what holds back the others."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.alignment.estate import Estate
from app.alignment.standing import VERDICTS, Standing, depths
from app.entities import Ref
from app.graph.borders import MANY
from app.graph.components import ordered
from app.graph.edges import Edge

MOST_TOLD = 20
"""How many things are named where many are meant; their number is always told."""

MOST_TRIED = 1_000_000
"""How many arrows of circles are looked at, over and over, to find which one opens a circle: a few seconds' worth."""

_MOST_HOLDS = 1_000
_NO_TIER = 9


class Hold(NamedTuple):
    """What holds something back.

    `kind` is `need`, a hard need of `target`; `through`, a hard need of a thing of its own that is held back; `store`,
    a data store that others write, too; or `circle`, of which `target` is the first member. `teams` are the others
    that it is about. `assumed` says that it rests on a need that nobody wrote to be hard.
    """

    kind: str
    target: Ref
    teams: tuple[Ref, ...] = ()
    assumed: bool = False


class Service(NamedTuple):
    """A service, and what holds it back.

    `if_soft` is the verdict if every need that nobody wrote more of were soft. `depth` counts the things on the
    longest way down its hard needs, an API and what provides it as one, and a circle as one.
    """

    ref: Ref
    owner: Ref | None
    tier: int | None
    verdict: str
    if_soft: str
    holds: tuple[Hold, ...]
    depth: int

    @property
    def key(self) -> str:
        """Its identity in its section."""
        return str(self.ref)

    @property
    def about(self) -> Ref:
        """What it is about."""
        return self.ref

    @property
    def team(self) -> Ref | None:
        """Who has to see to it."""
        return self.owner

    @property
    def weight(self) -> int:
        """What is blocked stands first, the nearest to being free before others, then by tier."""
        held = min(len(self.holds), _MOST_HOLDS - 1)
        return (VERDICTS.index(self.verdict) * _MOST_HOLDS + held) * 10 + (self.tier or _NO_TIER)


class Waiting(NamedTuple):
    """A team that is needed, and by how many hard needs."""

    team: Ref
    hard: int


class Team(NamedTuple):
    """A team without the others: as the worst of its things is, circles among its own left out.

    `hard` and `soft` count needs of others' things, `needed` hard needs that others have of its things. `waits_for`
    are those that it needs hard, the most needed first. `stores` are those it writes beside others. `place` is where
    it stands in the matrix of teams.
    """

    ref: Ref
    verdict: str
    if_soft: str
    services: int
    independent: int
    degraded: int
    blocked: int
    things: int
    hard: int
    soft: int
    needed: int
    waits_for: tuple[Waiting, ...]
    stores: tuple[Ref, ...]
    interaction: str
    place: int

    @property
    def key(self) -> str:
        """Its identity in its section."""
        return str(self.ref)

    @property
    def about(self) -> Ref:
        """What it is about."""
        return self.ref

    @property
    def team(self) -> Ref:
        """Who has to see to it."""
        return self.ref

    @property
    def weight(self) -> int:
        """Where it stands in a list."""
        return self.place


class Freeing(NamedTuple):
    """One change that would let services run on their own, since nothing else holds these back.

    `kind` is `need`: `source` needs `target` softly or asynchronously then; or `store`: one team alone writes
    `target`. `owner` is who has to act.
    """

    kind: str
    source: Ref | None
    target: Ref
    owner: Ref | None
    frees: int
    services: tuple[Ref, ...]
    assumed: bool

    @property
    def key(self) -> str:
        """Its identity in its section."""
        return f"{self.kind} {self.source or ''} {self.target}"

    @property
    def about(self) -> Ref:
        """What it is about."""
        return self.target

    @property
    def team(self) -> Ref | None:
        """Who has to see to it."""
        return self.owner

    @property
    def verdict(self) -> str:
        """What would change: a need, or who writes a store."""
        return self.kind

    @property
    def weight(self) -> int:
        """Where it stands in a list."""
        return -self.frees


class Share(NamedTuple):
    """How many services could run on their own, and how far that rests on what nobody wrote down.

    `alone` are the independent and the degraded; `alone_if_soft` those that would be if every need that nobody wrote
    more of were soft. `hard` counts hard needs of other teams' things, whatever needs them, `assumed` those of them
    that rest on the default. `silent` counts the services that name nothing they need, `unowned` those nobody answers
    for: about these the catalog says too little to be sure. `largest_circle` counts the services in the largest circle
    through several teams.
    """

    services: int
    independent: int
    degraded: int
    blocked: int
    alone: int
    alone_if_soft: int
    hard: int
    assumed: int
    soft: int
    silent: int
    unowned: int
    largest_circle: int
    teams: int
    teams_alone: int


def services(estate: Estate, now: Standing, sure: Standing) -> list[Service]:
    """Every service, by reference. `now` is how things stand, `sure` how they would with the default for soft."""
    # An API is a step of its own only where nobody provides it.
    steps = [int(ref.kind != "api" or not now.ahead[node]) for node, ref in enumerate(estate.network.refs)]
    down = depths(now.ahead, steps)
    return [
        Service(
            part.ref,
            part.team,
            part.tier,
            now.verdict(node),
            sure.verdict(node),
            tuple(_holds(estate, now, node)),
            down[node],
        )
        for node, part in enumerate(estate.parts)
        if part.is_service
    ]


def _holds(estate: Estate, now: Standing, node: int) -> Iterator[Hold]:
    parts = estate.parts
    own = parts[node].team
    crossing = now.hard.crossing[node]
    for other in crossing:
        team = parts[other].team
        yield Hold("need", parts[other].ref, () if team is None else (team,), _is_assumed(estate, node, other))
    across = frozenset(crossing)
    for other in now.ahead[node]:
        if other not in across and now.hard.reaches(other) and other != node:
            yield Hold("through", parts[other].ref, (), _is_assumed(estate, node, other))
    for store in now.shared.get(node, ()):
        yield Hold("store", parts[store].ref, tuple(team for team in now.writing[store] if team != own))
    if node in now.circle_of:
        members = now.circles[now.circle_of[node]]
        yield Hold("circle", parts[members[0]].ref, _others(own, (parts[member].team for member in members)))


def _others(own: Ref | None, teams: Iterable[Ref | None]) -> tuple[Ref, ...]:
    return tuple(sorted({team for team in teams if team is not None and team != own}))


def _is_assumed(estate: Estate, source: int, target: int) -> bool:
    """Whether a hard need rests on the default."""
    return all(edge.assumed for edge in _hard(estate, source, target))


def _hard(estate: Estate, source: int, target: int) -> tuple[Edge, ...]:
    return estate.hard.between(estate.network.refs[source], estate.network.refs[target])


def teams(
    estate: Estate, found: Iterable[Service], now: Standing, sure: Standing, places: Mapping[Ref, int]
) -> list[Team]:
    """Every team, by reference; `found` are the services, `places` is where each team stands in the matrix."""
    tallies = {team: _Tally() for team in estate.teams}
    for service in found:
        if service.owner is not None:
            tallies[service.owner].services[service.verdict] += 1
    for node, part in enumerate(estate.parts):
        if part.team is not None:
            tally = tallies[part.team]
            tally.things += part.exists
            tally.blocked |= bool(now.hard.crossing[node])
            tally.surely_blocked |= bool(sure.hard.crossing[node])
            tally.degraded |= now.soft[node]
            tally.stores.update(estate.parts[store].ref for store in now.shared.get(node, ()))
    for edge in estate.network.edges:
        source, target = estate.part(edge.source), estate.part(edge.target)
        if source.team is not None and target.team is not None and source.team != target.team:
            if edge.stops:
                tallies[source.team].hard[target.team] += 1
                tallies[target.team].needed += 1
            else:
                tallies[source.team].soft += 1
    return [_team(estate, team, tally, places) for team, tally in tallies.items()]


@dataclass
class _Tally:
    """What is counted of a team."""

    services: Counter[str] = field(default_factory=Counter)
    things: int = 0
    blocked: bool = False
    surely_blocked: bool = False
    degraded: bool = False
    hard: Counter[Ref] = field(default_factory=Counter)
    soft: int = 0
    needed: int = 0
    stores: set[Ref] = field(default_factory=set)

    def verdict(self, *, blocked: bool) -> str:
        return "blocked" if blocked or self.stores else "degraded" if self.degraded else "independent"


def _team(estate: Estate, team: Ref, tally: _Tally, places: Mapping[Ref, int]) -> Team:
    needed = sorted(tally.hard.items(), key=lambda each: (-each[1], each[0]))
    return Team(
        ref=team,
        verdict=tally.verdict(blocked=tally.blocked),
        if_soft=tally.verdict(blocked=tally.surely_blocked),
        services=tally.services.total(),
        independent=tally.services["independent"],
        degraded=tally.services["degraded"],
        blocked=tally.services["blocked"],
        things=tally.things,
        hard=tally.hard.total(),
        soft=tally.soft,
        needed=tally.needed,
        waits_for=tuple(Waiting(*each) for each in needed[:MOST_TOLD]),
        stores=tuple(sorted(tally.stores)),
        interaction=estate.interactions.get(team, ""),
        place=places.get(team, len(places)),
    )


def freeing(estate: Estate, now: Standing) -> list[Freeing]:
    """The single changes that would free services, those that free most first.

    A service is freed by a change where nothing else holds it back. That a change opens a circle is tried, for those
    first that would free most, until `MOST_TRIED` is spent; what is in a circle that is not tried is not freed.
    """
    freed: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for node, part in enumerate(estate.parts):
        need, stores = now.hard.only[node], now.shared.get(node, ())
        if not part.is_service:
            continue
        if need is not None and need is not MANY and not stores:
            freed["need", *need].append(node)
        elif need is None and len(stores) == 1:
            freed["store", -1, stores[0]].append(node)
    costs = [sum(len(now.ahead[node]) for node in group) for group in now.groups]
    left = MOST_TRIED
    found = []
    for (kind, source, target), nodes in sorted(freed.items(), key=lambda each: (-len(each[1]), each[0])):
        # How an API needs its provider cannot be given up.
        if kind == "need" and any(edge.relation == "apiProvidedBy" for edge in _hard(estate, source, target)):
            continue
        circling: Collection[int] = now.circle_of.keys()
        circle = now.group_of.get(source) if any(node in circling for node in nodes) else None
        if circle is not None and circle == now.group_of.get(target) and costs[circle] <= left:
            left -= costs[circle]
            circling = _circling(estate, now, source, target)
        free = [node for node in nodes if node not in circling]
        if free:
            found.append(_freeing(estate, kind, source, target, free))
    return sorted(found, key=lambda each: (each.weight, each.key))


def _circling(estate: Estate, now: Standing, source: int, target: int) -> Collection[int]:
    """What still is in a circle without a hard arrow between two members of one."""
    members = now.groups[now.group_of[source]]
    places = {node: place for place, node in enumerate(members)}
    ahead = [
        [places[other] for other in now.ahead[node] if other in places and (node, other) != (source, target)]
        for node in members
    ]
    left: set[int] = set()
    for group in ordered(ahead):
        nodes = [members[place] for place in group]
        if sum(estate.network.refs[node].kind != "api" for node in nodes) > 1:
            left.update(nodes)
    return left | (now.circle_of.keys() - set(members))


def _freeing(estate: Estate, kind: str, source: int, target: int, nodes: Sequence[int]) -> Freeing:
    parts = estate.parts
    needs = kind == "need"
    return Freeing(
        kind,
        parts[source].ref if needs else None,
        parts[target].ref,
        parts[source if needs else target].team,
        len(nodes),
        tuple(parts[node].ref for node in nodes[:MOST_TOLD]),
        needs and all(edge.assumed for edge in _hard(estate, source, target)),
    )


def share(estate: Estate, found: Sequence[Service], among: Sequence[Team], now: Standing) -> Share:
    """What it comes to for the whole; `found` are all services, `among` all teams."""
    verdicts = Counter(service.verdict for service in found)
    across = [edge for edge in estate.hard.edges if estate.crosses(edge.source, edge.target)]
    wide = (
        sum(estate.parts[node].is_service for node in members)
        for members in now.circles
        if len({estate.parts[node].team for node in members} - {None}) > 1
    )
    return Share(
        services=len(found),
        independent=verdicts["independent"],
        degraded=verdicts["degraded"],
        blocked=verdicts["blocked"],
        alone=len(found) - verdicts["blocked"],
        alone_if_soft=sum(service.if_soft != "blocked" for service in found),
        hard=len(across),
        assumed=sum(edge.assumed for edge in across),
        soft=sum(team.soft for team in among),
        silent=sum(part.is_service and not estate.network.ahead[node] for node, part in enumerate(estate.parts)),
        unowned=sum(service.owner is None for service in found),
        largest_circle=max(wide, default=0),
        teams=len(among),
        teams_alone=sum(team.verdict != "blocked" for team in among),
    )
