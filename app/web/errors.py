"""What a page says when something goes wrong: one table."""

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from app.entities import Ref
from app.errors import (
    AmbiguousNameError,
    BadReferenceError,
    DatabaseBusyError,
    EntityNotFoundError,
    NoDrawingError,
    OtherHostError,
    RuleNotFoundError,
    SchemaMismatchError,
    TooManyParametersError,
)
from app.questions import mention
from app.questions.mention import Mention
from app.web.asking import BadQuestionError
from app.web.look import look

log = logging.getLogger(__name__)

_MOST_SHOWN = 200
_KINDS = {"group": "team", "user": "person", "api": "API"}


@dataclass(frozen=True, slots=True)
class Told:
    """An error as its page shows it; `run` is a command that mends it, `later` the seconds after which to try again."""

    status: int
    title: str
    told: str
    near: tuple[Mention, ...] = ()
    run: str = ""
    id: str = ""
    later: int = 0


def answer(error: Exception) -> Response:
    """The page of an error: the first row of the table that fits it."""
    row = next(row for kind, row in TABLE.items() if isinstance(error, kind))
    told = row(error)
    response = make_response(
        render_template("error.html", **{name: getattr(told, name) for name in Told.__slots__}), told.status
    )
    if told.later:
        response.headers["Retry-After"] = str(told.later)
    if isinstance(error, HTTPException):
        # Allow, Retry-After and the like belong to the answer; its type and length are those of our page.
        for name, value in error.get_headers():
            if name not in ("Content-Type", "Content-Length"):
                response.headers[name] = value
    return response


def _not_found(error: EntityNotFoundError) -> Told:
    # Only shown: what was asked for need not be a reference.
    kind, _, name = str(error.ref).rpartition(":")
    kind = _KINDS.get(kind, kind or "thing")
    near = [Ref.parse(str(each)) for each in error.near]
    with look() as session:
        known = mention.known(session, near)
    return Told(
        404,
        f"There is no {kind[:_MOST_SHOWN]} called “{name[:_MOST_SHOWN]}”",
        "It may be written in another way, or not be registered yet." if near else "Nothing has a name like it.",
        tuple(known[each] for each in near if known[each].exists),
    )


def _no_rule(error: RuleNotFoundError) -> Told:
    near = f"Did you mean {error.near}? " if error.near else ""
    return Told(404, f"There is no rule called “{error.name[:_MOST_SHOWN]}”", f"{near}All of them stand under /rules.")


def _ambiguous(error: AmbiguousNameError) -> Told:
    refs = [Ref.parse(str(each)) for each in error.candidates]
    with look() as session:
        known = mention.known(session, refs)
    return Told(
        404, f"“{error.name[:_MOST_SHOWN]}” is the name of several things", "Choose one.", tuple(known.values())
    )


def _bad_question(error: BadQuestionError | BadReferenceError | TooManyParametersError) -> Told:
    return Told(400, "This address asks for something that cannot be", str(error)[: 2 * _MOST_SHOWN])


def _other_host(error: OtherHostError) -> Told:
    return Told(400, "The site has another name", str(error))


def _other_schema(error: SchemaMismatchError) -> Told:
    run = "ensemble db upgrade" if "db upgrade" in str(error) else ""
    return Told(503, "The database is not ready", str(error), run=run)


def _busy(error: DatabaseBusyError) -> Told:
    return Told(503, "The database is busy", str(error))


def _no_drawing(error: NoDrawingError) -> Told:
    return Told(503, "The drawing cannot be made now", str(error), later=60)


def _no_database(error: SQLAlchemyError) -> Told:
    marked = _logged(error)
    return Told(
        503,
        "The database cannot be read",
        "Look for the request in the log of the server.",
        run="ensemble db current",
        id=marked,
    )


_HTTP = {
    400: ("This request cannot be read", "Go back and try it from a link of this site."),
    404: ("There is no such page", "The address may be mistyped, or from a newer version."),
    405: ("This page is only for reading", "Open it by its link."),
    413: ("This is too much at once", "A request may hold 1 MiB."),
    414: ("This address is too long", "It may have 8 KiB. Ask for less at once."),
}


def _http(error: HTTPException) -> Told:
    status = error.code or 500
    if status >= 500:  # noqa: PLR2004 - where the server's own faults begin
        return _fault(error)
    title, told = _HTTP.get(status, (error.name, "The request cannot be answered."))
    return Told(status, title, told)


def _fault(error: Exception) -> Told:
    marked = _logged(error)
    return Told(500, "This is a fault of ours", "It is in the log of the server, under this request.", id=marked)


def _logged(error: Exception) -> str:
    marked = secrets.token_hex(6)
    log.error(
        "request %s: %s %s",
        marked,
        request.method,
        request.path[:_MOST_SHOWN].encode("unicode_escape").decode(),
        exc_info=error,
    )
    return marked


TABLE: Mapping[type[Exception], Callable[[Any], Told]] = {
    EntityNotFoundError: _not_found,
    RuleNotFoundError: _no_rule,
    AmbiguousNameError: _ambiguous,
    BadQuestionError: _bad_question,
    BadReferenceError: _bad_question,
    TooManyParametersError: _bad_question,
    OtherHostError: _other_host,
    SchemaMismatchError: _other_schema,
    DatabaseBusyError: _busy,
    NoDrawingError: _no_drawing,
    SQLAlchemyError: _no_database,
    HTTPException: _http,
    Exception: _fault,
}
"""What to say by kind of error; the first that fits counts, so the general ones stand last."""
