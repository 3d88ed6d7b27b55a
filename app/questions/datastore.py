"""A data store: what it holds, who writes and who reads it, and how that is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.entities import Entity, Ref
from app.policy import DEFAULT, Policy
from app.questions.mention import Mention
from app.questions.neighbourhood import Neighbourhood
from app.store import queries, rows

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Data:
    """What a descriptor says of the data: empty, or `None`, where it does not say."""

    classification: str = ""
    authoritative: bool | None = None
    retention: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """A data store that something needs, who owns it, and what it does there: read, write, read-write or unknown."""

    store: Mention
    owner: Mention | None
    access: str
    data: Data


def is_store(mention: Mention, policy: Policy = DEFAULT) -> bool:
    """Whether this is listed among the data stores."""
    return mention.ref.kind in ("component", "resource") and mention.type in policy.data_store_types


def data_of(entity: Entity) -> Data:
    """What `spec.data` says."""
    written = entity.spec.get("data")
    if not isinstance(written, dict):
        return Data()
    classification, retention = written.get("classification"), written.get("retention")
    authoritative = written.get("authoritative")
    return Data(
        classification if isinstance(classification, str) else "",
        authoritative if isinstance(authoritative, bool) else None,
        str(retention) if isinstance(retention, str | int) and not isinstance(retention, bool) else "",
    )


def reached(session: Session, near: Neighbourhood, policy: Policy = DEFAULT) -> tuple[Reached, ...]:
    """The data stores that the centre of a neighbourhood needs, in one query where there are any."""
    stores = {each.mention.ref: each for each in near.neighbours if is_store(each.mention, policy)}
    needed = {edge.target: edge for edge in near.needs if edge.source == near.centre.mention.ref}
    found = sorted(ref for ref in stores if ref in needed)
    data = _data(session, found)
    return tuple(
        Reached(stores[ref].mention, stores[ref].owner, needed[ref].access, data.get(ref, Data())) for ref in found
    )


def _data(session: Session, refs: Iterable[Ref]) -> Mapping[Ref, Data]:
    wanted = list(refs)
    loaded = rows.entities(session, queries.documents(wanted)) if wanted else []
    return {entity.ref: data_of(entity) for entity in loaded}
