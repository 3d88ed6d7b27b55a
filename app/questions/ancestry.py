"""What led to an entity: the Locations on the way from its source to its file."""

from collections.abc import Callable, Mapping
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


def _parents(ref: Ref, path: str, leading: list[Entity], top: Ref) -> dict[Ref, tuple[Ref, ...]]:
    """The entity and all Locations above it, nearest first, with what leads to the file of each."""
    leads = [(entity, [globs.matcher(pattern) for pattern in patterns(entity)]) for entity in leading]
    found: dict[Ref, tuple[Ref, ...]] = {}
    waiting = [(ref, path)]
    for each, place in waiting:
        if each not in found:
            above = [entity for entity, tests in leads if entity.ref != each and _any(tests, place)]
            found[each] = tuple(entity.ref for entity in above) or (top,)
            waiting += [(entity.ref, entity.path) for entity in above]
    if not any(top in above for above in found.values()):
        # Locations that lead round in a circle are read for standing in the source, like any file.
        farthest = next(reversed(found))
        found[farthest] += (top,)
    return found


def _any(tests: list[Callable[[str], object]], path: str) -> bool:
    return any(test(path) for test in tests)
