"""The catalog: all entities at one moment, frozen and ordered. Everything shown is a function of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from types import MappingProxyType

from app.entities import DEFAULT_NAMESPACE, Entity, Ref, Relation, fold
from app.errors import EntityNotFoundError
from app.policy import is_service
from app.spelling import Spellings

_HOLDERS = ("system", "domain")
_OWNERS = ("group", "user")


class Catalog:
    """All entities by reference, in the order of their references, and the date a run counts with.

    Where two entities share a reference the first given stays; reading settles that before.
    """

    def __init__(self, entities: Iterable[Entity], as_of: date) -> None:
        held: dict[Ref, Entity] = {}
        for entity in entities:
            held.setdefault(entity.ref, entity)
        self._entities: Mapping[Ref, Entity] = MappingProxyType({ref: held[ref] for ref in sorted(held)})
        self.as_of = as_of
        self._spellings: dict[tuple[str, ...], tuple[Spellings, Mapping[str, Ref]]] = {}

    def __getitem__(self, ref: Ref) -> Entity:
        """The entity; raises `EntityNotFoundError`, with the nearest names, where there is none."""
        try:
            return self._entities[ref]
        except KeyError:
            raise EntityNotFoundError(ref, tuple(self.near(ref))) from None

    def get(self, ref: Ref | None) -> Entity | None:
        """The entity, `None` where there is none."""
        return None if ref is None else self._entities.get(ref)

    def __contains__(self, ref: object) -> bool:
        return ref in self._entities

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._entities.values())

    def __len__(self) -> int:
        return len(self._entities)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Catalog):
            return NotImplemented
        return self.as_of == other.as_of and dict(self._entities) == dict(other._entities)

    __hash__ = None  # type: ignore[assignment]  # compared by content, which is too much to hash

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        """The entities of a kind, written in any case."""
        return self._by_kind.get(fold(kind), ())

    @cached_property
    def services(self) -> tuple[Entity, ...]:
        """The components of type service."""
        return tuple(entity for entity in self.of_kind("component") if is_service(entity))

    def relations(self, ref: Ref) -> tuple[Relation, ...]:
        """What leads from `ref`, whoever wrote it down: once each, by type, then target."""
        return self._relations.get(ref, ())

    @property
    def every_relation(self) -> Iterator[Relation]:
        """What leads from anything, also from a name that nobody declares; by where it leads from, in no order."""
        return chain.from_iterable(self._relations.values())

    def related(self, ref: Ref, relation_type: str) -> tuple[Ref, ...]:
        """The targets of one type of relation from `ref`, existing or only named."""
        return tuple(each.target for each in self.relations(ref) if each.type == relation_type)

    def members(self, team: Ref) -> tuple[Ref, ...]:
        """The people of a team, direct only: those who name it and those it names."""
        return self.related(team, "hasMember")

    def owned_by(self, owner: Ref) -> tuple[Entity, ...]:
        """What names this owner itself; inheritance is not counted."""
        return tuple(self._entities[ref] for ref in self.related(owner, "ownerOf") if ref in self._entities)

    def inherited_owner(self, entity: Entity) -> tuple[Entity, Ref] | None:
        """For an entity without owner: the nearest system or domain around it that has one, and that owner."""
        answers = (self._answering.get(ref) for ref in self._around(entity.ref))
        return next((answer for answer in answers if answer is not None), None)

    def named(self, name: str, namespace: str | None = None) -> tuple[Ref, ...]:
        """The references of every kind with this name, in one namespace or in all."""
        found = self._by_name.get(fold(name), ())
        return tuple(ref for ref in found if namespace is None or ref.namespace == fold(namespace))

    def near(self, ref: Ref, kinds: Iterable[str] = ()) -> Iterator[Ref]:
        """What `ref` may have meant, best first: the same name in another namespace or kind, then similar names.

        `kinds` narrows similar names to these kinds; without it they are of the kind of `ref`.
        """
        wanted = tuple(kinds) or (ref.kind,)
        same = sorted(self.named(ref.name), key=lambda each: (each.kind not in wanted, each))
        yield from same
        spellings, refs = self._spelt(wanted)
        yield from (refs[name] for name in spellings.like(ref.name))

    def _around(self, ref: Ref) -> Iterator[Ref]:
        """The systems and domains that something is part of."""
        return (outer for outer in self.related(ref, "partOf") if outer.kind in _HOLDERS)

    @cached_property
    def _answering(self) -> Mapping[Ref, tuple[Entity, Ref] | None]:
        """For each system and domain: itself, or the nearest around it, with the owner that answers for it."""
        found: dict[Ref, tuple[Entity, Ref] | None] = {}
        for start in (entity.ref for kind in _HOLDERS for entity in self.of_kind(kind)):
            ref: Ref | None = start
            path: list[Ref] = []
            answer = None
            while ref is not None and ref not in found:
                # Entered as unanswered at once, so that a circle of them ends here.
                found[ref] = None
                path.append(ref)
                answer = self._owning(ref)
                ref = None if answer else next(self._around(ref), None)
            if ref is not None:
                answer = found[ref]
            found.update(dict.fromkeys(path, answer))
        return found

    def _owning(self, ref: Ref) -> tuple[Entity, Ref] | None:
        """An entity and its owner, where that is a team or person of this catalog."""
        entity = self._entities.get(ref)
        owner = None if entity is None else entity.owner
        if entity is None or owner is None or owner.kind not in _OWNERS or owner not in self._entities:
            return None
        return entity, owner

    def _spelt(self, kinds: tuple[str, ...]) -> tuple[Spellings, Mapping[str, Ref]]:
        """The names of some kinds; an entity of an earlier kind goes before one of a later."""
        if kinds not in self._spellings:
            refs = {each.name: each for kind in reversed(kinds) for each in self._refs_of_kind(kind)}
            self._spellings[kinds] = Spellings(refs), refs
        return self._spellings[kinds]

    def _refs_of_kind(self, kind: str) -> Iterator[Ref]:
        refs = [entity.ref for entity in self.of_kind(kind)]
        # Of two entities of one name, the one of the default namespace is the likelier.
        return iter(sorted(refs, key=lambda each: each.namespace == DEFAULT_NAMESPACE))

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Entity, ...]]:
        found: dict[str, list[Entity]] = defaultdict(list)
        for entity in self:
            found[entity.ref.kind].append(entity)
        return {kind: tuple(entities) for kind, entities in found.items()}

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Ref, ...]]:
        found: dict[str, list[Ref]] = defaultdict(list)
        for ref in self._entities:
            found[ref.name].append(ref)
        return {name: tuple(refs) for name, refs in found.items()}

    @cached_property
    def _relations(self) -> Mapping[Ref, tuple[Relation, ...]]:
        found: dict[Ref, dict[tuple[str, Ref], Relation]] = defaultdict(dict)
        for entity in self:
            for relation in entity.relations:
                # Both ends may write one relation down; the source's own word is the one kept.
                halves = found[relation.source]
                key = (relation.type, relation.target)
                if key not in halves or relation.declared_by == relation.source:
                    halves[key] = relation
        return {ref: tuple(each[key] for key in sorted(each)) for ref, each in found.items()}
