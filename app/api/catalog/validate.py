"""Whether an entity would be taken."""

from datetime import UTC, datetime
from typing import Any

from flask import Response, current_app, jsonify

from app.api import opening
from app.api.catalog.addresses import blueprint
from app.api.catalog.location_shapes import RefusedEntitySchema, ValidateBodySchema
from app.api.shapes import ErrorSchema, NothingSchema
from app.questions import validity
from app.questions.validity import Fault
from app.store.database import reading

_REFUSED = {
    "description": "What is wrong with the entity; or with the request, where that cannot be understood.",
    "content": {"application/json": {"schema": {"anyOf": [RefusedEntitySchema, ErrorSchema]}}},
}


@blueprint.post("/validate-entity")
@blueprint.query(NothingSchema)
@blueprint.body(ValidateBodySchema)
@blueprint.response(200)
@blueprint.doc(responses={400: _REFUSED})
def validate(_: object, body: dict[str, Any]) -> Response:
    """Whether Backstage would take an entity: nothing where it would, else every fault with its remedy.

    This is stricter than the catalog, which keeps an entity without the part at fault, or without its owner.
    """
    refused = _place(body["location"])
    if not refused:
        with reading(opening.sessions()) as session:
            found = validity.faults(session, body["entity"], datetime.now(UTC).date())
        refused = [_told(fault, body["entity"]) for fault in found]
    if refused:
        response = jsonify({"errors": refused})
        response.status_code = 400
        return response
    response = current_app.response_class(status=200)
    del response.headers["Content-Type"]
    return response


def _place(location: str) -> list[dict[str, str]]:
    """What is wrong with where an entity is said to come from."""
    kind, colon, target = location.partition(":")
    if not (kind and colon and target):
        message = f"Unable to parse location ref '{location}', expected '<type>:<target>', e.g. 'url:https://host/path'"
    elif kind != "url":
        message = f"Invalid location ref {location}, only 'url:<target>' is supported, e.g. url:https://host/path"
    else:
        return []
    return [{"name": "TypeError", "message": message}]


def _told(fault: Fault, entity: dict[str, Any]) -> dict[str, str]:
    # What leaves no entity to speak of has a name of its own there.
    nameless = fault.code == "envelope" and not _has_text(entity, fault.pointer)
    name = "TypeError" if nameless else "InputError"
    return {"name": name, "message": fault.message, "code": fault.code, "pointer": fault.pointer}


def _has_text(entity: Any, pointer: str) -> bool:
    for step in pointer.split("/")[1:]:
        entity = entity.get(step) if isinstance(entity, dict) else None
    return isinstance(entity, str) and bool(entity)
