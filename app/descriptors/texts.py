"""Texts that hold what nobody sees, or what nobody should see."""

import unicodedata
from collections.abc import Iterator
from typing import Any, TypeAlias

from app import characters
from app.descriptors.faults import dotted
from app.documents import Document, pointer
from app.problems import Problem

Path: TypeAlias = tuple[str | int, ...]

_DEFINITION = ("spec", "definition")
"""A document of its own, in a language that may have a use for any character."""


def judged(document: Document) -> Iterator[Problem]:
    """A problem for each text of a document as it stands in its file.

    The text is kept, and shown without what disturbs; a secret in it is covered up already.
    """
    for place, what in document.covered.items():
        yield secret(document, place, f"`{dotted(_path(document.value, place))}` looks like {what}.")
    for path, text in _written(document.value, ()):
        found = characters.disturbing(text)
        if found:
            yield _disturbing(document, path, found)


def secret(document: Document, place: str, says: str) -> Problem:
    """What to do about a secret that a document holds or includes."""
    remedy = "Revoke it, since whoever reads the file has it, and keep the new one in your secret store."
    return Problem(document.at(place), "looks-like-secret", says, remedy, place)


def _disturbing(document: Document, path: Path, found: str) -> Problem:
    code, remedy = "hidden-character", "Delete it; many editors do not show it."
    if found in characters.TURNING:
        code, does = "bidi-control", f"holds U+{ord(found):04X}, which turns the writing behind it round"
    elif unicodedata.category(found).startswith("M") and unicodedata.combining(found):
        does = f"piles more than {characters.MOST_MARKS} marks on one letter"
        remedy = "Delete them; they run over the lines around."
    else:
        does = f"holds U+{ord(found):04X}, which nobody sees"
    place = pointer(*path)
    return Problem(document.at(place), code, f"`{dotted(path)}` {does}.", remedy, place)


def _written(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text of a document, with the path to it."""
    if isinstance(value, str):
        if not value.isascii():
            yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if (*path, key) != _DEFINITION:
                yield from _written(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _written(inner, (*path, index))


def _path(value: Any, place: str) -> Path:
    """The steps of a pointer, those into lists as numbers."""
    path: Path = ()
    for step in place.split("/")[1:]:
        token = int(step) if isinstance(value, list) else step.replace("~1", "/").replace("~0", "~")
        path, value = (*path, token), value[token]
    return path
