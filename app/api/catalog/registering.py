"""What would change the catalog, and is refused: its files say what it holds. A dry run only looks."""

from datetime import UTC, datetime
from typing import Any

from flask import Response, current_app, jsonify

from app.api import opening
from app.api.catalog.addresses import blueprint
from app.api.catalog.location_shapes import (
    RegisteredSchema,
    RegisteringQuerySchema,
    RemoteSchema,
    TriedSchema,
)
from app.api.catalog.locations import known
from app.api.errors import BadRequestError
from app.api.shapes import NothingSchema
from app.config import Config
from app.errors import ReadOnlyError
from app.problems import Problem
from app.questions import locations, trial
from app.questions.locations import Location
from app.store.database import reading


@blueprint.post("/locations")
@blueprint.query(RegisteringQuerySchema)
@blueprint.body(RegisteredSchema)
@blueprint.response(201, TriedSchema)
@blueprint.refuses(403)
def add(query: dict[str, Any], body: dict[str, str]) -> Response:
    """With `dryRun`, what an address holds; nothing is stored. Without it, refused: sources are named by the server.

    Only hosts are read that `ENSEMBLE_READABLE_HOSTS` names.
    """
    location = _location(body)
    if not query["dryRun"]:
        raise ReadOnlyError
    with reading(opening.sessions()) as session:
        exists = location in locations.every(session)
    settings: Config = current_app.config["SETTINGS"]
    found = trial.of(location, settings.readable_hosts, datetime.now(UTC).date())
    if found.refusal is not None:
        raise BadRequestError(f"Error: Unable to read url, {found.refusal.message} {found.refusal.remedy}")
    if found.errors or not found.entities:
        raise BadRequestError(_told(found.errors))
    told = {"id": str(location), "type": location.type, "target": location.target, "entityRef": str(location.ref)}
    entities = [location.entity, *found.entities]
    response = jsonify({"exists": exists, "location": told, "entities": entities})
    response.status_code = 201
    return response


@blueprint.put("/locations/<location:id>")
@blueprint.query(NothingSchema)
@blueprint.body(RemoteSchema)
@blueprint.refuses(403)
def change(_: object, body: dict[str, str], id: str) -> None:  # noqa: A002 - the protocol's name for it
    """Refused: where a source is read from is said where the server is started."""
    _location(body)
    with reading(opening.sessions()) as session:
        known(locations.by_id(session, id), id)
    raise ReadOnlyError


@blueprint.delete("/locations/<location:id>")
@blueprint.query(NothingSchema)
@blueprint.refuses(403, 404)
def remove(_: object, id: str) -> None:  # noqa: A002 - the protocol's name for it
    """Refused: a source is left out where the server is started."""
    with reading(opening.sessions()) as session:
        known(locations.by_id(session, id), id)
    raise ReadOnlyError


@blueprint.delete("/entities/by-uid/<uid>")
@blueprint.query(NothingSchema)
@blueprint.refuses(403)
def remove_entity(_: object, uid: str) -> None:  # noqa: ARG001 - what nobody can remove needs no look
    """Refused, whether or not there is such an entity: it goes when its file says so no longer."""
    raise ReadOnlyError


def _location(body: dict[str, str]) -> Location:
    """The place that a body names; raises `BadRequestError` for one that nobody may add."""
    found = Location(body["type"], body["target"])
    if found.type != "url":
        raise BadRequestError('Registered locations must be of an allowed type ["url"]')
    if not found.target:
        raise BadRequestError(
            f"TypeError: Unable to parse location ref '{found}', expected '<type>:<target>', e.g. 'url:https://host/path'"
        )
    return found


def _told(errors: tuple[Problem, ...]) -> str:
    """The first error, and how many more there are."""
    if not errors:
        return "The file holds no entity. Begin it with `apiVersion:` and `kind:`."
    first, *others = errors
    more = f" There are {len(others):,} more errors; mend this one first." if others else ""
    return f"{first.position}: {first.text}{more}"
