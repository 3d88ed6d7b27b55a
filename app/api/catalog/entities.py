"""Entities: lists, and one by its name."""

import base64
import binascii
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Response, current_app, request
from sqlalchemy.orm import Session

from app.api import opening
from app.api.catalog.addresses import blueprint
from app.api.errors import BadRequestError
from app.api.shapes import FARTHEST, EntitiesQuerySchema, EntitySchema, NothingSchema
from app.entities import Ref
from app.errors import EntityNotFoundError
from app.questions import text
from app.store import queries

_MOST_SHOWN = 100


class NoSuchEntityError(EntityNotFoundError):
    """No entity has this name, in the words that clients of the protocol know."""

    def __init__(self, kind: str, namespace: str, name: str) -> None:
        super().__init__(Ref.of(kind, namespace, name))
        kind, namespace, name = (part[:_MOST_SHOWN] for part in (kind, namespace, name))
        self.args = (f"No entity named '{name}' found, with kind '{kind}' in namespace '{namespace}'",)


@blueprint.get("/entities")
@blueprint.query(EntitiesQuerySchema)
@blueprint.response(200, EntitySchema(many=True))
def entities(query: dict[str, Any]) -> Response:
    """All entities, by reference; the Link header leads on where a limit leaves some out."""
    limit, offset = _cursor(query["after"]) if query["after"] else (query["limit"], query["offset"])
    with opening.catalog() as session:
        found = _served(session, offset, limit)
    shown = found if limit is None else found[:limit]
    response = current_app.response_class(b"[%s]" % b",".join(shown), mimetype="application/json")
    if limit is not None and len(found) > limit:
        after = base64.b64encode(orjson.dumps({"limit": limit, "offset": offset + limit})).decode()
        response.headers["Link"] = f'<{request.path}?{urlencode({"limit": limit, "after": after})}>; rel="next"'
    return response


@blueprint.get("/entities/by-name/<kind>/<namespace>/<name>")
@blueprint.query(NothingSchema)
@blueprint.response(200, EntitySchema)
def entity(_: object, kind: str, namespace: str, name: str) -> Response:
    """One entity; kind, namespace and name in any case."""
    ref = Ref.of(*(text.askable(part) for part in (kind, namespace, name)))
    with opening.catalog() as session:
        row = session.scalar(queries.served(ref))
    if row is None:
        raise NoSuchEntityError(kind, namespace, name)
    return current_app.response_class(row.json, mimetype="application/json")


def _served(session: Session, offset: int, limit: int | None) -> list[bytes]:
    """The JSON of entities, one more than the limit so that it shows whether there are more."""
    found = queries.all_served().offset(offset)
    rows = session.scalars(found if limit is None else found.limit(limit + 1))
    return [row.encode() for row in rows]


def _cursor(after: str) -> tuple[int, int]:
    """The limit and offset of a cursor; raises `BadRequestError` for one that is none of ours."""
    try:
        found = orjson.loads(base64.b64decode(after, validate=True))
        limit, offset = found["limit"], found["offset"]
    except (binascii.Error, ValueError, TypeError, KeyError) as error:
        raise BadRequestError(_BAD_CURSOR) from error
    if not (type(limit) is type(offset) is int and 0 < limit <= FARTHEST and 0 <= offset <= FARTHEST):
        raise BadRequestError(_BAD_CURSOR)
    return limit, offset


_BAD_CURSOR = "Malformed cursor: take `after` from the Link header of the page before."
