"""The landscape from the database: narrow columns of everything, and no document."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.entities import Ref
from app.graph import network
from app.graph.edges import Edge
from app.graph.landscape import Landscape, Thing
from app.store import queries


def load(session: Session) -> Landscape:
    """The landscape of the catalog, in three queries: equal to `landscape.of` the same catalog.

    Only a type or lifecycle that is longer than any list takes is cut.
    """
    rows = session.execute(queries.things()).all()
    refs = {row.id: Ref(row.kind, row.namespace, row.name) for row in rows}
    domains = {system: refs[domain] for system, domain in session.execute(queries.domains())}
    needs = session.execute(queries.needs()).all()
    needing = {end for need in needs for end in need[:2]}
    things = {thing.ref: thing for row in rows if (thing := _thing(row, refs, domains)).exists or row.id in needing}
    return Landscape(network.linked(tuple(sorted(things)), _edges(needs, refs)), things)


def _edges(needs: Iterable[Any], refs: Mapping[int, Ref]) -> tuple[Edge, ...]:
    """The edges in order, which numbers are put into sooner than references."""
    places = {key: place for place, key in enumerate(sorted(refs, key=refs.__getitem__))}
    ordered = sorted(needs, key=lambda need: (places[need[0]], places[need[1]], need[2]))
    return tuple(Edge(refs[need[0]], refs[need[1]], *need[2:]) for need in ordered)


def _thing(row: Any, refs: Mapping[int, Ref], domains: Mapping[int, Ref]) -> Thing:
    ref = refs[row.id]
    if row.title is None:
        return Thing(ref, ref.name)
    within = row.id if ref.kind == "system" else row.system_ref_id
    return Thing(
        ref,
        row.title,
        exists=True,
        type=row.type,
        lifecycle=row.lifecycle,
        tier=row.tier,
        owner=refs.get(row.owner_ref_id),
        system=refs.get(row.system_ref_id),
        domain=domains.get(within),
    )
