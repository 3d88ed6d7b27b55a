"""Entities a page at a time, with cursors that lead on and back."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Response, current_app, request
from sqlalchemy.orm import Session

from app.api import forms, opening
from app.api.catalog import cursors, entity_rows
from app.api.catalog.addresses import blueprint
from app.api.catalog.cursors import Cursor
from app.api.catalog.entity_shapes import PageBodySchema, PageQuerySchema, PageSchema
from app.api.catalog.projecting import projection
from app.api.errors import BadRequestError
from app.api.forms import FormSchema
from app.questions import selecting
from app.questions.selecting import Found, Wanted
from app.store import predicates
from app.store.conditions import Text
from app.store.database import reading
from app.store.fields import asked
from app.store.places import Order
from app.store.predicates import EVERYTHING

PAGE = 200
"""How many a page holds where nothing is said."""

_UID = "metadata.uid"
_RELATIONS = {"nextCursor": "next", "prevCursor": "prev"}
_LONGEST = 4 << 10


@blueprint.get("/entities/by-query")
@blueprint.query(PageQuerySchema)
@blueprint.response(200, PageSchema)
def by_filter(query: dict[str, Any]) -> Response:
    """The entities that a filter leaves, a page at a time. Sorted by a path, those without it are left out."""
    ordered = tuple(_order(text) for text in query["orderField"])
    text = _text(query["fullTextFilterTerm"], query["fullTextFilterFields"], ordered)
    wanted = Wanted(predicates.of_filters(query["filter"]), text, ordered)
    with opening.catalog() as session:
        return _begun(session, wanted, query) if query["cursor"] is None else _gone_on(session, query)


@blueprint.post("/entities/by-query")
@blueprint.query(FormSchema)
@blueprint.body(PageBodySchema, required=False)
@blueprint.response(200, PageSchema)
def by_predicate(_: object, body: dict[str, Any]) -> Response:
    """The same for a predicate, which can say more than a filter."""
    ordered = tuple(Order(asked(each["field"]), each["order"] == "desc") for each in body["orderBy"])
    full = body["fullTextFilter"]
    text = _text(full["term"], full["fields_"], ordered) if full else None
    wanted = Wanted(predicates.parse(body["query"]) if "query" in body else EVERYTHING, text, ordered)
    with reading(opening.sessions()) as session:
        return _begun(session, wanted, body) if body["cursor"] is None else _gone_on(session, body)


def _begun(session: Session, wanted: Wanted, asked_for: dict[str, Any]) -> Response:
    """The first page of a request."""
    selected = selecting.select(session, wanted)
    limit, offset = _limit(asked_for), asked_for["offset"] or 0
    found = selected.page(offset=offset, limit=limit) if limit else Found()
    total = 0
    if asked_for["totalItems"] == "include":
        total = selected.count() if found.total is None else found.total
    following = {"nextCursor": Cursor(wanted, total, found.last, backwards=False)} if found.more and found.last else {}
    return _page(found, total, following, asked_for)


def _gone_on(session: Session, asked_for: dict[str, Any]) -> Response:
    """The page that a cursor leads to."""
    if not asked_for["cursor"]:
        raise BadRequestError("Cursor cannot be empty")
    cursor = cursors.decode(asked_for["cursor"])
    limit = _limit(asked_for)
    selected = selecting.select(session, cursor.wanted)
    found = selected.page(position=cursor.position, limit=limit, backwards=cursor.backwards) if limit else Found()
    beside = {}
    if found.last and (found.more or cursor.backwards):
        beside["nextCursor"] = Cursor(cursor.wanted, cursor.total, found.last, backwards=False)
    if found.first and (found.more or not cursor.backwards):
        beside["prevCursor"] = Cursor(cursor.wanted, cursor.total, found.first, backwards=True)
    return _page(found, cursor.total, beside, asked_for)


def _page(found: Found, total: int, beside: dict[str, Cursor], asked_for: dict[str, Any]) -> Response:
    left = projection(asked_for["fields_"])
    if forms.is_table():
        response = forms.table("entities", *entity_rows.of(found.items, asked_for["fields_"]))
        response.headers.update(_links(beside, asked_for))
        return response
    info = orjson.dumps({name: cursors.encode(cursor) for name, cursor in beside.items()})
    body = b'{"items":%s,"totalItems":%d,"pageInfo":%s}' % (left.of(found.items), total, info)
    return current_app.response_class(body, mimetype="application/json")


def _links(beside: Mapping[str, Cursor], asked_for: Mapping[str, Any]) -> dict[str, str]:
    """A table has no room for cursors: its Link header leads on and back, as long as that fits an address."""
    kept = {"fields": ",".join(asked_for["fields_"]), "limit": asked_for["limit"], "format": request.args.get("format")}
    said = {name: value for name, value in kept.items() if value}
    ways = {
        _RELATIONS[name]: f"{request.path}?{urlencode({**said, 'cursor': cursors.encode(cursor)})}"
        for name, cursor in beside.items()
    }
    links = [f'<{way}>; rel="{relation}"' for relation, way in ways.items() if len(way) <= _LONGEST]
    return {"Link": ", ".join(links)} if links else {}


def _limit(asked_for: dict[str, Any]) -> int:
    return PAGE if asked_for["limit"] is None else int(asked_for["limit"])


def _order(text: str) -> Order:
    key, _, way = text.partition(",")
    if way not in ("", "asc", "desc"):
        raise BadRequestError("Invalid order field order, must be asc or desc")
    return Order(asked(key), way == "desc")


def _text(term: str, keys: list[str], ordered: tuple[Order, ...]) -> Text | None:
    """The text that must stand in one of the keys; in the first that is sorted by, where none is named."""
    if not term.strip():
        return None
    default = ordered[0].key if ordered else _UID
    return Text(asked(term.strip()), tuple(asked(key) for key in keys) or (default,))
