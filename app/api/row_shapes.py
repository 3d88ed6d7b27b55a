"""Rows of alignment, as the OpenAPI document describes them: made from their types, so that the two cannot part."""

import re
from collections.abc import Mapping
from datetime import date
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from app.alignment import told
from app.alignment.autonomy import Share
from app.alignment.observability import Coverage
from app.entities import Ref
from app.questions.sections import ROWS

Json = dict[str, Any]

_PLAIN: Mapping[type, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
    Ref: {"type": "string"},
}
_QUOTED = re.compile(r"`(\w+)`")


def name_of(section: str) -> str:
    """What the document calls a row of a section."""
    return f"AlignmentOf{section.capitalize()}"


def _shape(kind: Any) -> Json:
    """The schema of a value as `told.plain` has it."""
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _shape(get_args(kind)[0])}
    if get_args(kind):
        return _either([_shape(each) for each in get_args(kind)])
    shapes = [_shape(each) for each in get_type_hints(kind).values()]
    return {
        "type": "object",
        "description": _QUOTED.sub(_as_in_json, " ".join(kind.__doc__.split())),
        "properties": dict(zip(told.names(kind), shapes, strict=True)),
        "required": list(told.names(kind)),
        "additionalProperties": False,
    }


def _either(shapes: list[Json]) -> Json:
    if all(shape.keys() == {"type"} for shape in shapes):
        return {"type": [shape["type"] for shape in shapes]}
    return {"anyOf": shapes}


def _as_in_json(name: re.Match[str]) -> str:
    first, *rest = name[1].split("_")
    return f"`{first}{''.join(word.capitalize() for word in rest)}`"


SHARE, COVERAGE = "AlignmentShare", "AlignmentCoverage"

SCHEMAS: Mapping[str, Json] = {
    SHARE: _shape(Share),
    COVERAGE: _shape(Coverage),
    **{name_of(section): _shape(kind) for section, kind in ROWS.items()},
}
"""The schemas by the names that the document has for them."""


def referred(name: str) -> Json:
    """A reference to one of them."""
    return {"$ref": f"#/components/schemas/{name}"}
