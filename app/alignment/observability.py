"""What can be watched: the evidence that things show, and how far teams can see what they cannot do without.

A team that stops with another team's thing has to see how that thing is: by its dashboard, its alerts, its promise, and
its runbook for the worst. A thing is **seen** where it shows all four, **partly** where it shows some, **dark** where
it shows none, and **at rest** where it does not run by itself, as a library: there is nothing to watch then. An API is
seen through what provides it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from app.alignment.estate import Estate, Part, differ
from app.entities import Ref
from app.policy import EVIDENCE

WATCHING = ("dashboard", "alerts", "slo", "runbook")
"""The evidence by which others see how a thing is."""

VERDICTS = ("dark", "partly", "seen", "at-rest")
"""From the worst to what there is nothing to say of."""

MOST_TOLD = 20
"""How many teams are told where there may be many; their number is always told."""

_MANY = 100_000
_NO_TIER = 9


class Needing(NamedTuple):
    """A team that needs a thing, and by how many hard needs."""

    team: Ref
    hard: int


class Sight(NamedTuple):
    """A thing, what is to be seen of it, and who cannot do without.

    `asked` is the evidence that makes sense for it, `demanded` what its tier demands of it in production, `shown` what
    of the asked it shows, `lacking` what of the demanded it does not, and `watched` what of `WATCHING` is to be seen of
    it. What an API's providers show is to be seen of the API, too. `hard` counts the hard needs that other teams have
    of it, `teams` these teams; `needing` has those that need it most.
    """

    ref: Ref
    owner: Ref | None
    tier: int | None
    lifecycle: str
    verdict: str
    asked: tuple[str, ...]
    demanded: tuple[str, ...]
    shown: tuple[str, ...]
    lacking: tuple[str, ...]
    watched: tuple[str, ...]
    hard: int
    teams: int
    needing: tuple[Needing, ...]

    @property
    def key(self) -> str:
        """The thing."""
        return str(self.ref)

    @property
    def about(self) -> Ref:
        """The thing."""
        return self.ref

    @property
    def team(self) -> Ref | None:
        """The team that answers for it."""
        return self.owner

    @property
    def weight(self) -> int:
        """What other teams need hard stands first, then by verdict; those that others need most, then by tier."""
        needed = min(self.hard, _MANY - 1)
        place = VERDICTS.index(self.verdict) + (0 if self.hard else len(VERDICTS))
        return (place * _MANY - needed) * 10 + (self.tier or _NO_TIER)


class Watched(NamedTuple):
    """How many hard needs lead from one team to another's thing, and how these things can be watched.

    `demanded` counts the evidence that tiers demand, `shown` what of that is there. `owner` is the team that answers
    for the things, `None` for all things.
    """

    owner: Ref | None
    hard: int
    seen: int
    partly: int
    dark: int
    at_rest: int
    demanded: int
    shown: int


class Shown(NamedTuple):
    """A sort of evidence: for how many things it makes sense, and how many show it."""

    what: str
    asked: int
    shown: int
    demanded: int
    lacking: int


class Coverage(NamedTuple):
    """How far everything can be watched, what each team gives others to see, and what is shown of each evidence."""

    whole: Watched
    teams: tuple[Watched, ...]
    evidence: tuple[Shown, ...]


def rows(estate: Estate) -> list[Sight]:
    """The services and data stores, what others need hard, and what evidence is demanded of, by reference."""
    needing = _needing(estate)
    return [
        _sight(estate, part, needing.get(node, Counter()))
        for node, part in enumerate(estate.parts)
        if part.is_service or part.keeps or part.demanded or node in needing
    ]


def coverage(found: Iterable[Sight]) -> Coverage:
    """What rows come to."""
    whole: Counter[str] = Counter()
    teams: dict[Ref, Counter[str]] = defaultdict(Counter)
    evidence: Counter[tuple[str, str]] = Counter()
    for sight in found:
        said = {
            "hard": sight.hard,
            sight.verdict: sight.hard,
            "demanded": len(sight.demanded),
            "shown": len(sight.demanded) - len(sight.lacking),
        }
        whole.update(said)
        if sight.owner is not None:
            teams[sight.owner].update(said)
        for place in ("asked", "shown", "demanded", "lacking"):
            evidence.update((what, place) for what in getattr(sight, place))
    return Coverage(
        _watched(None, whole),
        tuple(_watched(team, teams[team]) for team in sorted(teams)),
        tuple(
            Shown(what, *(evidence[what, place] for place in ("asked", "shown", "demanded", "lacking")))
            for what in EVIDENCE
        ),
    )


def _needing(estate: Estate) -> Mapping[int, Counter[Ref]]:
    """How many hard needs each team has of each thing of another team."""
    parts, numbers = estate.parts, estate.network.numbers
    found: dict[int, Counter[Ref]] = defaultdict(Counter)
    for edge in estate.hard.edges:
        source, target = parts[numbers[edge.source]], numbers[edge.target]
        if source.team is not None and differ(source, parts[target]):
            found[target][source.team] += 1
    return found


def _sight(estate: Estate, part: Part, needing: Counter[Ref]) -> Sight:
    behind = [estate.part(ref) for ref in _providers(estate, part)]
    shows = {*part.shows, *(what for each in behind for what in each.shows)}
    watched = tuple(what for what in WATCHING if what in shows)
    shown = tuple(what for what in part.asked if what in shows)
    most = sorted(needing.items(), key=lambda each: (-each[1], each[0]))
    return Sight(
        ref=part.ref,
        owner=part.team,
        tier=part.tier,
        lifecycle=part.lifecycle,
        verdict=_verdict(behind or [part], len(watched)),
        asked=part.asked,
        demanded=part.demanded,
        shown=shown,
        lacking=tuple(what for what in part.demanded if what not in shown),
        watched=watched,
        hard=needing.total(),
        teams=len(needing),
        needing=tuple(Needing(*each) for each in most[:MOST_TOLD]),
    )


def _providers(estate: Estate, part: Part) -> Iterator[Ref]:
    if part.ref.kind == "api":
        for edge in estate.network.leaving(part.ref):
            if edge.relation == "apiProvidedBy":
                yield edge.target


def _verdict(running: Iterable[Part], watched: int) -> str:
    if all(set(WATCHING).isdisjoint(part.asked) for part in running):
        return "at-rest"
    if not watched:
        return "dark"
    return "seen" if watched == len(WATCHING) else "partly"


def _watched(owner: Ref | None, counts: Counter[str]) -> Watched:
    by_verdict = {verdict.replace("-", "_"): counts[verdict] for verdict in VERDICTS}
    return Watched(owner, counts["hard"], demanded=counts["demanded"], shown=counts["shown"], **by_verdict)
