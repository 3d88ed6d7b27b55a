"""How the API says that something went wrong: one table from what is raised to status and words, one shape for all."""

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Response, current_app, request
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from app.errors import (
    AmbiguousNameError,
    BadPredicateError,
    BadReferenceError,
    DatabaseBusyError,
    EnsembleError,
    EntityNotFoundError,
    OtherHostError,
    ReadOnlyError,
    RuleNotFoundError,
    SchemaMismatchError,
    SectionNotFoundError,
    TooManyParametersError,
    VerdictNotFoundError,
)
from app.questions.proposal import TooManyNamesError

log = logging.getLogger(__name__)

PROTOCOL = "/api/catalog"
"""Below this path errors are read by clients of the protocol, which want plain JSON."""

_PROBES = ("/healthz", "/readyz", "/metrics")
_MOST_SHOWN = 200
_LATER = {"Retry-After": "5"}
_NAMES = {
    401: "AuthenticationError",
    403: "NotAllowedError",
    404: "NotFoundError",
    409: "ConflictError",
    501: "NotImplementedError",
    503: "ServiceUnavailableError",
}


class BadRequestError(EnsembleError):
    """A request cannot be understood; the text says what may stand there."""


class UnacceptableError(EnsembleError):
    """What was posted has errors; `errors` lists them as the body of the answer does."""

    def __init__(self, errors: Iterable[Mapping[str, Any]]) -> None:
        super().__init__("The text has errors. Each is listed with its line and its remedy.")
        self.errors = tuple(errors)


@dataclass(frozen=True, slots=True)
class Told:
    """An error as a caller gets it."""

    status: int
    detail: str
    errors: tuple[Mapping[str, Any], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def is_ours(path: str) -> bool:
    """Whether a path is the API's, so that errors there are JSON and no page."""
    return path.startswith("/api/") or path in _PROBES


def answer(error: Exception) -> Response:
    """The response for an error: the first row of the table that fits it."""
    row = next(row for kind, row in TABLE.items() if isinstance(error, kind))
    told = row(error)
    request_id = secrets.token_hex(8)
    if told.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        path = request.path.encode("unicode_escape").decode()
        log.error("request %s: %s %s", request_id, request.method, path, exc_info=error)
    protocol = request.path.startswith(PROTOCOL)
    response = current_app.response_class(
        current_app.json.dumps(_body(told, request_id)),
        told.status,
        mimetype="application/json" if protocol else "application/problem+json",
    )
    response.headers.update(told.headers)
    return response


def _body(told: Told, request_id: str) -> dict[str, Any]:
    """RFC 9457 and the protocol's own shape, side by side."""
    name = _NAMES.get(told.status, "InputError" if told.status < HTTPStatus.INTERNAL_SERVER_ERROR else "Error")
    url = request.full_path if request.query_string else request.path
    detail = told.detail[: 2 * _MOST_SHOWN]
    return {
        "type": "about:blank",
        "title": HTTPStatus(told.status).phrase,
        "status": told.status,
        "detail": detail,
        "request_id": request_id,
        "errors": list(told.errors),
        "error": {"name": name, "message": detail},
        "request": {"method": request.method, "url": url[:_MOST_SHOWN]},
        "response": {"statusCode": told.status},
    }


def _as(status: int, headers: Mapping[str, str] | None = None) -> Callable[[Exception], Told]:
    return lambda error: Told(status, str(error), headers=headers or {})


def _unacceptable(error: UnacceptableError) -> Told:
    return Told(422, str(error), error.errors)


def _no_database(_: SQLAlchemyError) -> Told:
    return Told(503, "The database cannot be used now. Try again in a moment.", headers=_LATER)


def _http(error: HTTPException) -> Told:
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers() if name not in ("Content-Type", "Content-Length")}
    messages = getattr(error, "data", {}).get("messages")
    if messages:
        errors = tuple(_invalid(messages))
        return Told(status, errors[0]["message"], errors, headers)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return _bug(error)
    return Told(status, _SENTENCES.get(status) or error.description or error.name, headers=headers)


_SENTENCES = {
    400: "The request cannot be read.",
    404: "There is nothing at this address. GET /api/openapi.json lists what there is.",
    405: "This address does not take that method; the Allow header lists those it takes.",
    413: "The body is larger than 1 MiB, which is the limit.",
    414: "The address is longer than 8 KiB, which is the limit.",
}


def _invalid(messages: Mapping[str, Any], path: str = "") -> Iterator[Mapping[str, Any]]:
    """What schemas say, flattened; the first level is the part of the request, which names nothing."""
    for where, said in messages.items():
        if isinstance(said, Mapping):
            yield from _invalid(said, f"{path}/{where}" if path or where not in ("query", "json") else "")
        else:
            for message in said:
                worded = _worded(where, message)[:_MOST_SHOWN]
                yield {"code": "request", "pointer": f"{path}/{where}"[:_MOST_SHOWN], "message": worded}


def _worded(where: str, message: str) -> str:
    """A schema's message as a sentence that names the parameter, for the commonest as the protocol words it."""
    if message in _WORDINGS:
        return _WORDINGS[message].format(where)
    return message if where in message else f"'{where}': {message}"


_WORDINGS = {
    "Unknown field.": "Unknown query parameter '{}'",
    "Missing data for required field.": "request/query must have required property '{}'",
}


def _bug(_: Exception) -> Told:
    return Told(500, "This is a fault of ours. It is in the log of the server, under the request_id.")


TABLE: Mapping[type[Exception], Callable[[Any], Told]] = {
    EntityNotFoundError: _as(404),
    RuleNotFoundError: _as(404),
    SectionNotFoundError: _as(404),
    VerdictNotFoundError: _as(404),
    AmbiguousNameError: _as(400),
    BadReferenceError: _as(400),
    BadRequestError: _as(400),
    BadPredicateError: _as(400),
    TooManyParametersError: _as(400),
    OtherHostError: _as(400),
    ReadOnlyError: _as(403),
    TooManyNamesError: _as(413),
    UnacceptableError: _unacceptable,
    SchemaMismatchError: _as(503),
    DatabaseBusyError: _as(503, _LATER),
    DBAPIError: _no_database,
    HTTPException: _http,
    Exception: _bug,
}
"""What each error is answered with, the narrowest first."""
