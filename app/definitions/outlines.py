"""What a definition says, whatever its format: operations in groups, types, and what is wrong with the text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

MOST_FAULTS = 50
"""How many faults of one text are told one by one."""


class Piece(NamedTuple):
    """A part of a wording; `type` is the key of the type that it names, empty where it names none."""

    text: str
    type: str = ""


Wording: TypeAlias = tuple[Piece, ...]
"""What a type is in words, as `list of Payment`; parts of it lead to types."""


class Fault(NamedTuple):
    """What is wrong with a text, at which of its lines, and what to do. Sorts by line."""

    line: int
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field, parameter, argument or value. `note` says where it goes or how else it is marked."""

    name: str
    type: Wording = ()
    line: int = 1
    required: bool = False
    description: str = ""
    deprecated: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What goes one way: a body, an answer, an event.

    `label` is a status, a media type or a message's name. `fields` are those of a type without a name.
    """

    label: str
    type: Wording = ()
    line: int = 1
    required: bool = False
    description: str = ""
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that may be called, sent or received.

    `verb` is in the words of the format: `GET`, `publish`, `query`, `rpc`. `sent` is what the caller
    hands in and `answers` what comes back; of an event `sent` holds the messages.
    """

    verb: str
    name: str
    line: int = 1
    summary: str = ""
    description: str = ""
    deprecated: bool = False
    parameters: tuple[Field, ...] = ()
    sent: tuple[Message, ...] = ()
    answers: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Operations under one title: a tag, a channel, a root type, a service."""

    title: str
    operations: tuple[Operation, ...]
    line: int = 1
    description: str = ""


@dataclass(frozen=True, slots=True)
class Type:
    """A type that has a name. `key` is its own within the outline; `kind` is in the words of the format."""

    key: str
    name: str
    kind: str
    line: int = 1
    says: Wording = ()
    fields: tuple[Field, ...] = ()
    description: str = ""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """What could be read of a definition, in the order it is written, and its faults by line.

    `format` is empty where the text is in none that is known; `version` is that of the format and
    `release` that of the API. `is_read` is false where there is nothing to show but the text.
    """

    format: str = ""
    version: str = ""
    title: str = ""
    release: str = ""
    description: str = ""
    servers: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    types: tuple[Type, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations of all groups."""
        return tuple(operation for group in self.groups for operation in group.operations)

    @property
    def is_read(self) -> bool:
        """Whether there is anything to show besides the text."""
        return bool(self.groups or self.types)


def told(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Each fault once, by line; of very many the first, and how many more there are."""
    ordered = sorted(set(faults))
    if len(ordered) <= MOST_FAULTS:
        return tuple(ordered)
    more = Fault(ordered[MOST_FAULTS].line, f"The text has {len(ordered) - MOST_FAULTS:,} more faults from here on.")
    return (*ordered[:MOST_FAULTS], more)
