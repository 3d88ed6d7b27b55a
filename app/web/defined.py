"""A definition as its page shows it: a sheet of its operations, a sheet of its types, and some lines of its text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.characters import calm
from app.definitions import Fault, Field, Group, Message, Outline, Type

OPERATIONS = 100
TYPES = 60
LINES = 600
_ABOVE = 12
"""How many lines are shown above the one that is asked for."""
_WIDEST = 400
_MOST_FIELDS = 12
"""A body of a type with more fields only names the type."""

_SIGNS: Mapping[str, str] = {
    "POST": "ok",
    "PUT": "gap",
    "PATCH": "gap",
    "DELETE": "error",
    "mutation": "gap",
    "send": "ok",
    "publish": "ok",
}


class Sheet(NamedTuple):
    """Which part of many this is, counted from 1."""

    page: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many sheets there are, one at least."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """How many stand before this sheet."""
        return (self.page - 1) * self.size

    @property
    def last(self) -> int:
        """The number of the last one on this sheet."""
        return min(self.first + self.size, self.total)


class Place(NamedTuple):
    """Where a type is shown: its number among all types, and the sheet it stands on."""

    number: int
    page: int


class Row(NamedTuple):
    """A line of the text, what is wrong there, and whether it is shortened."""

    number: int
    text: str
    faults: tuple[Fault, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What one page shows of a definition. `line` is the line of the text that is asked for, 0 where none is."""

    groups: tuple[Group, ...]
    operations: Sheet
    types: tuple[Type, ...]
    types_sheet: Sheet
    places: Mapping[str, Place]
    rows: tuple[Row, ...]
    lines: int
    line: int
    _types: Mapping[str, Type]

    def has(self, line: int) -> bool:
        """Whether a line of the text is among those shown."""
        return bool(self.rows) and self.rows[0].number <= line <= self.rows[-1].number

    @property
    def above(self) -> int:
        """The line to ask for in order to see those above the ones that are shown."""
        return max(1, self.rows[0].number - LINES + _ABOVE) if self.rows else 1

    @property
    def cut(self) -> bool:
        """Whether there is more text than is shown."""
        return len(self.rows) < self.lines or any(row.cut for row in self.rows)

    def fields(self, message: Message) -> tuple[Field, ...]:
        """The fields of what is sent: its own, or those of the one type it has, where that is small."""
        named = self._types.get(message.type[0].type) if len(message.type) == 1 else None
        if named is None:
            return message.fields
        return named.fields if len(named.fields) <= _MOST_FIELDS else ()


def of(text: str, outline: Outline, page: int = 1, types_page: int = 1, line: int = 0) -> Shown:
    """What is shown of a definition on one sheet of its operations and one of its types, around a line of its text."""
    operations = _sheet(page, OPERATIONS, sum(len(group.operations) for group in outline.groups))
    types = _sheet(types_page, TYPES, len(outline.types))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n") if text else []
    return Shown(
        tuple(_groups(outline.groups, operations)),
        operations,
        outline.types[types.first : types.first + TYPES],
        types,
        {each.key: Place(number, number // TYPES + 1) for number, each in enumerate(outline.types)},
        _rows(lines, outline.faults, min(line, len(lines))),
        len(lines),
        line if line <= len(lines) else 0,
        {each.key: each for each in outline.types},
    )


def whole(outline: Outline) -> Shown:
    """All of an outline on one sheet, without its text."""
    number = len(outline.types)
    operations = len(outline.operations)
    return Shown(
        outline.groups,
        Sheet(1, max(1, operations), operations),
        outline.types,
        Sheet(1, max(1, number), number),
        {each.key: Place(number, 1) for number, each in enumerate(outline.types)},
        (),
        0,
        0,
        {each.key: each for each in outline.types},
    )


def sign(verb: str) -> str:
    """The class that gives a verb its colour: what changes something stands out."""
    return f"sev-{_SIGNS.get(verb, 'info')}"


def answer(label: str) -> str:
    """How an answer's status is meant: ok, gap for the caller's fault, error for ours; empty for what is none."""
    return {"2": "ok", "3": "ok", "4": "gap", "5": "error"}.get(label[:1], "") if label[:3].isalnum() else ""


def _sheet(page: int, size: int, total: int) -> Sheet:
    sheet = Sheet(page, size, total)
    return sheet._replace(page=min(page, sheet.pages))


def _groups(groups: Iterable[Group], sheet: Sheet) -> Iterable[Group]:
    """The groups that have operations on a sheet, with those."""
    begin = 0
    for group in groups:
        end = begin + len(group.operations)
        first, last = max(begin, sheet.first), min(end, sheet.first + sheet.size)
        if first < last:
            yield replace(group, operations=group.operations[first - begin : last - begin])
        begin = end


def _rows(lines: list[str], faults: Iterable[Fault], line: int) -> tuple[Row, ...]:
    begin = max(0, min(line - 1 - _ABOVE, len(lines) - LINES)) if line > LINES else 0
    found: dict[int, list[Fault]] = defaultdict(list)
    for fault in faults:
        found[max(1, min(fault.line, len(lines)))].append(fault)
    return tuple(
        Row(number, _seen(text[:_WIDEST]), tuple(found.get(number, ())), len(text) > _WIDEST)
        for number, text in enumerate(lines[begin : begin + LINES], begin + 1)
    )


def _seen(text: str) -> str:
    """A line in which nothing hides: what would not be seen is written out."""
    written = "".join(each if each.isprintable() or each in "\t\u200c\u200d" else _code(each) for each in text)
    return calm(written, _code)


def _code(character: str) -> str:
    return f"\\u{ord(character):04x}"
