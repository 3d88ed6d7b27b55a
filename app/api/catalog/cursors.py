"""Cursors: a page's request and its place, written so that any server can go on from there.

A cursor says all there is to say, so none is ever forgotten, and a sync between two pages breaks none: it names what
the last entity was sorted by, not how many came before.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from app import characters
from app.api.catalog.limits import MOST_ORDERS, MOST_PATHS
from app.api.errors import BadRequestError
from app.errors import BadPredicateError
from app.questions.selecting import Wanted
from app.store import predicates
from app.store.conditions import Text
from app.store.fields import asked
from app.store.places import Order, Position
from app.store.predicates import EVERYTHING

_LARGEST = 2**53
_MALFORMED = "Malformed cursor: take one from the pageInfo of a page."


@dataclass(frozen=True)
class Cursor:
    """The pages that a request began, the place in them and the way to go. `total` was counted at the beginning."""

    wanted: Wanted
    total: int
    position: Position
    backwards: bool


def encode(cursor: Cursor) -> str:
    """The cursor as text; with the key `query`, clients go on by POST, which is open to any length."""
    wanted = cursor.wanted
    said: dict[str, Any] = {
        "orderFields": [{"field": each.key, "order": "desc" if each.descending else "asc"} for each in wanted.ordered],
        "position": cursor.position,
        "isPrevious": cursor.backwards,
        "totalItems": cursor.total,
    }
    if wanted.predicate != EVERYTHING:
        said["query"] = predicates.written(wanted.predicate)
    if wanted.text is not None:
        said["fullTextFilter"] = {"term": wanted.text.term, "fields": wanted.text.keys}
    return base64.b64encode(orjson.dumps(said)).decode()


def decode(text: str) -> Cursor:
    """The cursor that a text is; raises `BadRequestError` for one that is none of ours."""
    try:
        said = orjson.loads(base64.b64decode(text, validate=True))
        return _cursor(said)
    except (binascii.Error, ValueError, TypeError, KeyError, AttributeError, BadPredicateError) as error:
        raise BadRequestError(_MALFORMED) from error


def _cursor(said: Mapping[str, Any]) -> Cursor:
    ordered = tuple(Order(asked(_text(each["field"])), each["order"] == "desc") for each in said["orderFields"])
    if len(ordered) > MOST_ORDERS:
        raise TypeError(said)
    wanted = Wanted(
        predicates.parse(said["query"]) if "query" in said else EVERYTHING,
        _full_text(said["fullTextFilter"]) if "fullTextFilter" in said else None,
        ordered,
    )
    backwards, total = said["isPrevious"], said["totalItems"]
    if type(backwards) is not bool or type(total) is not int:
        raise TypeError(said)
    return Cursor(wanted, total, _position(said["position"], len(ordered)), backwards)


def _full_text(said: Mapping[str, Any]) -> Text:
    if len(said["fields"]) > MOST_PATHS:
        raise TypeError(said)
    return Text(asked(_text(said["term"])), tuple(asked(_text(key)) for key in said["fields"]))


def _position(said: Any, ordered: int) -> Position:
    """A reference where nothing is sorted by, else a text or nothing for each key, and a number besides."""
    if not ordered:
        [reference] = said
        return (characters.storable(_text(reference)),)
    *values, last = said
    if len(values) != ordered or type(last) is not int or not 0 <= last <= _LARGEST:
        raise TypeError(said)
    return (*(None if value is None else characters.storable(_text(value)) for value in values), last)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
