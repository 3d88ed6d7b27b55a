"""If this fails, or goes for good: what stops, what degrades, what has to be rewritten, and whom to tell.

What `failing` and `going` say comes of a landscape alone. Contacts, places and reasons are read from the
documents of the few that are shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app import characters
from app.entities import Entity, Ref, Reference, fold
from app.graph import edges, exploring, impact
from app.graph.edges import Edge
from app.graph.landscape import Landscape, Thing
from app.positions import Position
from app.questions import contacts, graph
from app.questions.contacts import Contact
from app.questions.graph import HOLDERS
from app.questions.landscape import Held
from app.store import queries, rows

MOST_PLACES = 5_000
"""For how many needs it is looked up where they are written."""

_MOST_NAMED = 10
_LAST_TIER = 9


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that stops or degrades, `because` it needs something that is gone.

    `chain` leads from it to what fails: its own need comes first.
    """

    thing: Thing
    owner: Thing | None
    because: Thing
    chain: tuple[Edge, ...]

    @property
    def assumed(self) -> bool:
        """Whether the chain rests on a need whose criticality or mode nobody wrote down."""
        return any(edge.assumed for edge in self.chain)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A need that leads nowhere afterwards."""

    thing: Thing
    owner: Thing | None
    need: Edge
    target: Thing


@dataclass(frozen=True, slots=True)
class Tell:
    """Who has to know, and about how many things."""

    owner: Thing
    stops: tuple[Thing, ...] = ()
    degrades: tuple[Thing, ...] = ()
    rewrites: tuple[Thing, ...] = ()

    @property
    def told(self) -> str:
        """Why, in a few words."""
        parts = (_verb(self.stops, "stops"), _verb(self.degrades, "degrades"), _verb(self.rewrites, "is rewritten"))
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Failing:
    """What a failure does: by tier, then by name. `unowned` counts what is hit and nobody owns.

    `needs` counts the needs that bring it to what is hit, `assumed` those of them that nobody wrote more of.
    """

    thing: Thing
    owner: Thing | None
    stops: tuple[Hit, ...]
    degrades: tuple[Hit, ...]
    tell: tuple[Tell, ...]
    unowned: int
    needs: int
    assumed: int
    complete: bool = True

    @property
    def critical(self) -> int:
        """How many of tier 1 stop."""
        return sum(hit.thing.tier == 1 for hit in self.stops)

    @property
    def title(self) -> str:
        """The answer in one line."""
        hit = (*self.stops, *self.degrades)
        noun = "service" if all(exploring.sort(each.thing) == "services" for each in hit) else "thing"
        stops, degrades = len(self.stops), len(self.degrades)
        told = f"{_many(stops, noun)} stop{'s' if stops == 1 else ''}" if stops else "nothing stops"
        if degrades:
            weak = f"{degrades:,}" if stops else _many(degrades, noun)
            told += f"{' and ' if stops else ', '}{weak} degrade{'s' if degrades == 1 else ''}"
        return f"If {_called(self.thing)} fails, {told}"

    @property
    def told(self) -> str:
        """What matters most about it, in sentences."""
        return " ".join(_told(self))


@dataclass(frozen=True, slots=True)
class Going:
    """What has to be rewritten before a thing can go for good: by tier, then by name."""

    thing: Thing
    owner: Thing | None
    rewrites: tuple[Rewrite, ...]
    tell: tuple[Tell, ...]
    unowned: int

    @property
    def title(self) -> str:
        """The answer in one line."""
        number = len({each.thing.ref for each in self.rewrites})
        told = f"{_many(number, 'thing')} {'has' if number == 1 else 'have'} to be rewritten" if number else ""
        return f"If {_called(self.thing)} goes for good, {told or 'nothing has to be rewritten'}"

    @property
    def told(self) -> str:
        """What it takes, in a sentence."""
        if not self.rewrites:
            return "No descriptor says that anything needs it."
        return f"{_many(len(self.rewrites), 'need')} lead{'s' if len(self.rewrites) == 1 else ''} to it. {_tell(self)}"


@dataclass(frozen=True, slots=True)
class Reached:
    """How somebody is reached: whom to wake, then how to ask.

    `named` is whom a descriptor names for itself, and so before whoever its owner has on call.
    """

    on_call: Contact | None
    contacts: tuple[Contact, ...]
    runbook: str = ""
    named: Contact | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """Where a need is written, and what its author says is lost without it."""

    position: Position
    description: str = ""


def failing(landscape: Landscape, ref: Ref) -> Failing:
    """What happens if a thing fails; a team, system or domain fails with all it holds.

    An API that stops is no hit of its own: it is why its consumers are.
    """
    found = impact.of_failure(landscape.network, *landscape.meant(ref))
    stops, degrades = _hits(landscape, found.stops), _hits(landscape, found.degrades)
    owner = graph.owner_of(landscape, landscape[ref])
    needs = [hit.chain[0] for hit in (*stops, *degrades)]
    return Failing(
        thing=landscape[ref],
        owner=owner,
        stops=stops,
        degrades=degrades,
        tell=_owners(owner, ref, (("stops", stops), ("degrades", degrades))),
        unowned=sum(hit.owner is None for hit in (*stops, *degrades)),
        needs=len(needs),
        assumed=sum(edge.assumed for edge in needs),
        complete=found.complete,
    )


def fails(held: Held, ref: Ref) -> Failing:
    """As `failing`; what the whole organisation needs takes long enough to be remembered."""
    return held.remembered(("fails", ref), lambda: failing(held.landscape, ref))


def through(landscape: Landscape, hit: Hit) -> tuple[Thing, ...]:
    """What a failure comes through to a thing, from what that needs itself to what fails."""
    return tuple(landscape[edge.target] for edge in hit.chain)


def going(landscape: Landscape, ref: Ref) -> Going:
    """What has to be rewritten if a thing goes for good; a team, system or domain goes with all it holds."""
    gone = set(landscape.meant(ref))
    lost = {edge for each in gone for edge in impact.of_removal(landscape.network, each) if edge.source not in gone}
    rewrites = [
        Rewrite(thing, graph.owner_of(landscape, thing), edge, landscape[edge.target])
        for edge in lost
        for thing in (landscape[edge.source],)
    ]
    rewrites.sort(key=lambda each: (*_weight(each.thing), each.need))
    owner = graph.owner_of(landscape, landscape[ref])
    return Going(
        landscape[ref],
        owner,
        tuple(rewrites),
        _owners(owner, ref, (("rewrites", rewrites),)),
        len({each.thing.ref for each in rewrites if each.owner is None}),
    )


def reached(session: Session, things: Iterable[Thing | None]) -> Mapping[Ref, Reached]:
    """How these, or the people behind them, are reached, as far as their own documents say."""
    refs = {thing.ref for thing in things if thing is not None and thing.exists}
    return {
        entity.ref: Reached(contacts.on_call(entity), contacts.of(entity), _runbook(entity), contacts.named(entity))
        for entity in rows.entities(session, queries.whole_entities(refs))
    }


def written(session: Session, needs: Iterable[Edge]) -> Mapping[Edge, Written]:
    """Where each of these needs is written, for those that a document of either end holds."""
    wanted = set(needs)
    found: dict[Ref, Entity] = {}
    for some in rows.batches(sorted({end for need in wanted for end in (need.source, need.target)})):
        found.update((entity.ref, entity) for entity in rows.entities(session, queries.whole_entities(some)))
    return {need: told for need in wanted if (told := _where(need, found))}


def post(found: Failing, ways: Mapping[Ref, Reached]) -> str:
    """A text to tell people by, without markup."""
    lines = [f"{_called(found.thing)} is down."]
    if found.stops:
        down = [hit.thing for hit in found.stops]
        lines.append(f"Stops: {_listed(down)}{_rest(down, len(down))}.")
    if found.degrades:
        weak = [hit.thing for hit in found.degrades]
        lines.append(f"Degrades: {_listed(weak)}{_rest(weak, len(weak))}.")
    if not found.stops and not found.degrades:
        lines.append("Nothing that is known needs it.")
    return _signed(lines, found.thing, found.owner, ways)


def farewell(found: Going, ways: Mapping[Ref, Reached]) -> str:
    """A text to tell people by that something goes, without markup."""
    lines = [f"{_called(found.thing)} goes for good."]
    lines += [
        f"{tell.owner.ref.declared}: {_listed(tell.rewrites)}{_rest(tell.rewrites, len(tell.rewrites))}."
        for tell in found.tell[:_MOST_NAMED]
    ]
    if len(found.tell) > _MOST_NAMED:
        lines.append(f"And {len(found.tell) - _MOST_NAMED:,} more owners.")
    if not found.rewrites:
        lines.append("Nothing that is known needs it.")
    return _signed(lines, found.thing, found.owner, ways)


def _signed(lines: Sequence[str], thing: Thing, owner: Thing | None, ways: Mapping[Ref, Reached]) -> str:
    about, behind = ways.get(thing.ref), ways.get(owner.ref) if owner else None
    asks = [way.value for reach in (behind, about) if reach for way in reach.contacts[:1]]
    first = about.named if about else None
    waking = first or next((reach.on_call for reach in (behind, about) if reach and reach.on_call), None)
    said = [owner.ref.declared if owner else "nobody", *asks[:1]]
    if waking:
        said.append(f"on call: {waking.value}" + (f" ({waking.title})" if waking.title else ""))
    runbook = [f"Runbook: {about.runbook}"] if about and about.runbook else []
    told = (*lines, f"Owner: {', '.join(said)}.", *runbook)
    return "".join(f"{' '.join(characters.calm(line).split())}\n" for line in told)


def _hits(landscape: Landscape, found: Iterable[impact.Hit]) -> tuple[Hit, ...]:
    hits = (
        Hit(
            landscape[each.ref],
            graph.owner_of(landscape, landscape[each.ref]),
            landscape[each.chain[0].target],
            each.chain,
        )
        for each in found
        if each.ref.kind != "api"
    )
    return tuple(sorted(hits, key=lambda hit: _weight(hit.thing)))


def _weight(thing: Thing) -> tuple[int, str, Ref]:
    """What matters most comes first."""
    return (thing.tier or _LAST_TIER, thing.ref.name, thing.ref)


def _owners(
    owner: Thing | None, ref: Ref, groups: Iterable[tuple[str, Iterable[Hit] | Iterable[Rewrite]]]
) -> tuple[Tell, ...]:
    """Everybody but the owner of what fails, those with most at stake first."""
    found: dict[Ref, dict[str, dict[Ref, Thing]]] = defaultdict(lambda: defaultdict(dict))
    people: dict[Ref, Thing] = {}
    for why, hits in groups:
        for hit in hits:
            if hit.owner is not None and hit.owner != owner and hit.owner.ref != ref:
                people[hit.owner.ref] = hit.owner
                found[hit.owner.ref][why][hit.thing.ref] = hit.thing
    told = [
        Tell(people[each], **{why: tuple(things.values()) for why, things in found[each].items()}) for each in found
    ]
    return tuple(
        sorted(told, key=lambda tell: (-len(tell.stops), -len(tell.degrades), -len(tell.rewrites), tell.owner.ref))
    )


_NAMED = {
    "dependsOn": ("dependsOn", "dependencyOf"),
    "consumesApi": ("consumesApis", ""),
    "apiProvidedBy": ("", "providesApis"),
}
"""The fields in which a relation is written: at the end that needs, and at the end that is needed."""


def _where(need: Edge, entities: Mapping[Ref, Entity]) -> Written | None:
    at_source, at_target = _NAMED[need.relation]
    for author, field, other in ((need.source, at_source, need.target), (need.target, at_target, need.source)):
        entity = entities.get(author)
        reference = _reference(entity, field, other) if entity else None
        if entity and reference:
            return Written(entity.at(reference.pointer), _lost(entity, other))
    return None


def _reference(entity: Entity, field: str, target: Ref) -> Reference | None:
    return next((each for each in entity.references if each.field.name == field and each.target == target), None)


def _lost(entity: Entity, target: Ref) -> str:
    """What an author says about a need in `description`."""
    details: Any = entity.spec.get("dependencyDetails")
    key = next((key for key, meant in edges.keys(entity) if meant == target), None)
    value = details.get(key) if isinstance(details, dict) and key is not None else None
    told = value.get("description") if isinstance(value, dict) else None
    return told.strip() if isinstance(told, str) else ""


def _runbook(entity: Entity) -> str:
    written = entity.metadata.get("links")
    for link in written if isinstance(written, list) else ():
        if isinstance(link, dict) and fold(str(link.get("type", ""))) == "runbook" and isinstance(link.get("url"), str):
            return str(link["url"])
    return ""


def _told(found: Failing) -> Iterator[str]:
    if not found.stops and not found.degrades:
        yield "No descriptor says that anything needs it."
        return
    if found.critical:
        yield f"{found.critical:,} of those that stop {'is' if found.critical == 1 else 'are'} of tier 1."
    yield _tell(found)
    if not found.complete:
        yield f"The walk ended at {impact.BUDGET:,} things: there are more."


def _tell(found: Failing | Going) -> str:
    if not found.tell:
        return "Nobody else has to be told."
    unowned = f" Nobody owns {found.unowned:,} of what is hit." if found.unowned else ""
    return f"Tell {_many(len(found.tell), 'owner')}.{unowned}"


def _called(thing: Thing) -> str:
    holder = HOLDERS.get(thing.ref.kind)
    return f"all of {holder} {thing.ref.declared}" if holder else thing.ref.declared


def _verb(things: Sequence[Thing], verb: str) -> str:
    """One by name, several counted: `balances stops`, `3 things stop`."""
    if not things:
        return ""
    if len(things) == 1:
        return f"{things[0].ref.declared} {verb}"
    plural = verb.replace("is ", "are ") if verb.startswith("is ") else verb.removesuffix("s")
    return f"{len(things):,} things {plural}"


def _listed(things: Sequence[Thing]) -> str:
    """The first few by name; what is of tier 1 says so."""
    return ", ".join(thing.ref.declared + (" (tier 1)" if thing.tier == 1 else "") for thing in things[:_MOST_NAMED])


def _rest(named: Sequence[Thing], number: int) -> str:
    more = number - min(len(named), _MOST_NAMED)
    return f", and {more:,} more" if more else ""


def _many(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"
