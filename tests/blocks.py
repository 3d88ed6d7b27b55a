"""JSON values as YAML text that knows where it wrote each part."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from app.documents import pointer


class _Part(NamedTuple):
    """A map entry or list item: its step in the pointer, its value, and what is written before the value."""

    step: str | int
    value: Any
    lead: str


class Blocks:
    """A value in block style, with the line and column of every map entry and list item by JSON pointer."""

    def __init__(self, value: Any) -> None:
        self.positions: dict[str, tuple[int, int]] = {}
        self.lines: list[str] = []
        self._write(value, (), 0, "")

    @property
    def text(self) -> str:
        """The YAML text."""
        return "".join(f"{line}\n" for line in self.lines)

    def _write(self, value: Any, path: tuple[str | int, ...], indent: int, lead: str) -> None:
        parts = tuple(_parts(value))
        if not parts:
            text = json.dumps(value, ensure_ascii=False)
            self.lines.append(f"{lead} {text}" if path else text)
            return
        if path:
            self.lines.append(lead)
        for step, inner, mark in parts:
            row = len(self.lines) + 1
            # An item stands where its value begins: after the dash, or one line further down.
            after_dash = (row + bool(tuple(_parts(inner))), indent + 3)
            self.positions[pointer(*path, step)] = (row, indent + 1) if isinstance(step, str) else after_dash
            self._write(inner, (*path, step), indent + 2, f"{' ' * indent}{mark}")


def _parts(value: Any) -> Iterator[_Part]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield _Part(key, inner, f"{json.dumps(key, ensure_ascii=False)}:")
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield _Part(index, inner, "-")
