"""`$text`, `$json` and `$yaml`: what a descriptor includes from files beside it."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from app.descriptors import parts, paths, texts
from app.documents import DEFINITION, Document, read, secrets
from app.problems import Problem, shown
from app.tree import Refusal, Tree

KEYS = ("$text", "$json", "$yaml")


class Included(NamedTuple):
    """The value with inclusion done, the paths it names, problems, and pointers that could not be filled."""

    value: Any
    paths: tuple[str, ...]
    problems: tuple[Problem, ...]
    failed: tuple[str, ...]


_TOGETHER = Refusal(
    "file-too-large",
    f"With it the document includes more than {DEFINITION.file_bytes:,} bytes.",
    "Include less, or split the document.",
)


def include(document: Document, tree: Tree) -> Included:
    """Exchange each map whose only key is `$text`, `$json` or `$yaml` for what it names inside the source.

    An address is never fetched: the map stays, with a notice.
    """
    names: list[str] = []
    problems: list[Problem] = []
    failed: list[str] = []
    room = DEFINITION.file_bytes

    def swap(place: str, value: Mapping[str, Any]) -> Any:
        key, target = next(iter(value.items())) if len(value) == 1 else ("", None)
        nonlocal room
        if key not in KEYS:
            return value
        path = _path(document, place, key, target)
        found: Any = path
        if isinstance(path, str):
            names.append(path)
            # The limit is for all that a document includes, or one file named a thousand times would fill the memory.
            raw = tree.read(path, room)
            if isinstance(raw, Refusal) and raw.code == "file-too-large" and room < DEFINITION.file_bytes:
                raw = _TOGETHER
            room -= 0 if isinstance(raw, Refusal) else len(raw)
            found = _content(document, place, key, path, raw)
            if isinstance(found, _Covered):
                says = f"`{key}` names {shown(path)}, whose line {found.line} holds what looks like {found.what}."
                problems.append(texts.secret(document, place, says))
                found = found.value
        if isinstance(found, Problem):
            problems.append(found)
            if found.code != "target-elsewhere":
                failed.append(place)
            return value
        return found

    value = parts.replaced(document.value, swap)
    return Included(value, tuple(names), tuple(problems), tuple(failed))


def _path(document: Document, place: str, key: str, target: object) -> str | Problem:
    """The path that the inclusion at `place` names, or what is wrong with naming it."""
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
    return path


def _content(document: Document, place: str, key: str, path: str, raw: bytes | Refusal) -> Any:
    """What a file's bytes come to, or what is wrong with them."""
    at = document.at(place)
    if isinstance(raw, Refusal):
        return Problem(at, raw.code, f"`{key}` names {shown(path)}. {raw.message}", raw.remedy, place)
    found = _text(raw) if key == "$text" else _value(key, path, raw)
    if isinstance(found, _Unfit):
        return Problem(at, "include-failed", f"`{key}` names {shown(path)}. {found.says}", "Mend that file.", place)
    return found


class _Unfit(NamedTuple):
    """Why a file cannot be included."""

    says: str


class _Covered(NamedTuple):
    """What is included without the secrets in it, and where one was."""

    value: Any
    what: str
    line: int


def _text(raw: bytes) -> str | _Covered:
    text = raw.decode(errors="replace").removeprefix("\ufeff").replace("\0", "\ufffd")
    covered = secrets.cover(text)
    return _Covered(covered.text, covered.what, text.count("\n", 0, covered.at) + 1) if covered.what else text


def _value(key: str, path: str, raw: bytes) -> Any:
    """The one value of a YAML or JSON file, or why it has none."""
    parsed = read(path, raw, DEFINITION)
    for problem in (*parsed.problems, *(each for failure in parsed.failures for each in failure.problems)):
        return _Unfit(f"{problem.position} says: {problem.message}")
    if len(parsed.documents) != 1:
        return _Unfit(f"It holds {len(parsed.documents)} documents, one is wanted.")
    if key == "$json" and not _is_json(raw):
        return _Unfit("It is not JSON.")
    document = parsed.documents[0]
    for place, what in document.covered.items():
        return _Covered(document.value, what, document.at(place).line)
    return document.value


def _is_json(raw: bytes) -> bool:
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True
