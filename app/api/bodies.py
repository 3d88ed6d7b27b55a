"""What is posted: JSON, as bytes that are what they say."""

from typing import Any

import orjson
from flask import current_app, request
from marshmallow import Schema
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from app.api.errors import BadRequestError

JSON = "application/json"
_CHARSETS = ("utf-8", "utf8", "us-ascii")


def raw() -> bytes:
    """The bytes of the body; refuses those that are compressed or no UTF-8, and those that were cut at the limit."""
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType("The body is compressed. Send it as it is.")
    if request.mimetype_params.get("charset", _CHARSETS[0]).lower() not in _CHARSETS:
        raise UnsupportedMediaType("unsupported charset; send UTF-8")
    found = request.get_data()
    # A body that comes without its length is cut at the limit, and nothing says so.
    if request.content_length is None and len(found) >= current_app.config["MAX_CONTENT_LENGTH"]:
        raise RequestEntityTooLarge
    return found


def json() -> Any:
    """The value that was posted as JSON, an empty object where nothing was; raises `BadRequestError`."""
    found = raw()
    if not found.strip():
        return {}
    if request.mimetype != JSON:
        raise UnsupportedMediaType(f"unsupported media type {request.mimetype or 'unknown'}; send {JSON}")
    try:
        return orjson.loads(found)
    except orjson.JSONDecodeError as error:
        raise BadRequestError(f"The body is no JSON: {error}") from error


def loaded(schema: Schema) -> Any:
    """What a schema makes of the JSON that was posted; raises its `ValidationError` with the path of each fault."""
    return schema.load(json())
