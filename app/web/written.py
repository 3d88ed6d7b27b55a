"""An entity's descriptor as its page shows it: line by line, with the line of the file, and gaps where they stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from app.documents import writing
from app.documents.writing import Line
from app.entities import Entity
from app.problems import Severity
from app.questions.gaps import Gap

MOST = 150
_WIDEST = 500
_TRUTHS = ("true", "false", "null")


@dataclass(frozen=True, slots=True)
class Row:
    """A line, its number in the file where it has one there, and the gaps that are seen at it."""

    number: int | None
    line: Line
    gaps: tuple[Gap, ...] = ()

    @property
    def state(self) -> str:
        """The class of the worst gap at this line, empty where there is none."""
        if not self.gaps:
            return ""
        return "is-bad" if any(gap.severity is Severity.ERROR for gap in self.gaps) else "is-marked"

    @property
    def colour(self) -> str:
        """The class of the value: of a number or truth, or of a text in quotes; empty for others."""
        value = self.line.value
        if value in _TRUTHS or value[:1].isdigit() or value[:1] == "-":
            return "y-n"
        return "y-s" if value.startswith('"') else ""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """The first lines of a descriptor; `cut` says that there is more of it."""

    rows: tuple[Row, ...]
    cut: bool


def whole(entity: Entity) -> Iterator[str]:
    """All of a descriptor, a line after the other."""
    for line in writing.lines(entity.document):
        yield f"{line}\n"


def of(entity: Entity, gaps: Iterable[Gap], most: int = MOST) -> Descriptor:
    """The descriptor of an entity as the catalog holds it.

    Comments and the author's way to write are not kept; numbers are those of the file. What the author wrote
    on one line may take several here, and what goes on over several lines has its number once.
    """
    found = tuple(islice(writing.lines(entity.document), most + 1))
    rows = [Row(_number(entity, line), _narrow(line)) for line in found[:most]]
    cut = len(found) > most or any(len(line.value) > _WIDEST for line in found)
    return Descriptor(tuple(_noted(rows, entity.path, gaps, whole=len(found) <= most)), cut)


def _number(entity: Entity, line: Line) -> int | None:
    place = entity.positions.get(line.pointer) if line.pointer else None
    return place[0] if place else None


def _narrow(line: Line) -> Line:
    return line if len(line.value) <= _WIDEST else line._replace(value=f"{line.value[:_WIDEST]}…")


def _noted(rows: list[Row], path: str, gaps: Iterable[Gap], *, whole: bool) -> list[Row]:
    """The rows with each gap at the last row that begins on its line or before it; those further down are left out."""
    found: dict[int, list[Gap]] = defaultdict(list)
    numbered = sorted((row.number, place) for place, row in enumerate(rows) if row.number is not None)
    for gap in gaps:
        line = gap.position.line
        before = [place for number, place in numbered if number <= line]
        if gap.position.path == path and before and (whole or line <= numbered[-1][0]):
            found[before[-1]].append(gap)
    return [replace(row, gaps=tuple(found[place])) if place in found else row for place, row in enumerate(rows)]
