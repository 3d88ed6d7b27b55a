"""Blueprints whose queries are strict, and an OpenAPI document that says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import flask_smorest
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from flask import Request
from marshmallow import RAISE, Schema, ValidationError, fields
from webargs.flaskparser import FlaskParser

from app.api import forms
from app.api.forms import FormSchema

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
        """Read the query by a schema, a `FormSchema` where the answer can be a table; what does not fit is refused."""
        listed = issubclass(schema, FormSchema)
        read = self.arguments(schema, location="query", error_status_code=400)

        def decorate(view: Route) -> Route:
            @wraps(view)
            def answering(*args: Any, **kwargs: Any) -> Any:
                forms.settle(listed=listed)
                return view(*args, **kwargs)

            found: Route = read(self.doc(**forms.DESCRIBED)(answering) if listed else answering)
            return found

        return decorate

    def refuses(self, *statuses: int) -> Callable[[Route], Route]:
        """Say with which statuses an address answers besides those that all others like it answer with."""
        found: Callable[[Route], Route] = self.doc(responses={status: {} for status in statuses})
        return found


class _Converter(OpenAPIConverter):
    """Schemas as the document has them: with their docstrings, and what a field says of itself in full."""

    def schema2jsonschema(self, schema: Schema) -> dict[str, Any]:
        found: dict[str, Any] = super().schema2jsonschema(schema)  # type: ignore[no-untyped-call]
        if schema.unknown == RAISE:
            found["additionalProperties"] = False
        return {"description": " ".join((schema.__doc__ or "").split()), **found}

    def field2property(self, field: fields.Field[Any]) -> dict[str, Any]:
        said = field.metadata.get("schema")
        if said is None:
            found: dict[str, Any] = super().field2property(field)
            return found
        about = {key: field.metadata[key] for key in ("description",) if key in field.metadata}
        return {**said, **about}


class _Plugin(MarshmallowPlugin):
    Converter = _Converter


class Api(flask_smorest.Api):
    """What collects the OpenAPI document. Errors are answered by the application's own table."""

    # What goes wrong is told for each address by its status.
    DEFAULT_ERROR_RESPONSE_NAME = None

    def __init__(self, *arguments: Any, **said: Any) -> None:
        super().__init__(*arguments, spec_kwargs={"marshmallow_plugin": _Plugin(), **said.pop("spec_kwargs")}, **said)

    def _register_error_handlers(self) -> None:
        pass

    def _register_responses(self) -> None:
        self.spec.components.response("BAD_REQUEST", {"description": ""}, lazy=True)
