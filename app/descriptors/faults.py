"""What schemas say of a value, and how it becomes problems with a place and pointers to leave out."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Self

from app.documents import Document, pointer
from app.problems import Problem, shown


class Fault(NamedTuple):
    """What is wrong with a value.

    `says` follows the field's name (`spec.owner` …). `{written}` in the remedy stands for the text as typed.
    `vital` is what the map around it is worth nothing without: a link's address.
    """

    says: str
    remedy: str
    code: str = "schema"
    vital: bool = False

    def of_what_is_needed(self) -> Self:
        """The same fault of a value that cannot be left out."""
        return self._replace(remedy=self.remedy.replace(" or leave the key out", ""))


_NAMES = {str: "a text", bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "a map"}


def wrong_type(value: object, wanted: str) -> Fault:
    """A value of one type where another is wanted; for a bare word the remedy is to put it in quotes."""
    if value is None:
        return Fault(f"is empty; it takes {wanted}.", "Give it a value or leave the key out.")
    found = _NAMES.get(type(value), "something else")
    if wanted == "a text" and isinstance(value, (bool, int, float)):
        return Fault(f"is {found}; it takes a text.", 'Write "{written}" in quotes.')
    if wanted == "a list" and not isinstance(value, (list, dict)):
        return Fault(f"is {found}; it takes a list.", "Write `[{written}]`.")
    return Fault(f"is {found}; it takes {wanted}.", "")


class Judged(NamedTuple):
    """The problem of one part, and the pointer of what the entity is read without: that part, or the map around it."""

    problem: Problem
    pointer: str


def judged(document: Document, errors: Mapping[Any, Any]) -> Iterator[Judged]:
    """Turn a schema's errors, nested as the document is, into problems in the document's order of nesting."""
    for path, fault in _leaves(errors, ()):
        place = pointer(*path)
        written = shown(document.written.get(place) or _value(document.value, path))
        said = f"`{dotted(path)}` {fault.says}"
        problem = Problem(document.at(place), fault.code, said, fault.remedy.replace("{written}", written), place)
        yield Judged(problem, pointer(*path[:-1]) if fault.vital else place)


def _leaves(errors: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Fault]]:
    if isinstance(errors, Mapping):
        for key, inner in errors.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(errors[0], Fault):
        yield path, errors[0]
    else:
        # marshmallow itself only speaks up where a nested map is none, some times under a key of its own.
        place = path[:-1] if path[-1] == "_schema" else path
        yield place, Fault("is not a map.", "Write its keys on lines of their own below it.")


def _value(value: Any, path: tuple[str | int, ...]) -> str:
    """A value as it would be typed, empty for one that is missing, a map or a list."""
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


def dotted(path: tuple[str | int, ...]) -> str:
    """A path into a document as people write it: `spec.contacts[0].value`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return shown(text.removeprefix("."))
