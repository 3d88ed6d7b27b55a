"""`$text`, `$json` and `$yaml`: what a descriptor includes from files beside it."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from app.descriptors import parts, paths
from app.documents import DEFINITION, Document, read
from app.problems import Problem
from app.tree import Refusal, Tree

KEYS = ("$text", "$json", "$yaml")


class Included(NamedTuple):
    """The value with inclusion done, the paths it drew from, problems, and pointers that could not be filled."""

    value: Any
    paths: tuple[str, ...]
    problems: tuple[Problem, ...]
    failed: tuple[str, ...]


def include(document: Document, tree: Tree) -> Included:
    """Exchange each map whose only key is `$text`, `$json` or `$yaml` for what it names inside the source.

    An address is never fetched: the map stays, with a notice.
    """
    names: list[str] = []
    problems: list[Problem] = []
    failed: list[str] = []

    def swap(place: str, value: Mapping[str, Any]) -> Any:  # noqa: ANN401
        key, target = next(iter(value.items())) if len(value) == 1 else ("", None)
        if key not in KEYS:
            return value
        found = _fetch(document, tree, place, key, target)
        if isinstance(found, Problem):
            problems.append(found)
            if found.code != "target-elsewhere":
                failed.append(place)
            return value
        names.append(found[0])
        return found[1]

    value = parts.replaced(document.value, swap)
    return Included(value, tuple(names), tuple(problems), tuple(failed))


def _fetch(document: Document, tree: Tree, place: str, key: str, target: object) -> Problem | tuple[str, Any]:
    at = document.at(place)
    if not isinstance(target, str):
        return Problem(at, "include-failed", f"`{key}` takes a path as text.", f"Write `{key}: ./file`.", place)
    if paths.elsewhere(target):
        remedy = "Put the file beside the descriptor and name it by a relative path."
        return Problem(at, "target-elsewhere", f"`{key}` names an address; it is not fetched.", remedy, place)
    path = paths.inside(document.path, target)
    if path is None:
        remedy = "Name a file of the same source by a relative path."
        return Problem(at, "outside-source", f"`{key}` leads out of the source.", remedy, place)
    raw = tree.read(path, DEFINITION.file_bytes)
    if isinstance(raw, Refusal):
        return Problem(at, raw.code, f"`{key}` names {path}. {raw.message}", raw.remedy, place)
    found = _value(key, path, raw)
    if isinstance(found, str) and key != "$text":
        return Problem(at, "include-failed", f"`{key}` names {path}. {found}", "Mend that file.", place)
    if key == "$text":
        return path, found
    return path, found[0]


def _value(key: str, path: str, raw: bytes) -> Any:  # noqa: ANN401
    """The text for `$text`; else the value in a list of one, or a sentence saying what is wrong."""
    if key == "$text":
        return raw.decode(errors="replace").removeprefix("\ufeff").replace("\0", "�")
    parsed = read(path, raw, DEFINITION)
    for problem in (*parsed.problems, *(each for failure in parsed.failures for each in failure.problems)):
        return f"{problem.position} says: {problem.message}"
    if len(parsed.documents) != 1:
        return f"It holds {len(parsed.documents)} documents, one is wanted."
    if key == "$json" and not _is_json(raw):
        return "It is not JSON."
    return [parsed.documents[0].value]


def _is_json(raw: bytes) -> bool:
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True


