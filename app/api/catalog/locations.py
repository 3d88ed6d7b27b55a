"""Locations: where the entities come from."""

import base64
import binascii
from typing import Any

import orjson
from flask import Response

from app.api import forms, opening
from app.api.catalog.addresses import blueprint
from app.api.catalog.location_shapes import LocationDataSchema, LocationsBodySchema, LocationSchema, LocationsSchema
from app.api.catalog.missing import NotThereError
from app.api.errors import BadRequestError
from app.api.forms import FormSchema
from app.api.shapes import NothingSchema
from app.entities import Ref
from app.questions import locations
from app.questions.locations import Location
from app.store import predicates
from app.store.database import reading

_MOST = 1_000
_COLUMNS = ("id", "type", "target", "entityRef")


@blueprint.get("/locations")
@blueprint.query(FormSchema)
@blueprint.response(200, LocationDataSchema(many=True))
def every(_: object) -> list[dict[str, Location]] | Response:
    """All locations: each source that the catalog is read from is one."""
    with opening.catalog() as session:
        found = locations.every(session)
    if forms.is_table():
        return forms.table("locations", _COLUMNS, ((each.id, each.type, each.target, each.ref) for each in found))
    return [{"data": each} for each in found]


@blueprint.get("/locations/<location:id>")
@blueprint.query(NothingSchema)
@blueprint.response(200, LocationSchema)
def location(_: object, id: str) -> Location:  # noqa: A002 - the protocol's name for it
    """One location."""
    with opening.catalog() as session:
        return known(locations.by_id(session, id), id)


@blueprint.get("/locations/by-entity/<kind>/<namespace>/<name>")
@blueprint.query(NothingSchema)
@blueprint.response(200, LocationSchema)
def of_entity(_: object, kind: str, namespace: str, name: str) -> Location:
    """The location that an entity comes from."""
    ref = Ref.of(kind, namespace, name)
    with opening.catalog() as session:
        found = locations.holding(session, ref)
    if found is None:
        raise NotThereError(ref, f"found no entity for ref {ref!s:.200}")
    return found


@blueprint.post("/locations/by-query")
@blueprint.query(NothingSchema)
@blueprint.body(LocationsBodySchema, required=False)
@blueprint.response(200, LocationsSchema)
def by_query(_: object, body: dict[str, Any]) -> dict[str, Any]:
    """Some locations, by id; the cursor leads on where a limit leaves some out."""
    asked = _at(body["cursor"]) if "cursor" in body else body
    query, limit, after = asked.get("query", {}), asked.get("limit", _MOST), asked.get("after", "")
    if min(limit, body.get("limit", 1)) < 1:
        raise BadRequestError("Limit must be a positive integer >= 1")
    # What a cursor does not need is judged, too.
    predicates.parse(body.get("query", {}))
    wanted = predicates.parse(query)
    with reading(opening.sessions()) as session:
        found = sorted(locations.every(session), key=lambda each: each.id)
    fitting = [each for each in found if predicates.matches(wanted, each.fields)]
    rest = [each for each in fitting if each.id > after]
    page = {"nextCursor": _cursor(query, limit, rest[limit - 1])} if len(rest) > limit else {}
    return {"items": rest[:limit], "totalItems": len(fitting), "pageInfo": page}


def known(found: Location | None, number: str) -> Location:
    """A location that is there; raises `NotThereError` for any other."""
    if found is None:
        raise NotThereError(number, f"Found no location with ID {number[:100]}")
    return found


def _cursor(query: dict[str, Any], limit: int, last: Location) -> str:
    return base64.b64encode(orjson.dumps({"query": query, "limit": limit, "after": last.id})).decode()


def _at(cursor: str) -> dict[str, Any]:
    """What a cursor carries; raises `BadRequestError` for one that is none of ours."""
    try:
        found = orjson.loads(base64.b64decode(cursor, validate=True))
        query, limit, after = found["query"], found["limit"], found["after"]
    except (binascii.Error, ValueError, TypeError, KeyError) as error:
        raise BadRequestError(_BAD_CURSOR) from error
    if not (isinstance(query, dict) and type(limit) is int and isinstance(after, str)):
        raise BadRequestError(_BAD_CURSOR)
    return {"query": query, "limit": limit, "after": after}


_BAD_CURSOR = "Malformed cursor, unknown encoding"
