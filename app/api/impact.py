"""`/api/impact`: what stops if something fails, and what has to be rewritten if it goes for good."""

from typing import Any

from flask import Response, current_app
from sqlalchemy.orm import Session

from app.api import forms, opening
from app.api.routing import Blueprint
from app.api.shapes import ImpactQuerySchema, ImpactSchema
from app.entities import Ref
from app.questions import impact, names
from app.questions.landscape import Held
from app.reports import impacts

blueprint = Blueprint("impact", __name__, url_prefix="/api/impact", description="What a failure does.")


@blueprint.get("")
@blueprint.query(ImpactQuerySchema)
@blueprint.response(200, ImpactSchema)
@blueprint.refuses(404)
def of(query: dict[str, str]) -> Response:
    """What stops and what degrades, why, and whom to tell; or with `as=goes` what has to be rewritten, and where."""
    with opening.catalog() as session:
        ref = names.resolve(session, query["ref"], names.NEEDY)
        told = _going if query["way"] == "goes" else _failing
        return told(session, opening.landscape(session), ref)


def _failing(session: Session, held: Held, ref: Ref) -> Response:
    found = impact.fails(held, ref)
    if forms.is_table():
        return forms.table("impact", impacts.COLUMNS, impacts.rows(found))
    return _data(impacts.data(found, impact.post(found, impact.reached(session, [found.thing, found.owner]))))


def _going(session: Session, held: Held, ref: Ref) -> Response:
    found = impact.going(held.landscape, ref)
    places = impact.written(session, (each.need for each in found.rewrites[: impact.MOST_PLACES]))
    if forms.is_table():
        return forms.table("impact", impacts.REWRITES, impacts.rewrites(found, places))
    text = impact.farewell(found, impact.reached(session, [found.thing, found.owner]))
    return _data(impacts.data_of_going(found, places, text))


def _data(answer: dict[str, Any]) -> Response:
    return current_app.response_class(current_app.json.dumps(answer), mimetype="application/json")
