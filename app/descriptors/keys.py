"""The keys of a document: no text, unknown at its root, or nearly right below it."""

import re
from collections.abc import Iterator

from app.descriptors import fields, near, schemas
from app.documents import Document, pointer
from app.problems import Problem, shown

_IN_ENVELOPE = re.compile(r"(?:/metadata|/spec)?/[^/]*")
_ROOT = frozenset(schemas.ROOT_KEYS)


def judged(document: Document, kind: str | None) -> Iterator[Problem]:
    """What is wrong with the keys of a document; `kind` is `None` where we do not know the kind's own."""
    in_spec = schemas.spec_keys(kind) if kind else frozenset()
    yield from _not_text(document)
    yield from _unknown_at_root(document, in_spec)
    for section, known in (("metadata", schemas.METADATA_KEYS), ("spec", in_spec)):
        written = document.value.get(section)
        for key, right in near.misspelt(written, known) if isinstance(written, dict) else ():
            place = pointer(section, key)
            message = f"`{section}.{key}` is unknown."
            yield Problem(document.at(place), "key-misspelt", message, f"Did you mean `{right}`?", place)


def _not_text(document: Document) -> Iterator[Problem]:
    for place in document.odd_keys:
        if _IN_ENVELOPE.fullmatch(place):
            key = shown(place.rpartition("/")[2].replace("~0", "~"))
            remedy = f'Write it in quotes: "{key}".'
            yield Problem(document.at(place), "key-not-string", f"The key `{key}` is not a text.", remedy, place)


def _unknown_at_root(document: Document, in_spec: frozenset[str]) -> Iterator[Problem]:
    for key in document.value:
        place = pointer(key)
        if key not in _ROOT and place not in document.odd_keys:
            message = f"The root key {fields.told(key)} is unknown and left out."
            remedy = _remedy(key, document.value, in_spec)
            yield Problem(document.at(place), "key-unknown", message, remedy, place)


def _remedy(key: str, present: dict[str, object], in_spec: frozenset[str]) -> str:
    right = near.meant(key, _ROOT)
    if right is not None and right not in present:
        return f"Did you mean `{right}`?"
    for section, known in (("metadata", schemas.METADATA_KEYS), ("spec", in_spec)):
        if key in known:
            return f"Indent it to stand under `{section}`."
    listed = ", ".join(f"`{each}`" for each in schemas.ROOT_KEYS)
    return f"An entity has only {listed} at its root; take it out."
