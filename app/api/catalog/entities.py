"""Entities: all of them, some by their references, and one by its name or uid."""

import base64
import binascii
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Response, current_app, request

from app.api import forms, opening
from app.api.catalog import entity_rows
from app.api.catalog.addresses import blueprint
from app.api.catalog.entity_shapes import FilterQuerySchema, ListQuerySchema, RefsBodySchema, RefsSchema
from app.api.catalog.missing import NotThereError
from app.api.catalog.projecting import projection
from app.api.errors import BadRequestError
from app.api.shapes import FARTHEST, EntitySchema, NothingSchema, PartSchema
from app.entities import Ref
from app.questions import selecting, text
from app.questions.selecting import Wanted
from app.store import predicates, queries
from app.store.database import reading
from app.store.fields import asked
from app.store.places import Order

_MOST_SHOWN = 100


@blueprint.get("/entities")
@blueprint.query(ListQuerySchema)
@blueprint.response(200, PartSchema(many=True))
def entities(query: dict[str, Any]) -> Response:
    """All entities that a filter leaves, by reference; the Link header leads on where a limit leaves some out.

    Sorted by a path, entities without it come last.
    """
    limit, offset = _bounds(query)
    ordered = tuple(_order(text) for text in query["order"])
    wanted = Wanted(predicates.of_filters(query["filter"]), ordered=ordered, lacking_last=True)
    left = projection(query["fields_"])
    with opening.catalog() as session:
        found = selecting.select(session, wanted).page(offset=offset, limit=limit, brief=left.is_brief)
    if forms.is_table():
        response = forms.table("entities", *entity_rows.of(found.items, query["fields_"]))
    else:
        response = _json(left.of(found.items))
    if limit is not None and found.more:
        response.headers["Link"] = f'<{request.path}?{_following(limit, offset)}>; rel="next"'
    return response


@blueprint.get("/entities/by-name/<kind>/<namespace>/<name>")
@blueprint.query(NothingSchema)
@blueprint.response(200, EntitySchema)
def entity(_: object, kind: str, namespace: str, name: str) -> Response:
    """One entity; kind, namespace and name in any case."""
    ref = Ref.of(*(text.askable(part) for part in (kind, namespace, name)))
    with opening.catalog() as session:
        found = session.scalar(queries.served(), {"ref": str(ref)})
    if found is None:
        kind, namespace, name = (part[:_MOST_SHOWN] for part in (kind, namespace, name))
        raise NotThereError(ref, f"No entity named '{name}' found, with kind '{kind}' in namespace '{namespace}'")
    return _json(found)


@blueprint.get("/entities/by-uid/<uid>")
@blueprint.query(NothingSchema)
@blueprint.response(200, EntitySchema)
def entity_by_uid(_: object, uid: str) -> Response:
    """One entity by the uid that it keeps for as long as its name."""
    with opening.catalog() as session:
        found = session.scalar(queries.served_by_uid(text.askable(uid).lower()))
    if found is None:
        raise NotThereError(uid, f"No entity with uid {uid[:_MOST_SHOWN]}")
    return _json(found)


@blueprint.post("/entities/by-refs")
@blueprint.query(FilterQuerySchema)
@blueprint.body(RefsBodySchema)
@blueprint.response(200, RefsSchema)
def entities_by_refs(query: dict[str, Any], body: dict[str, Any]) -> Response:
    """An entity for each reference, in their order; null where there is none, or it is filtered out."""
    predicate = predicates.of_filters(query["filter"])
    if "query" in body:
        predicate = predicates.both(predicate, predicates.parse(body["query"]))
    left = projection(body["fields_"])
    with reading(opening.sessions()) as session:
        found = selecting.by_refs(session, body["entityRefs"], predicate)
    if forms.is_table():
        return forms.table("entities", *entity_rows.of(found, body["fields_"]))
    return _json(b'{"items":%s}' % left.of(found))


def _json(body: str | bytes) -> Response:
    return current_app.response_class(body, mimetype="application/json")


def _order(text: str) -> Order:
    way, colon, key = text.partition(":")
    if way not in ("asc", "desc") or not colon or not key:
        raise BadRequestError(f'Invalid order parameter "{text}", expected "<asc or desc>:<field name>"')
    return Order(asked(key), way == "desc")


def _bounds(query: dict[str, Any]) -> tuple[int | None, int]:
    """The limit and the offset; what is written in a cursor goes before what stands beside it."""
    after = _after(query["after"]) if query["after"] else {}
    limit, offset = after.get("limit", query["limit"]), after.get("offset", query["offset"] or 0)
    if limit == 0:
        raise BadRequestError("Invalid limit, must be greater than zero")
    return limit, offset


def _after(text: str) -> dict[str, int]:
    try:
        said = orjson.loads(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError) as error:
        raise BadRequestError("Malformed after cursor, could not be parsed") from error
    if not isinstance(said, dict):
        raise BadRequestError("Malformed after cursor, could not be parsed")
    for name in ("limit", "offset"):
        if name in said and (type(said[name]) is not int or not 0 <= said[name] <= FARTHEST):
            raise BadRequestError(f"Malformed after cursor, {name} was not an number")
    return {name: said[name] for name in ("limit", "offset") if name in said}


def _following(limit: int, offset: int) -> str:
    """The query of the next page: this one's, with another cursor."""
    after = base64.b64encode(orjson.dumps({"limit": limit, "offset": offset + limit})).decode()
    kept = [
        (name, value) for name, value in request.args.items(multi=True) if name not in ("after", "offset") and value
    ]
    return urlencode([*kept, ("after", after)])
