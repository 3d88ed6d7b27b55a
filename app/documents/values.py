"""What reading a file comes to: documents, failures, and the limits they are read under."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.positions import Position
from app.problems import Problem

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much text is read. `depth` counts nested maps and lists, `nodes` values with aliases expanded."""

    file_bytes: int = 8 * MIB
    documents: int = 10_000
    depth: int = 32
    nodes: int = 50_000
    scalar: int = MIB


DESCRIPTOR = Limits()
CONFIGURATION = Limits(file_bytes=MIB, documents=1)
DEFINITION = Limits(file_bytes=10 * MIB, documents=1, depth=100, nodes=500_000, scalar=10 * MIB)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file.

    `value` is plain JSON. `positions` maps the JSON pointer of each map entry (its key) and list item
    to line and column. `written` holds the text of values that are no string, as it was typed;
    `odd_keys` the pointers of keys that were no string and are kept as text; `covered` what looked like a
    secret, by its pointer, and is covered up in `value`.
    """

    path: str
    line: int
    value: Any
    positions: Mapping[str, tuple[int, int]]
    written: Mapping[str, str]
    odd_keys: tuple[str, ...] = ()
    covered: Mapping[str, str] = field(default_factory=dict)

    def at(self, pointer: str = "") -> Position:
        """Where `pointer` was written, or the nearest part around it."""
        while pointer and pointer not in self.positions:
            pointer = pointer.rpartition("/")[0]
        return Position(self.path, *self.positions.get(pointer, (self.line, 1)))


class Failure(NamedTuple):
    """A document that could not be read: where its text begins, the text, and what is wrong."""

    line: int
    text: str
    problems: tuple[Problem, ...]


class Parsed(NamedTuple):
    """What a file held: documents that could be read, those that could not, and faults of the whole file."""

    documents: tuple[Document, ...]
    failures: tuple[Failure, ...]
    problems: tuple[Problem, ...]


def pointer(*parts: str | int) -> str:
    """The JSON pointer (RFC 6901) of a path into a document."""
    return "".join([f"/{token(str(part))}" for part in parts])


def token(text: str) -> str:
    """One step of a JSON pointer, escaped."""
    return text.replace("~", "~0").replace("/", "~1") if "~" in text or "/" in text else text
