"""The addresses of the protocol, and how its requests are read: strictly, and refused in the words its clients know."""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any, TypeVar

from flask import Request
from flask.blueprints import BlueprintSetupState
from marshmallow import Schema, ValidationError, fields
from webargs.multidictproxy import MultiDictProxy
from werkzeug.datastructures import MultiDict
from werkzeug.routing import BaseConverter

from app.api import bodies
from app.api.errors import PROTOCOL, BadRequestError
from app.api.routing import Blueprint, Parser

Route = TypeVar("Route", bound=Callable[..., Any])

_TYPES: Mapping[type[fields.Field[Any]], str] = {fields.Integer: "integer", fields.Boolean: "boolean"}
_WORDINGS = {
    "Not a valid string.": "must be string",
    "Not a valid list.": "must be array",
    "Not a valid mapping type.": "must be object",
    "Not a valid integer.": "must be number",
    "Field may not be null.": "must not be null",
    "Unknown field.": "must NOT have additional properties",
    "Invalid input type.": "must be object",
}
"""What the schemas say, in the words of the protocol."""

_MISSING = "Missing data for required field."


class _Parser(Parser):
    """Reads a query as clients of the protocol write it: nothing is empty, and a list may say so by brackets."""

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        found: MultiDict[str, str] = MultiDict()
        for name, values in req.args.lists():
            kept = [value for value in values if value]
            if not kept:
                raise ValidationError({name: [f"Empty value found for query parameter '{name}'"]})
            plain = name.removesuffix("[]")
            field = schema.fields.get(plain)
            if field and not isinstance(field, fields.List) and len(kept) > 1:
                type_ = next((word for kind, word in _TYPES.items() if isinstance(field, kind)), "string")
                raise ValidationError({name: [f"request/query/{name} must be {type_}"]})
            found.setlist(plain if isinstance(field, fields.List) else name, kept)
        return MultiDictProxy(found, schema)


class Protocol(Blueprint):
    """A group of addresses whose faults are told as Backstage tells them."""

    ARGUMENTS_PARSER = _Parser()

    def body(self, schema: type[Schema], *, required: bool = True) -> Callable[[Route], Route]:
        """Read the JSON body by a schema, and hand it to the view behind what was read before."""

        def decorate(view: Route) -> Route:
            @wraps(view)
            def reading(*args: Any, **kwargs: Any) -> Any:
                return view(*args, _read(schema()), **kwargs)

            content = {"required": required, "content": {bodies.JSON: {"schema": schema}}}
            found: Route = self.doc(requestBody=content)(reading)
            return found

        return decorate


blueprint = Protocol("catalog", __name__, url_prefix=PROTOCOL, description="Entities, as Backstage serves them.")


class _Location(BaseConverter):
    """The id of a location: no name of an address beside it, which takes other methods."""

    regex = "(?!by-query$)[^/]+"
    part_isolating = True


@blueprint.record_once
def _know_locations(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["location"] = _Location


def _read(schema: Schema) -> Any:
    try:
        return bodies.loaded(schema)
    except ValidationError as error:
        raise BadRequestError(next(_told(error.messages, "request/body"))) from error


def _told(messages: Any, path: str) -> Iterator[str]:
    """What a schema found, as sentences that begin with the place in the request."""
    if isinstance(messages, list):
        yield from (f"{path} {_WORDINGS.get(message, message)}" for message in messages)
        return
    # What is missing comes first, as it does where every fault of an object is found before those of its parts.
    for key, said in sorted(messages.items(), key=lambda item: item[1] != [_MISSING]):
        if key == "_schema":
            yield from _told(said, path)
        elif said == [_MISSING]:
            yield f"{path} must have required property '{key}'"
        elif said == ["Unknown field."]:
            yield f"{path} {_WORDINGS['Unknown field.']}"
        else:
            yield from _told(said, f"{path}/{key}")
