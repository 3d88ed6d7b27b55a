"""Rows of alignment as tables: a column for each field."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from app.questions.sections import COLUMNS


def table(section: str, rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, ...], Iterator[tuple[object, ...]]]:
    """The names of the columns, and what stands in them.

    Lists of texts are joined by blanks, whatever else holds several values is JSON, and nothing is empty.
    """
    columns = tuple(COLUMNS[section])
    return columns, (tuple(_cell(row[name]) for name in columns) for row in rows)


def _cell(value: Any) -> object:
    if not isinstance(value, list | dict):
        return value
    if all(isinstance(each, str) for each in value) and isinstance(value, list):
        return " ".join(value)
    return orjson.dumps(value).decode()
