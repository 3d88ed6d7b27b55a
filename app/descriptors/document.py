"""One document to one entity, with everything that is wrong with it."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from enum import Enum
from typing import Any, NamedTuple

from app.descriptors import addresses, fields, inclusion, keys, near, parts, schemas, skeletons, texts
from app.descriptors.faults import judged
from app.descriptors.inclusion import Included
from app.documents import Document, Failure, pointer
from app.entities import KINDS, Entity, Ref
from app.positions import Position
from app.problems import Problem, capped, shown
from app.tree import Tree

_SUFFIX = re.compile(r"[a-z0-9A-Z]{1,63}")
_KIND = re.compile(r"[a-zA-Z][a-z0-9A-Z]{0,62}")
NAMED_KINDS = frozenset((*KINDS, "AiResource"))
"""The kinds that one spelt otherwise may mean; the last is Backstage's, and no slip for another."""


class Outcome(Enum):
    """How a document ended."""

    ENTITY = "entity"
    FAILED = "failed"
    ASIDE = "aside"
    FOREIGN = "foreign"
    """Neither apiVersion nor kind: what that means is the file's question."""


class Interpreted(NamedTuple):
    """What a document came to, its problems, and the paths it included."""

    outcome: Outcome
    entity: Entity | None = None
    problems: tuple[Problem, ...] = ()
    included: tuple[str, ...] = ()


def fail(path: str, failure: Failure) -> Interpreted:
    """What a text comes to that could not be read: set aside as a template, or failed."""
    codes = {problem.code for problem in failure.problems}
    if codes <= {"yaml-syntax", "key-not-string", "duplicate-key"} and skeletons.looks_like_one(failure.text):
        return Interpreted(Outcome.ASIDE, problems=(_skeleton(Position(path, failure.line)),))
    return Interpreted(Outcome.FAILED, problems=failure.problems)


def interpret(document: Document, tree: Tree) -> Interpreted:
    """Read one document as an entity; `tree` is where its inclusions are read from."""
    value = document.value
    if not isinstance(value, dict):
        what = "a list" if isinstance(value, list) else "a single value"
        message = f"The document is {what}; a descriptor is a map."
        problem = Problem(document.at(), "document-not-mapping", message, "Begin it with `apiVersion:` and `kind:`.")
        return Interpreted(Outcome.FAILED, problems=(problem,))
    if "apiVersion" not in value and "kind" not in value:
        return Interpreted(Outcome.FOREIGN)
    if skeletons.is_skeleton(value):
        return Interpreted(Outcome.ASIDE, problems=(_skeleton(document.at()),))
    included = inclusion.include(document, tree)
    included = included._replace(problems=(*included.problems, *texts.judged(document)))
    filled = replace(document, value=included.value)
    envelope = tuple(_envelope(filled, filled.value))
    if envelope:
        return Interpreted(Outcome.FAILED, None, capped((*included.problems, *envelope)), included.paths)
    return _entity(filled, included)


def _skeleton(position: Position) -> Problem:
    message = "The document is a template with placeholders in its name or references."
    return Problem(position, "template-skeleton", message, "Nothing to do; it is set aside.")


def _envelope(document: Document, value: Mapping[str, Any]) -> Iterator[Problem]:
    """What leaves no entity: apiVersion, kind, name or namespace missing or malformed."""
    for key, example, well_formed in (
        ("apiVersion", schemas.API_VERSIONS[0], _is_version),
        ("kind", "Component", _KIND.fullmatch),
    ):
        written = value.get(key)
        if not isinstance(written, str) or not written:
            yield _no_entity(document, f"/{key}", f"`{key}` is missing or no text.", f"Write `{key}: {example}`.")
        elif not well_formed(written):
            says = f"`{key}` is {fields.told(written)}, which is malformed."
            yield _no_entity(document, f"/{key}", says, f"Write it as in `{key}: {example}`.")
    metadata = value.get("metadata")
    if isinstance(metadata, dict):
        yield from _named(document, metadata)
    else:
        remedy = "Write `metadata:` with `name:` below it."
        yield _no_entity(document, "/metadata", "`metadata` is missing or no map.", remedy)


def _named(document: Document, metadata: Mapping[str, Any]) -> Iterator[Problem]:
    if "name" not in metadata:
        like = next((key for key in metadata if near.meant(key, frozenset(("name",)))), None)
        remedy = f"Did you mean `name` by `{like}`?" if like else "Write `name:` below `metadata`."
        yield _no_entity(document, "/metadata", "`metadata` has no `name`.", remedy)
    for key, judge in (("name", fields.name), ("namespace", fields.namespace)):
        written = metadata.get(key)
        if key in metadata and not (key == "namespace" and written in (None, "")):
            found = judge(written)
            if found is not None:
                found = found.of_what_is_needed() if key == "name" else found
                place = pointer("metadata", key)
                typed = document.written.get(place, str(written))
                yield _no_entity(
                    document, place, f"`metadata.{key}` {found.says}", found.remedy.replace("{written}", shown(typed))
                )


def _no_entity(document: Document, place: str, says: str, remedy: str) -> Problem:
    return Problem(document.at(place), "envelope", says, remedy, place)


def _is_version(text: str) -> bool:
    domain, slash, suffix = text.rpartition("/")
    return bool(_SUFFIX.fullmatch(suffix)) and (not slash or fields.is_domain(domain))


def _entity(document: Document, included: Included) -> Interpreted:
    value = document.value
    kind, version = value["kind"], value["apiVersion"]
    checked = schemas.known(version, kind)
    problems = [*included.problems, *keys.judged(document, kind if checked else None)]
    drop = {
        *included.failed,
        *(problem.pointer for problem in problems if problem.code in ("key-unknown", "key-not-string")),
    }
    if checked and "spec" not in value:
        problems.append(
            Problem(
                document.at(),
                "schema",
                f"The {kind} has no `spec`.",
                "Write `spec:` with its fields below it.",
            )
        )
    schema = schemas.SCHEMAS[kind] if checked else schemas.OTHER
    faulty: set[str] = set()
    elsewhere = {problem.pointer for problem in included.problems if problem.code == "target-elsewhere"}
    if not checked:
        problems.append(_unknown_kind(document, version, kind))
    for fault in judged(
        document,
        schema.validate(value if "spec" in value else {**value, "spec": _EMPTY[kind] if checked else {}}),
    ):
        if not _lies_in(fault.problem.pointer, drop):
            faulty.add(fault.pointer)
            if fault.problem.pointer not in elsewhere:
                problems.append(fault.problem)
    drop |= faulty
    problems.extend(addresses.dangerous(document))
    kept, positions = parts.without(value, document.positions, drop)
    entity = Entity(kept, document.path, document.line, positions)
    about = capped(_about(problem, entity.ref) for problem in problems)
    return Interpreted(Outcome.ENTITY, entity, about, included.paths)


def _lies_in(place: str, parts_: Collection[str]) -> bool:
    """Whether a pointer is one of these, or leads below one."""
    while place and place not in parts_:
        place = place.rpartition("/")[0]
    return bool(place)


# A kind without `spec` has one problem, not one for each field that is wanted.
_EMPTY: Mapping[str, Mapping[str, Any]] = {
    "API": {"definition": "none"},
    "Group": {"children": []},
    "User": {"memberOf": []},
    "Template": {"steps": []},
    **{kind: {} for kind in ("Component", "Resource", "System", "Domain", "Location")},
}


def _about(problem: Problem, ref: Ref) -> Problem:
    return Problem(problem.position, problem.code, problem.message, problem.remedy, problem.pointer, ref)


def _unknown_kind(document: Document, version: str, kind: str) -> Problem:
    right = near.meant(kind, NAMED_KINDS)
    if right not in KINDS:
        message = f"The kind {fields.told(kind)} is none that Ensemble checks; it is kept as it is."
        remedy = f"The kinds are {', '.join(KINDS)}."
        return Problem(document.at("/kind"), "kind-unknown", message, remedy, "/kind")
    if right != kind:
        message = f"The kind {fields.told(kind)} is none that Ensemble checks; it is kept as it is."
        return Problem(document.at("/kind"), "kind-unknown", message, f"Did you mean `{right}`?", "/kind")
    wanted = schemas.TEMPLATE_API_VERSION if kind == "Template" else schemas.API_VERSIONS[0]
    message = f"The apiVersion {fields.told(version)} is none that Ensemble checks; the entity is kept as it is."
    return Problem(
        document.at("/apiVersion"),
        "kind-unknown",
        message,
        f"Write `apiVersion: {wanted}` if it is Backstage's.",
        "/apiVersion",
    )
