"""What values there are, and how many entities have each."""

from collections.abc import Sequence
from typing import Any

import orjson
from flask import Response, current_app
from sqlalchemy.orm import Session

from app.api import forms, opening
from app.api.catalog.addresses import blueprint
from app.api.catalog.entity_shapes import FacetsBodySchema, FacetsQuerySchema, FacetsSchema
from app.api.errors import BadRequestError
from app.api.forms import FormSchema
from app.questions import selecting
from app.store import predicates
from app.store.database import reading
from app.store.predicates import EVERYTHING, Predicate


@blueprint.get("/entity-facets")
@blueprint.query(FacetsQuerySchema)
@blueprint.response(200, FacetsSchema)
def facets(query: dict[str, Any]) -> Response:
    """The values of paths among the entities that a filter leaves."""
    with opening.catalog() as session:
        return _counted(session, query["facet"], predicates.of_filters(query["filter"]))


@blueprint.post("/entity-facets")
@blueprint.query(FormSchema)
@blueprint.body(FacetsBodySchema)
@blueprint.response(200, FacetsSchema)
def facets_by_predicate(_: object, body: dict[str, Any]) -> Response:
    """The same for a predicate."""
    names = [name for name in body["facets"] if name]
    if not names:
        raise BadRequestError("Missing or empty facets parameter")
    with reading(opening.sessions()) as session:
        return _counted(session, names, predicates.parse(body["query"]) if "query" in body else EVERYTHING)


def _counted(session: Session, names: Sequence[str], predicate: Predicate) -> Response:
    found = selecting.facets(session, names, predicate)
    if forms.is_table():
        rows = ((name, each.value, each.count) for name, values in found.items() for each in values)
        return forms.table("facets", ("facet", "value", "count"), rows)
    return current_app.response_class(orjson.dumps({"facets": found}), mimetype="application/json")
