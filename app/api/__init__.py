"""The JSON API: thin blueprints that parse, ask and show, and one table of errors."""

from importlib.metadata import version

from flask import Flask

from app.api import (
    alignment,
    catalog,
    checking,
    document,
    forms,
    gaps,
    graph,
    health,
    impact,
    itself,
    metrics,
    opening,
    owner,
    row_shapes,
    scorecards,
    search,
)
from app.api.catalog.paths import Lenient
from app.api.encoding import Provider
from app.api.predicate_shapes import SCHEMAS
from app.api.routing import Api
from app.api.shapes import ErrorSchema
from app.config import Config

BLUEPRINTS = (
    catalog.blueprint,
    gaps.blueprint,
    scorecards.blueprint,
    alignment.blueprint,
    metrics.blueprint,
    owner.blueprint,
    search.blueprint,
    graph.blueprint,
    impact.blueprint,
    checking.blueprint,
    health.blueprint,
    itself.blueprint,
)


def register(app: Flask) -> None:
    """Add every address of the API to an application, and the OpenAPI document that describes them."""
    app.json = Provider(app)
    documented = Api(
        app, spec_kwargs={"title": "Ensemble", "version": version("ensemble-catalog"), "openapi_version": "3.1.0"}
    )
    documented.spec.components.schema("Error", schema=ErrorSchema)
    for name, schema in {**SCHEMAS, **row_shapes.SCHEMAS}.items():
        documented.spec.components.schema(name, schema)
    for blueprint in BLUEPRINTS:
        documented.register_blueprint(blueprint)
    settings: Config = app.config["SETTINGS"]
    app.config["DOCUMENT"] = app.json.dumps(document.complete(documented.spec.to_dict(), settings.base_url or "/"))
    paths = Lenient(app.wsgi_app, [rule.rule for rule in app.url_map.iter_rules()])
    app.wsgi_app = paths  # type: ignore[method-assign]  # Flask names this attribute for what stands before it
    app.after_request(opening.tagged)
    app.after_request(forms.varied)
