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

    def swap(place: str, value: Mapping[str, Any]) -> Any:
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
    """The path included and its value, or what is wrong with the inclusion at `place`."""

    def fault(code: str, message: str, remedy: str) -> Problem:
        return Problem(document.at(place), code, message, remedy, place)

    if not isinstance(target, str):
        return fault("include-failed", f"`{key}` takes a path as text.", f"Write `{key}: ./file`.")
    if paths.elsewhere(target):
        remedy = "Put the file beside the descriptor and name it by a relative path."
        return fault("target-elsewhere", f"`{key}` names an address; it is not fetched.", remedy)
    path = paths.inside(document.path, target)
    if path is None:
        remedy = "Name a file of the same source by a relative path."
        return fault("outside-source", f"`{key}` leads out of the source.", remedy)
    raw = tree.read(path, DEFINITION.file_bytes)
    if isinstance(raw, Refusal):
        return fault(raw.code, f"`{key}` names {path}. {raw.message}", raw.remedy)
    found = _text(raw) if key == "$text" else _value(key, path, raw)
    if isinstance(found, _Unfit):
        return fault("include-failed", f"`{key}` names {path}. {found.says}", "Mend that file.")
    return path, found


class _Unfit(NamedTuple):
    """Why a file cannot be included."""

    says: str


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace").removeprefix("\ufeff").replace("\0", "\ufffd")


def _value(key: str, path: str, raw: bytes) -> Any:
    """The one value of a YAML or JSON file, or why it has none."""
    parsed = read(path, raw, DEFINITION)
    for problem in (*parsed.problems, *(each for failure in parsed.failures for each in failure.problems)):
        return _Unfit(f"{problem.position} says: {problem.message}")
    if len(parsed.documents) != 1:
        return _Unfit(f"It holds {len(parsed.documents)} documents, one is wanted.")
    if key == "$json" and not _is_json(raw):
        return _Unfit("It is not JSON.")
    return parsed.documents[0].value


def _is_json(raw: bytes) -> bool:
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True
