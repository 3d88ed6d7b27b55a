"""What is read anew."""

from flask import Response, current_app

from app.api import opening
from app.api.catalog.addresses import blueprint
from app.api.catalog.location_shapes import RefreshBodySchema
from app.api.catalog.missing import NotThereError
from app.api.shapes import NothingSchema
from app.entities import Ref
from app.errors import BadReferenceError
from app.questions import locations
from app.store.database import reading


@blueprint.post("/refresh")
@blueprint.query(NothingSchema)
@blueprint.body(RefreshBodySchema)
@blueprint.response(200)
@blueprint.refuses(404)
def refresh(_: object, body: dict[str, str]) -> Response:
    """Take note that somebody wants an entity read anew, which needs no note: files are the truth.

    A folder that is served with `--source` is followed, so what was saved is read within moments. Nothing is queued.
    """
    written = body["entityRef"]
    ref = _ref(written)
    with reading(opening.sessions()) as session:
        found = ref and locations.holding(session, ref)
    if not found:
        raise NotThereError(written, f"Entity {written[:100]} not found")
    response = current_app.response_class(status=200)
    del response.headers["Content-Type"]
    return response


def _ref(written: str) -> Ref | None:
    try:
        return Ref.parse(written)
    except BadReferenceError:
        return None
