"""What the catalog is made of: references, entities, and the relations their fields declare."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Self

from app.errors import BadReferenceError
from app.positions import Position

DEFAULT_NAMESPACE = "default"

LONGEST_REFERENCE = 500
"""Far more than three names of 63, and little enough for every index that holds references."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Only ASCII is folded, so that `İ` stays one letter and `K` (Kelvin) never becomes a k.
_FOLD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def fold(text: str) -> str:
    """The form in which names and references are compared: ASCII capitals made small."""
    return text.lower() if text.isascii() else text.translate(_FOLD)


class Ref(NamedTuple):
    """The reference of an entity, in canonical form: all three parts folded."""

    kind: str
    namespace: str
    name: str

    @classmethod
    def of(cls, kind: str, namespace: str, name: str) -> Self:
        """The canonical reference of three parts as an author wrote them."""
        return cls(fold(kind), fold(namespace), fold(name))

    @classmethod
    def parse(cls, text: str, kind: str = "", namespace: str = DEFAULT_NAMESPACE) -> Self:
        """Read `[kind:][namespace/]name`, filling in what is left out.

        The first colon ends the kind unless a slash stands before it. Raises `BadReferenceError` for
        an empty part, a control character, or a missing kind where `kind` gives none.
        """
        written_kind, written_namespace, name = split(text)
        if written_kind is None and not kind:
            raise BadReferenceError(f"`{text}` names no kind.")
        return cls.of(
            kind if written_kind is None else written_kind,
            namespace if written_namespace is None else written_namespace,
            name,
        )

    def __str__(self) -> str:
        return f"{self.kind}:{self.namespace}/{self.name}"

    @property
    def declared(self) -> str:
        """The name to declare it by, after its namespace where that is not the default."""
        return self.name if self.namespace == DEFAULT_NAMESPACE else f"{self.namespace}/{self.name}"

    @property
    def short(self) -> str:
        """The shortest text that parses back to this reference."""
        if self.namespace == DEFAULT_NAMESPACE and "/" not in self.name:
            return f"{self.kind}:{self.name}"
        return str(self)


def split(text: str) -> tuple[str | None, str | None, str]:
    """The parts of a written reference, `None` for a part left out; raises `BadReferenceError`."""
    if _CONTROL.search(text):
        raise BadReferenceError("A reference holds no control character.")
    if len(text) > LONGEST_REFERENCE:
        raise BadReferenceError(f"A reference has at most {LONGEST_REFERENCE} characters.")
    kind: str | None = None
    namespace: str | None = None
    rest = text
    colon, slash = rest.find(":"), rest.find("/")
    if colon >= 0 and not 0 <= slash < colon:
        kind, rest = rest[:colon], rest[colon + 1 :]
        slash = rest.find("/")
    if slash >= 0:
        namespace, rest = rest[:slash], rest[slash + 1 :]
    if "" in (kind, namespace, rest):
        raise BadReferenceError(f"`{text}` has an empty part.")
    return kind, namespace, rest


class Field(NamedTuple):
    """A field of `spec` that refers to other entities.

    `relation` and `reverse` name the two halves it makes; both are empty for a field that refers
    without relating. `wants` are the kinds a reader expects there, the first of them the default
    kind where `bare` names may stand.
    """

    name: str
    wants: tuple[str, ...]
    relation: str = ""
    reverse: str = ""
    bare: bool = True
    many: bool = False


_OWNER = Field("owner", ("group", "user"), "ownedBy", "ownerOf")
_SYSTEM = Field("system", ("system",), "partOf", "hasPart")
_NEEDS = ("component", "resource")
_DEPENDS_ON = Field("dependsOn", _NEEDS, "dependsOn", "dependencyOf", bare=False, many=True)
_DEPENDENCY_OF = Field("dependencyOf", _NEEDS, "dependencyOf", "dependsOn", bare=False, many=True)
_REPLACES = Field("replaces", ("component",), many=True)

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "component": (
        _OWNER,
        _SYSTEM,
        Field("subcomponentOf", ("component",), "partOf", "hasPart"),
        Field("providesApis", ("api",), "providesApi", "apiProvidedBy", many=True),
        Field("consumesApis", ("api",), "consumesApi", "apiConsumedBy", many=True),
        _DEPENDS_ON,
        _DEPENDENCY_OF,
        _REPLACES,
    ),
    "api": (_OWNER, _SYSTEM),
    "resource": (_OWNER, _SYSTEM, _DEPENDS_ON, _DEPENDENCY_OF),
    "system": (_OWNER, Field("domain", ("domain",), "partOf", "hasPart")),
    "domain": (_OWNER, Field("subdomainOf", ("domain",), "partOf", "hasPart")),
    "group": (
        Field("parent", ("group",), "childOf", "parentOf"),
        Field("children", ("group",), "parentOf", "childOf", many=True),
        Field("members", ("user",), "hasMember", "memberOf", many=True),
    ),
    "user": (Field("memberOf", ("group",), "memberOf", "hasMember", many=True),),
    "template": (_OWNER,),
}
"""The fields that refer, by kind: the one table from which every relation comes."""

KINDS: tuple[str, ...] = (
    "Component",
    "API",
    "Resource",
    "System",
    "Domain",
    "Group",
    "User",
    "Location",
    "Template",
)
"""The kinds whose descriptors are checked, spelt as authors write them."""


class Reference(NamedTuple):
    """A reference as written: where, by which field, and what it resolves to.

    `target` is `None` where the text is no reference, or names no kind and no single entity answers to it.
    """

    pointer: str
    field: Field
    written: str
    target: Ref | None


class Relation(NamedTuple):
    """One half of a relation: `source` `type` `target`, written at `declared_by`."""

    source: Ref
    type: str
    target: Ref
    declared_by: Ref


@dataclass(frozen=True, eq=True)
class Entity:
    """One entity as the catalog holds it.

    `document` is what the author wrote, inclusion done and faulty parts left out; treat it as frozen.
    `positions` maps a JSON pointer into it to line and column. `settled` maps the pointer of a
    reference without a kind to the one entity found by that name.
    """

    document: Mapping[str, Any]
    path: str
    line: int
    positions: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    settled: Mapping[str, Ref] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.ref, self.path, self.line))

    @cached_property
    def ref(self) -> Ref:
        """The canonical reference."""
        return Ref.of(self.kind, self.namespace, self.name)

    @property
    def kind(self) -> str:
        """The kind as written: `Component`, `API`."""
        return str(self.document["kind"])

    @property
    def metadata(self) -> Mapping[str, Any]:
        """The `metadata` map."""
        found: Mapping[str, Any] = self.document["metadata"]
        return found

    @cached_property
    def spec(self) -> Mapping[str, Any]:
        """The `spec` map, empty where there is none."""
        found = self.document.get("spec")
        return found if isinstance(found, dict) else {}

    @property
    def name(self) -> str:
        """The name as written."""
        return str(self.metadata["name"])

    @property
    def namespace(self) -> str:
        """The namespace as written, or the default one."""
        return str(self.metadata.get("namespace") or DEFAULT_NAMESPACE)

    @property
    def title(self) -> str:
        """What people call it: the title, a person's or team's display name, else the name."""
        profile = self.spec.get("profile")
        shown = profile.get("displayName") if isinstance(profile, dict) else None
        return str(self.metadata.get("title") or shown or self.name)

    def text(self, key: str) -> str | None:
        """A text of `spec`, `None` where it is absent or blank."""
        value = self.spec.get(key)
        return value if isinstance(value, str) and value.strip() else None

    @property
    def type(self) -> str | None:
        """`spec.type`."""
        return self.text("type")

    @property
    def lifecycle(self) -> str | None:
        """`spec.lifecycle`."""
        return self.text("lifecycle")

    @property
    def tier(self) -> int | None:
        """`spec.tier`, 1 (an outage is an incident) to 4 (nobody notices for a day)."""
        value = self.spec.get("tier")
        return value if isinstance(value, int) else None

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that are texts, as written."""
        written = self.metadata.get("tags")
        return tuple(tag for tag in written if isinstance(tag, str)) if isinstance(written, list) else ()

    @cached_property
    def owner(self) -> Ref | None:
        """Who the descriptor says owns it, whether that exists or not; `None` also for a text that is no reference."""
        return next((each.target for each in self.references if each.field.name == "owner"), None)

    @property
    def system(self) -> Ref | None:
        """The system it says it is part of, whether that exists or not."""
        return next((each.target for each in self.references if each.field.name == "system"), None)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference of `spec`, in the order of the fields' table."""
        return tuple(self._references())

    @property
    def relations(self) -> Iterator[Relation]:
        """Both halves of every relation this entity declares."""
        for _, field_, _, target in self.references:
            if target is not None and field_.relation:
                yield Relation(self.ref, field_.relation, target, self.ref)
                yield Relation(target, field_.reverse, self.ref, self.ref)

    @property
    def position(self) -> Position:
        """Where the entity begins."""
        return Position(self.path, self.line)

    def at(self, pointer: str) -> Position:
        """Where `pointer` was written, or the nearest part around it."""
        while pointer and pointer not in self.positions:
            pointer = pointer.rpartition("/")[0]
        line, column = self.positions.get(pointer, (self.line, 1))
        return Position(self.path, line, column)

    def _references(self) -> Iterator[Reference]:
        spec = self.spec
        for field_ in FIELDS.get(fold(self.kind), ()):
            value = spec.get(field_.name)
            pointer = f"/spec/{field_.name}"
            if field_.many and isinstance(value, list):
                written = [(f"{pointer}/{index}", item) for index, item in enumerate(value)]
            else:
                written = [(pointer, value)]
            for place, text in written:
                # A blank owner is no owner; a blank name elsewhere is one that nothing answers to.
                if isinstance(text, str) and (text.strip() or field_.name != "owner"):
                    yield Reference(place, field_, text, self._target(place, field_, text))

    def _target(self, pointer: str, field_: Field, text: str) -> Ref | None:
        if pointer in self.settled:
            return self.settled[pointer]
        try:
            return Ref.parse(text, field_.wants[0] if field_.bare else "", self.namespace)
        except BadReferenceError:
            return None
