"""`/api/graph`: what hangs together."""

from typing import Any

from flask import Response, current_app

from app.api import forms, opening
from app.api.errors import BadRequestError
from app.api.routing import Blueprint
from app.api.shapes import GraphQuerySchema, GraphSchema
from app.graph.edges import NEEDS
from app.questions import graph
from app.questions.graph import Wanted
from app.reports import graphs

blueprint = Blueprint("graph", __name__, url_prefix="/api/graph", description="What hangs together.")


@blueprint.get("")
@blueprint.query(GraphQuerySchema)
@blueprint.response(200, GraphSchema)
@blueprint.refuses(404)
def explored(query: dict[str, Any]) -> Response:
    """Things as nodes and needs as edges; too many are folded into teams, systems or domains, and that is told.

    As a table, every need that was found.
    """
    if len(query["starts"]) + len(query["to"]) > graph.AT_ONCE:
        raise BadRequestError(f"`from` names more than {graph.AT_ONCE} things. Leave some out.")
    if query["to"] and not query["starts"]:
        raise BadRequestError("`to` is where a path ends. Write where it begins in `from`.")
    with opening.catalog() as session:
        wanted = Wanted(
            starts=graph.resolved(session, query["starts"]),
            to=graph.resolved(session, query["to"]),
            depth=query["depth"],
            direction=query["direction"],
            relations=frozenset(query["relation"] or NEEDS),
            sorts=frozenset(query["show"]),
            across=query["across"],
            fold=query["fold"],
        )
        held = opening.landscape(session)
        found = graph.of(held, wanted)
    if forms.is_table():
        return forms.table("graph", graphs.COLUMNS, graphs.rows(held.landscape, found))
    return current_app.response_class(current_app.json.dumps(graphs.data(found)), mimetype="application/json")
