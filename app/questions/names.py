"""What a name stands for, as people write names: a whole reference, or only its last part."""

from collections.abc import Collection
from typing import Any

from sqlalchemy.orm import Session

from app.entities import DEFAULT_NAMESPACE, Ref, fold, split
from app.errors import AmbiguousNameError, EntityNotFoundError
from app.questions import text, vocabulary
from app.store import queries

NEEDY = ("component", "resource", "api")
"""The kinds that may need or be needed."""


def resolve(session: Session, written: str, kinds: Collection[str] = ()) -> Ref:
    """The one entity that a text names; a bare name may be of any kind, in any namespace unless it says one.

    Where several have a bare name, and one of them is of these `kinds`, that is meant. Raises
    `EntityNotFoundError` with the nearest names, `AmbiguousNameError` with the candidates, and `BadReferenceError`
    for what is no reference.
    """
    asked = text.askable(written)
    kind, namespace, name = split(asked)
    if kind is not None:
        ref = Ref.of(kind, namespace or DEFAULT_NAMESPACE, name)
        listed(session, ref)
        return ref
    found = [Ref.parse(row.canonical) for row in session.execute(queries.named(name))]
    if namespace is not None:
        found = [ref for ref in found if ref.namespace == fold(namespace)]
    if not found:
        raise EntityNotFoundError(asked, near(session, name))
    likely = [ref for ref in found if ref.kind in kinds]
    if len(likely) == 1:
        return likely[0]
    if len(found) > 1:
        raise AmbiguousNameError(asked, tuple(ref.short for ref in found))
    return found[0]


def listed(session: Session, ref: Ref) -> Any:
    """The row of an entity, with the columns `queries.LISTED`; raises `EntityNotFoundError`.

    Every answer about one entity begins here, so that no name gets further that a database cannot hold.
    """
    asked = Ref(*(text.askable(part) for part in ref))
    row = session.execute(queries.mentions([asked])).first()
    if row is None or row.title is None:
        raise missing(session, asked)
    return row


def missing(session: Session, ref: Ref) -> EntityNotFoundError:
    """The error for a reference that nothing answers to, with what may have been meant."""
    return EntityNotFoundError(ref.short, near(session, ref.name, ref.kind))


def near(session: Session, name: str, kind: str = "") -> tuple[str, ...]:
    """At most three references that `name` may have meant, best first: the same name elsewhere, then similar."""
    same = [Ref.parse(row.canonical) for row in session.execute(queries.named(name))]
    same.sort(key=lambda ref: (ref.kind != kind, ref))
    alike = vocabulary.of(session).alike(name, kind)
    return tuple(ref.short for ref in dict.fromkeys((*same, *alike)))[:3]
