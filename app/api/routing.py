"""Blueprints whose queries are strict, and an OpenAPI document that says so."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

import flask_smorest
from flask import Request
from marshmallow import RAISE, Schema, ValidationError, fields
from webargs.flaskparser import FlaskParser

from app.api.shapes import ErrorSchema

ERROR_TYPES = ("application/json", "application/problem+json")
"""What errors come as: the first below `/api/catalog`, the second elsewhere."""

Route = TypeVar("Route", bound=Callable[..., Any])


class Parser(FlaskParser):
    """Reads queries as they are meant: a parameter that is given twice means neither."""

    def __init__(self) -> None:
        super().__init__()
        # A misspelt filter must not look like one that matches everything.
        self.DEFAULT_UNKNOWN_BY_LOCATION = {**self.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        """What a query says, for the schema to judge."""
        lists = {name for name, field in schema.fields.items() if isinstance(field, fields.List)}
        twice = {name for name, values in req.args.lists() if len(values) > 1} - lists
        if twice:
            raise ValidationError({name: [f"Query parameter '{name}' is given twice; keep one."] for name in twice})
        return super().load_querystring(req, schema)


class Blueprint(flask_smorest.Blueprint):
    """A group of addresses."""

    ARGUMENTS_PARSER = Parser()

    def query(self, schema: type[Schema]) -> Callable[[Route], Route]:
        """Read the query by a schema; what does not fit is a bad request."""
        found: Callable[[Route], Route] = self.arguments(schema, location="query", error_status_code=400)
        return found


class Api(flask_smorest.Api):
    """The OpenAPI document. Errors are answered by the application's own table."""

    def _register_error_handlers(self) -> None:
        pass

    def _register_responses(self) -> None:
        content = {type_: {"schema": ErrorSchema} for type_ in ERROR_TYPES}
        for name, phrase in [*((each.name, each.phrase) for each in HTTPStatus), ("DEFAULT_ERROR", "An error")]:
            self.spec.components.response(name, {"description": phrase, "content": content}, lazy=True)
