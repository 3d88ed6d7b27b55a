"""The form of an answer: JSON, or, of what is a list, a table as CSV."""

from collections.abc import Iterable, Mapping, Sequence

from flask import Response, g, request
from marshmallow import Schema, fields, validate
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable

from app.reports import csv

_TYPES = {"json": "application/json", "csv": "text/csv"}

DESCRIBED = {"responses": {200: {"content": {_TYPES["csv"]: {"schema": {"type": "string"}}}}}}
"""What the OpenAPI document says of an address whose answer can be a table, besides what it says of the others."""


class FormSchema(Schema):
    """The query of an address whose answer can be a table."""

    format = fields.String(
        load_default="",
        validate=validate.OneOf(
            list(_TYPES), error="request/query/format must be equal to one of the allowed values: {choices}"
        ),
        metadata={"description": "`csv` for a table, which `Accept: text/csv` asks for, too."},
    )


def settle(*, listed: bool) -> None:
    """Find out in which form this request wants its answer, a table only of what is `listed`; raises `NotAcceptable`.

    What the address says goes before what the header does.
    """
    g.listed = listed
    offered = _TYPES if listed else {"json": _TYPES["json"]}
    g.form = (request.args.get("format") if listed else None) or _preferred(offered)


def is_table() -> bool:
    """Whether this request wants a table."""
    return "form" in g and g.form == "csv"


def form() -> str | None:
    """The form of the answer, where the address is one that has several."""
    found: str | None = g.form if g.get("listed") else None
    return found


def table(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A table as a file to save; `name` says what is in it."""
    response = Response(csv.render(columns, rows), mimetype=_TYPES["csv"])
    response.headers["Content-Disposition"] = f'attachment; filename="ensemble-{name}.csv"'
    return response


def varied(response: Response) -> Response:
    """The response, for caches to know whether another header would have got another."""
    if g.get("listed"):
        response.vary.add("Accept")
    return response


def _preferred(offered: Mapping[str, str]) -> str:
    # A client may name a charset or a profile besides: JSON has one, and no other form of it is served.
    wanted = MIMEAccept([(said.partition(";")[0], quality) for said, quality in request.accept_mimetypes])
    if not wanted:
        return "json"
    names = {type_: name for name, type_ in offered.items()}
    best = wanted.best_match(names)
    if best is None:
        raise NotAcceptable(f"This address answers with {' or '.join(names)}; name that in the Accept header.")
    return names[best]
