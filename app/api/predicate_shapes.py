"""Predicates, as the OpenAPI document describes them; `store.predicates` reads them."""

from collections.abc import Mapping
from typing import Any

_PLAIN = {"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "boolean"}]}
_TEXT = {"type": "string"}
_PREDICATE = {"$ref": "#/components/schemas/Predicate"}
_LIST = {"type": "array", "items": _PREDICATE}


def _only(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """An object with one key."""
    return {"type": "object", "properties": {name: schema}, "required": [name], "additionalProperties": False}


def _value(description: str, *more: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "description": description,
        "anyOf": [
            *_PLAIN["anyOf"],
            _only("$exists", {"type": "boolean"}),
            _only("$in", {"type": "array", "items": _PLAIN}),
            _only("$hasPrefix", _TEXT),
            *more,
        ],
    }


_RELATION = {
    "type": "object",
    "properties": {
        "type": _TEXT,
        "targetRef": {"anyOf": [_TEXT, _only("$in", {"type": "array", "items": _TEXT})]},
    },
    "required": ["type"],
    "additionalProperties": False,
}

SCHEMAS: Mapping[str, dict[str, Any]] = {
    "Predicate": {
        "description": (
            "All of its paths must hold, such as `kind` and `spec.owner`; or one operator stands alone. "
            "Values are compared in any case. At most 20 stand inside one another."
        ),
        "anyOf": [
            _only("$all", _LIST),
            _only("$any", _LIST),
            _only("$not", _PREDICATE),
            {
                "type": "object",
                "properties": {
                    "relations": _value("A relation.", _only("$contains", {"anyOf": [*_PLAIN["anyOf"], _RELATION]}))
                },
                "propertyNames": {"pattern": "^(?![$])"},
                "additionalProperties": {"$ref": "#/components/schemas/PredicateValue"},
            },
        ],
    },
    "PredicateValue": _value("What is asked of one path.", _only("$contains", _PLAIN)),
}
"""The schemas by the names that they have in the document."""

PREDICATE = _PREDICATE
