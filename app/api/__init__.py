"""The JSON API: thin blueprints that parse, ask and show, and one table of errors."""

from importlib.metadata import version

from flask import Flask

from app.api import catalog, checking, gaps, graph, health, impact, opening, owner, search
from app.api.encoding import Provider
from app.api.routing import Api

BLUEPRINTS = (
    catalog.blueprint,
    gaps.blueprint,
    owner.blueprint,
    search.blueprint,
    graph.blueprint,
    impact.blueprint,
    checking.blueprint,
    health.blueprint,
)


def register(app: Flask) -> None:
    """Add every address of the API to an application, and the OpenAPI document that describes them."""
    app.json = Provider(app)
    app.config.update(OPENAPI_URL_PREFIX="/api", OPENAPI_JSON_PATH="openapi.json")
    documented = Api(
        app, spec_kwargs={"title": "Ensemble", "version": version("ensemble-catalog"), "openapi_version": "3.1.0"}
    )
    for blueprint in BLUEPRINTS:
        documented.register_blueprint(blueprint)
    app.after_request(opening.tagged)
