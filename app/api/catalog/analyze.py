"""What there is of a repository."""

from typing import Any

import orjson
from flask import Response, jsonify

from app.api import opening
from app.api.catalog.addresses import blueprint
from app.api.catalog.location_shapes import AnalysisSchema, AnalyzeBodySchema
from app.api.errors import BadRequestError
from app.api.shapes import NothingSchema
from app.questions import repository
from app.questions.repository import Repository
from app.store.database import reading


@blueprint.post("/analyze-location")
@blueprint.query(NothingSchema)
@blueprint.body(AnalyzeBodySchema)
@blueprint.response(200, AnalysisSchema)
def analyze(_: object, body: dict[str, Any]) -> Response:
    """The entities that say they are of a repository, or, where none does, a Component to begin with.

    The repository itself is not looked at.
    """
    asked = Repository.parse(body["location"]["target"])
    if asked is None:
        raise BadRequestError("The given location.target is not a URL")
    with reading(opening.sessions()) as session:
        found = repository.existing(session, asked)
    existing = [
        {
            "location": {"type": "url", "target": each.target},
            "isRegistered": True,
            "entity": orjson.Fragment(each.json),
        }
        for each in found
    ]
    generated = [] if existing else [{"entity": asked.beginning, "fields": []}]
    return jsonify({"existingEntityFiles": existing, "generateEntities": generated})
