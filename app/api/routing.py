"""Blueprints whose queries are strict, and an OpenAPI document that says so."""

from collections.abc import Callable
from typing import Any, TypeVar

import flask_smorest
from marshmallow import RAISE, Schema
from webargs.flaskparser import FlaskParser

from app.api.shapes import ErrorSchema

Route = TypeVar("Route", bound=Callable[..., Any])


_STRICT = FlaskParser()
# A misspelt filter must not look like one that matches everything.
_STRICT.DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}


class Blueprint(flask_smorest.Blueprint):
    """A group of addresses."""

    ARGUMENTS_PARSER = _STRICT

    def query(self, schema: type[Schema]) -> Callable[[Route], Route]:
        """Read the query by a schema; what does not fit is a bad request."""
        found: Callable[[Route], Route] = self.arguments(schema, location="query", error_status_code=400)
        return found


class Api(flask_smorest.Api):
    """The OpenAPI document. Errors are answered by the application's own table."""

    ERROR_SCHEMA = ErrorSchema

    def _register_error_handlers(self) -> None:
        pass
