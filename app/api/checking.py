"""`/api/check`: what to say about a descriptor before it is merged."""

from datetime import UTC, datetime
from typing import Any

from flask import request
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from app.api import bodies, opening
from app.api.errors import BadRequestError, UnacceptableError
from app.api.routing import Blueprint
from app.api.shapes import CheckedSchema, NothingSchema, PostedSchema
from app.problems import Finding, Problem, Severity
from app.questions import proposal
from app.reports import plain
from app.store.database import reading

blueprint = Blueprint("check", __name__, url_prefix="/api/check", description="Check a descriptor as it is written.")

_YAML = ("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain")
_BODY = {
    "required": True,
    "content": {
        "application/json": {"schema": PostedSchema},
        # To programs that read the document, YAML is what it stands for.
        **{type_: {"schema": {"type": "string"} if type_ == "text/plain" else {}} for type_ in _YAML},
    },
}


@blueprint.post("")
@blueprint.doc(requestBody=_BODY)
@blueprint.query(NothingSchema)
@blueprint.response(200, CheckedSchema)
@blueprint.refuses(422)
def check(_: object) -> dict[str, Any]:
    """Check one file's text, as it stands or as JSON, against the entities of the catalog that it names.

    Nothing is stored. A text with an error is answered with 422, and all there is to say about it as `errors`.
    """
    path, raw = _posted()
    with reading(opening.sessions()) as session:
        found = proposal.check(session, raw, path, datetime.now(UTC).date())
    notes: list[Problem | Finding] = [*found.problems, *found.findings]
    if any(note.severity is Severity.ERROR for note in notes):
        raise UnacceptableError(_note(note) for note in sorted(notes, key=lambda note: note.position))
    return {
        "problems": [plain.problem(each) for each in found.problems],
        "findings": [plain.finding(each) for each in found.findings],
        "entities": [str(entity.ref) for entity in found.entities],
    }


def _posted() -> tuple[str, bytes]:
    """The path and the bytes to check."""
    raw = bodies.raw()
    if request.mimetype in _YAML:
        return str(PostedSchema().fields["path"].load_default), raw
    if request.mimetype != "application/json":
        raise UnsupportedMediaType(f"Post the text as {_YAML[0]}, or as JSON with the key `text`.")
    try:
        posted = PostedSchema().load(request.get_json())
    except (BadRequest, ValidationError) as error:
        raise BadRequestError(
            'Post a JSON object such as {"text": "apiVersion: …", "path": "catalog-info.yaml"}.'
        ) from error
    return posted["path"], posted["text"].encode(errors="surrogatepass")


def _note(note: Problem | Finding) -> dict[str, Any]:
    code, pointer = (note.code, note.pointer) if isinstance(note, Problem) else (note.rule, "")
    return {
        "code": code,
        "severity": note.severity.value,
        **plain.place(note.position),
        "pointer": pointer,
        "message": note.text,
    }
