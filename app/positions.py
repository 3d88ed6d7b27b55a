"""Where something was written."""

from typing import NamedTuple


class Position(NamedTuple):
    """A place in a source: path relative to the source, line and column counted from 1.

    Sorts as a reader meets it: by path, then line, then column.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"
