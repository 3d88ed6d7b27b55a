"""A what-if as people write it: a YAML file of changes.

Whatever in it has no meaning is a problem with a place; all the rest is done as written.
"""

from dataclasses import replace
from typing import NamedTuple

from app import documents
from app.alignment.overlay import Overlay
from app.descriptors import fields as f
from app.descriptors import parts
from app.descriptors.faults import judged
from app.documents import CONFIGURATION, Document
from app.overlay_file import form, meant
from app.positions import Position
from app.problems import Problem, capped
from app.tree import Refusal, Tree

__all__ = ["Written", "of", "read"]

CODE = "overlay"


class Written(NamedTuple):
    """What a file of changes comes to."""

    overlay: Overlay
    problems: tuple[Problem, ...] = ()


def of(tree: Tree, path: str, told: str = "") -> Written | None:
    """What stands at a path of a source, which people are `told` otherwise at times; `None` where nothing does."""
    if path not in tree.glob(path):
        return None
    raw = tree.read(path, CONFIGURATION.file_bytes)
    if isinstance(raw, Refusal):
        return Written(Overlay(), (Problem(Position(told or path), raw.code, raw.message, raw.remedy),))
    return read(told or path, raw)


def read(path: str, raw: bytes) -> Written:
    """The changes in these bytes, and everything that is wrong with them; nothing is raised, whatever they are."""
    parsed = documents.read(path, raw, CONFIGURATION)
    faults = (*parsed.problems, *(problem for failure in parsed.failures for problem in failure.problems))
    if faults:
        return Written(Overlay(), faults)
    if not parsed.documents:
        return Written(Overlay())
    (document,) = parsed.documents
    alien = _alien(document)
    if alien is not None:
        return Written(Overlay(), (alien,))
    faulty = [
        each._replace(problem=replace(each.problem, code=CODE))
        for each in judged(document, dict(f.errors(form.overlay(document.value))))
    ]
    value, positions = parts.without(document.value, document.positions, {each.pointer for each in faulty})
    found = meant.overlay(value, replace(document, positions=positions).at)
    return Written(found, capped(each.problem for each in faulty))


def _alien(document: Document) -> Problem | None:
    """What to say of a document that holds no changes at all."""
    value = document.value
    if isinstance(value, dict):
        return None
    what = "a list" if isinstance(value, list) else "a single value"
    message = f"The document is {what}; a what-if is a map."
    return Problem(document.at(), "document-not-mapping", message, "Begin it with `changes:`, and a list below that.")
