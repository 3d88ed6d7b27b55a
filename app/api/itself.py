"""`/api/openapi.json`: what there is to ask, and what is answered."""

from flask import Response, current_app, request

from app.api.catalog.addresses import blueprint as catalog
from app.api.routing import Blueprint
from app.api.shapes import DocumentSchema, NothingSchema

blueprint = Blueprint("document", __name__, url_prefix="/api", description="This document.")


@blueprint.get("/openapi.json")
@blueprint.query(NothingSchema)
@blueprint.response(200, DocumentSchema)
def document(_: object) -> Response:
    """The OpenAPI document of all there is to ask."""
    return _document()


@catalog.get("/openapi.json")
@catalog.query(NothingSchema)
@catalog.response(200, DocumentSchema)
def catalog_document(_: object) -> Response:
    """The same document, where clients of Backstage look for it."""
    return _document()


def _document() -> Response:
    response = current_app.response_class(current_app.config["DOCUMENT"], mimetype="application/json")
    response.add_etag(weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response
