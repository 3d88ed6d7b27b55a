"""What led to an entity: the Locations on the way from its source to its file."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.descriptors.locations import patterns
from app.entities import Entity, Ref
from app.questions import locations
from app.questions.locations import Location
from app.questions.text import askable_ref
from app.sources import globs
from app.store import queries, rows


@dataclass(frozen=True, slots=True)
class Ancestry:
    """An entity and its ancestors, itself first, each with the references of those one step nearer to the source.

    `served` has the JSON of each but the last of all, which is the source's own and stands in no file.
    """

    parents: Mapping[Ref, tuple[Ref, ...]]
    served: Mapping[Ref, str]
    source: Location


def of(session: Session, ref: Ref) -> Ancestry | None:
    """The ancestry of an entity; `None` for one that is not there."""
    found = session.execute(queries.held_at(askable_ref(ref))).first()
    if found is None:
        return None
    source, path = found
    top = locations.of(source)
    parents = _parents(ref, path, rows.entities(session, queries.locations_in(source.id)), top.ref)
    served = {
        Ref.parse(canonical): json
        for some in rows.batches(parents)
        for canonical, json in session.execute(queries.served_of(some))
    }
    return Ancestry({**parents, top.ref: ()}, served, top)


def _parents(ref: Ref, path: str, leading: Iterable[Entity], top: Ref) -> dict[Ref, tuple[Ref, ...]]:
    """The entity and all Locations above it, nearest first, with what leads to the file of each."""
    leads_to = _leading(leading)
    found: dict[Ref, tuple[Ref, ...]] = {}
    waiting = [(ref, path)]
    for each, place in waiting:
        if each not in found:
            above = {entity.ref: entity.path for entity in leads_to(place) if entity.ref != each}
            found[each] = tuple(sorted(above)) or (top,)
            waiting += sorted(above.items())
    if not any(top in above for above in found.values()):
        # Locations that lead round in a circle are read for standing in the source, like any file.
        farthest = next(reversed(found))
        found[farthest] += (top,)
    return found


def _leading(locations_: Iterable[Entity]) -> Callable[[str], list[Entity]]:
    """From the path of a file to the Locations that name it."""
    plain: dict[str, list[Entity]] = defaultdict(list)
    wild: list[tuple[Callable[[str], object], Entity]] = []
    for entity in locations_:
        for pattern in patterns(entity):
            if "*" in pattern or "?" in pattern:
                wild.append((globs.matcher(pattern), entity))
            else:
                plain[pattern].append(entity)
    return lambda path: [*plain.get(path, ()), *(entity for matches, entity in wild if matches(path))]
