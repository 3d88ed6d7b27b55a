"""JSON and YAML texts as trees whose every part knows its line."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

import orjson

from app.definitions import plain
from app.definitions.outlines import Fault
from app.documents import DEFINITION, Document, pointer, read
from app.documents.values import token

_MOST_TRIES = 3
"""How often the lines above a fault are tried in place of the whole text."""
_MOST_STEPS = 10
"""How many references in a row are followed before they are taken for a circle."""

# What else Python takes for digits, such as `²`, is no index, and some of it is no number either.
_INDEX = re.compile("[0-9]{1,9}")


class Tree:
    """A text's value, the lines of its parts by JSON pointer, and the faults met while it is read."""

    def __init__(
        self,
        value: Any = None,
        lines: Mapping[str, int] | None = None,
        typed: Mapping[str, str] | None = None,
        faults: list[Fault] | None = None,
    ) -> None:
        self.value = value
        self.faults: list[Fault] = faults or []
        self._lines = lines or {}
        self._typed = typed or {}

    @property
    def root(self) -> "Part":
        """The part that holds all others."""
        return Part(self, self.value)

    def line(self, pointer: str) -> int:
        """The line of a part, or of the nearest one around it."""
        while pointer and pointer not in self._lines:
            pointer = pointer.rpartition("/")[0]
        return self._lines.get(pointer, 1)

    def typed(self, pointer: str) -> str | None:
        """How a value that is no text was typed: `1.10` is another version than 1.1."""
        return self._typed.get(pointer)

    def target(self, ref: str) -> "Part | None":
        """The part that a local reference, `#/…`, leads to."""
        found = self.root
        for step in unquote(ref).split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            if _INDEX.fullmatch(key) and isinstance(found.value, list):
                inner = found.value[int(key)] if int(key) < len(found.value) else None
                found = Part(self, inner, found, key)
            else:
                found = found[key]
            if found.value is None:
                return None
        return found

    def lost(self, part: "Part") -> None:
        """Note that the reference of a part leads nowhere."""
        message = f"`$ref` leads to `{plain.line(part.ref)}`, which is not there."
        self.faults.append(Fault(part["$ref"].line, message, "Write what it names, or mend the reference."))


class Part:
    """A part of a tree; one that is not there, or is of another type than is asked for, is empty."""

    __slots__ = ("_around", "_key", "tree", "value")

    def __init__(self, tree: Tree, value: Any, around: "Part | None" = None, key: str = "") -> None:
        self.tree = tree
        self.value = value
        self._around = around
        self._key = key

    def __getitem__(self, key: str) -> "Part":
        return Part(self.tree, self.value.get(key) if isinstance(self.value, dict) else None, self, key)

    def __bool__(self) -> bool:
        return self.value is not None

    def entries(self) -> Iterator[tuple[str, "Part"]]:
        """The entries of a map, in their order; those that begin with `x-` are extensions and left out."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                if not key.startswith("x-"):
                    yield key, Part(self.tree, value, self, key)

    def items(self) -> Iterator["Part"]:
        """The items of a list."""
        if isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield Part(self.tree, value, self, str(index))

    @property
    def pointer(self) -> str:
        """Where the part is in its tree, as a JSON pointer."""
        keys = []
        part = self
        while part._around is not None:
            keys.append(part._key)
            part = part._around
        return pointer(*reversed(keys))

    @property
    def line(self) -> int:
        """The line at which the part begins."""
        return self.tree.line(self.pointer)

    @property
    def text(self) -> str:
        """A scalar as one line, as it was typed."""
        if isinstance(self.value, str) or self.value is None:
            return plain.line(self.value)
        return plain.line(self.tree.typed(self.pointer) or self.value)

    @property
    def prose(self) -> str:
        """A text of several lines."""
        return plain.prose(self.value)

    @property
    def ref(self) -> str:
        """What `$ref` names, empty where there is none."""
        found = self.value.get("$ref") if isinstance(self.value, dict) else None
        return found if isinstance(found, str) else ""

    def followed(self) -> "Part":
        """The part that the reference of this one leads to, or this one where there is none or it leads nowhere."""
        return self.steps()[-1]

    def steps(self) -> "list[Part]":
        """This part and those that local references lead to from it, one after the other."""
        parts = [self]
        while parts[-1].ref.startswith("#"):
            found = self.tree.target(parts[-1].ref)
            if found is None:
                self.tree.lost(parts[-1])
                break
            if len(parts) > _MOST_STEPS:
                message = f"`$ref` leads in a circle: `{plain.line(self.ref)}`."
                self.tree.faults.append(Fault(self["$ref"].line, message, "Write out what it stands for."))
                return [self]
            parts.append(found)
        return parts


def tree(text: str) -> Tree:
    """The tree of a text. JSON goes a quicker way; of YAML with a fault what stands above that can be kept."""
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        try:
            value = orjson.loads(text.removeprefix("\ufeff").encode(errors="replace"))
        except orjson.JSONDecodeError:
            pass  # Then it is YAML in braces, or the YAML reader tells what is wrong and where.
        else:
            return Tree(value, _lines(text))
    document, faults = _read(text)
    kept, found = text, faults
    for _ in range(_MOST_TRIES):
        if document is not None or not found:
            break
        above = kept.removesuffix("\n").split("\n")
        kept = "\n".join(above[: min(found[0].line, len(above)) - 1])
        document, found = _read(kept)
    if document is None:
        return Tree(faults=faults)
    lines = {pointer: place[0] for pointer, place in document.positions.items()}
    return Tree(document.value, lines, document.written, faults)


def _read(text: str) -> tuple[Document | None, list[Fault]]:
    """The one document of a YAML text, if it can be read, and the text's faults by line."""
    parsed = read("definition", text.encode(errors="replace"), DEFINITION)
    problems = [*parsed.problems, *(each for failure in parsed.failures for each in failure.problems)]
    faults = sorted(Fault(problem.position.line, problem.message, problem.remedy) for problem in problems)
    return next(iter(parsed.documents), None), faults


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:\n]')


def _lines(text: str) -> Mapping[str, int]:
    """The lines of the parts of a text that is JSON; none where all stands in one line."""
    if "\n" not in text.strip():
        return {}
    found: dict[str, int] = {}
    line, place, written = 1, "", ""
    around: list[tuple[str, int]] = []  # of what is open: its pointer, and the index of its item at hand, -1 in a map
    index = -1
    for each in _TOKEN.findall(text):
        if each == "\n":
            line += 1
        elif each[0] == '"':
            written = each
        elif each == ":":
            key = written[1:-1] if "\\" not in written else orjson.loads(written)
            place = f"{around[-1][0]}/{token(key)}"
            found.setdefault(place, line)
        elif each in "{[":
            if index >= 0:
                place = f"{around[-1][0]}/{index}"
                found[place] = line
            around.append((place, index))
            index = 0 if each == "[" else -1
        elif each == ",":
            index += index >= 0
        else:
            _, index = around.pop()
    return found
