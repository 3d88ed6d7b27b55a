"""Where the catalog comes from, as the catalog protocol tells it: each source is a location."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.orm import Session

from app.entities import DEFAULT_NAMESPACE, Ref
from app.questions.text import askable_ref
from app.store import fields, queries, rows
from app.store.fields import Pair
from app.store.models import SourceRow

_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Location:
    """A place that is read for entities: a web address, or the name of a folder; never its path on this machine."""

    type: str
    target: str

    def __str__(self) -> str:
        return f"{self.type}:{self.target}"

    @property
    def id(self) -> str:
        """The same for as long as it is this place."""
        return str(uuid5(NAMESPACE_URL, str(self)))

    @property
    def ref(self) -> Ref:
        """The Location entity that stands for it, which no file declares."""
        return Ref("location", DEFAULT_NAMESPACE, f"generated-{hashlib.sha1(str(self).encode()).hexdigest()}")  # noqa: S324 - the protocol's name for it, and no secret

    @property
    def entity(self) -> Mapping[str, Any]:
        """That entity, as it is served."""
        return {
            "apiVersion": "backstage.io/v1alpha1",
            "kind": "Location",
            "metadata": {
                "name": self.ref.name,
                "namespace": self.ref.namespace,
                "uid": str(uuid5(NAMESPACE_URL, str(self.ref))),
                "annotations": {rows.LOCATION: str(self), rows.ORIGIN: str(self)},
            },
            "spec": {"type": self.type, "target": self.target},
            "relations": [],
        }

    @property
    def fields(self) -> set[Pair]:
        """What it can be asked for by."""
        told = {"id": self.id, "type": self.type, "target": self.target, "entityRef": str(self.ref)}
        return fields.pairs(fields.rows(told.items()))


def of(source: SourceRow) -> Location:
    """The location that a source is."""
    if source.location.startswith(_WEB):
        return Location("url", source.location)
    return Location("file", source.name)


def every(session: Session) -> tuple[Location, ...]:
    """All locations, first come first."""
    return tuple(of(source) for source in session.scalars(queries.sources()))


def by_id(session: Session, number: str) -> Location | None:
    """The location of this id."""
    return next((each for each in every(session) if each.id == number.lower()), None)


def holding(session: Session, ref: Ref) -> Location | None:
    """The location that an entity comes from; `None` for an entity that is not there."""
    found = session.execute(queries.held_at(askable_ref(ref))).first()
    return None if found is None else of(found[0])
