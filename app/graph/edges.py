"""One need and what its author says about it."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from app.entities import Entity, Ref, fold
from app.errors import BadReferenceError

NEEDS = ("dependsOn", "consumesApi", "apiProvidedBy")
"""The relations by which one thing needs another."""

CRITICALITIES = ("hard", "soft")
MODES = ("sync", "async")
ACCESSES = ("read", "write", "read-write")
READING = ("read", "read-write")
WRITING = ("write", "read-write")

_FIELDS = ("dependsOn", "consumesApis", "dependencyOf")
_ANY = "?"


class Details(NamedTuple):
    """How something is needed. `assumed` where criticality or mode is not written and the default stands in."""

    criticality: str = "hard"
    mode: str = "sync"
    access: str = "unknown"
    assumed: bool = True


class Edge(NamedTuple):
    """`source` needs `target`, by `relation`. Sorts by source, target, relation."""

    source: Ref
    target: Ref
    relation: str
    criticality: str
    mode: str
    access: str
    assumed: bool

    @property
    def stops(self) -> bool:
        """Whether `source` stops where `target` does: the need is hard and synchronous."""
        return self.criticality == "hard" and self.mode == "sync"


ASSUMED = Details()
"""What a bare reference means."""

PROVIDED = Details(assumed=False)
"""How an API needs its provider. Nobody writes this down, and nobody has to: without it there is no API."""


def details(entity: Entity, target: Ref) -> Details:
    """What `entity` says about one of its dependencies; `detailed` answers for all of them at once.

    For a need that the needed end wrote down (`dependencyOf`), ask that end about the other.
    """
    return detailed(entity).get(target, ASSUMED)


def detailed(entity: Entity) -> Mapping[Ref, Details]:
    """What `entity` says about its dependencies, for those it says anything about."""
    written = entity.spec.get("dependencyDetails")
    if not isinstance(written, dict):
        return {}
    found: dict[Ref, Details] = {}
    for key, target in keys(entity):
        if target is not None:
            found.setdefault(target, _read(written[key]))
    return found


def keys(entity: Entity) -> Iterator[tuple[str, Ref | None]]:
    """The keys of `dependencyDetails`, each with the dependency it stands for, `None` where it stands for none.

    A key may leave out what its reference leaves out: the kind, and the namespace of the entity itself.
    """
    written = entity.spec.get("dependencyDetails")
    if not isinstance(written, dict):
        return
    texts: dict[str, Ref] = {}
    names: dict[Ref, Ref] = {}
    for reference in entity.references:
        if reference.field.name in _FIELDS and reference.target is not None:
            texts.setdefault(fold(reference.written), reference.target)
            names.setdefault(reference.target, reference.target)
            names.setdefault(reference.target._replace(kind=_ANY), reference.target)
    for key in written:
        target = texts.get(fold(key))
        if target is None:
            # An empty part or a control character; the problem of reading stands at the key.
            with suppress(BadReferenceError):
                target = names.get(Ref.parse(key, _ANY, entity.namespace))
        yield key, target


def _read(value: Any) -> Details:
    if not isinstance(value, dict):
        return ASSUMED
    criticality, mode, access = value.get("criticality"), value.get("mode"), value.get("access")
    return Details(
        criticality if criticality in CRITICALITIES else ASSUMED.criticality,
        mode if mode in MODES else ASSUMED.mode,
        access if access in ACCESSES else ASSUMED.access,
        assumed=criticality not in CRITICALITIES or mode not in MODES,
    )
