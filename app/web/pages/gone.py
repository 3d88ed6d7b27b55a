"""The page of what the catalog does not hold: of what it once did, and of what it never did."""

from typing import Any

from flask import make_response, render_template
from werkzeug.wrappers import Response

from app.entities import fold
from app.questions.absent import Absent
from app.questions.history import History
from app.questions.mention import Mention
from app.web import changed, described, downloads, written

_NOT_FOUND, _GONE = 404, 410


def page(absent: Absent, past: History, form: str) -> Response:
    """The page, or what is known as data; 410 where the entity once was, else 404."""
    response = _answer(absent, past, form)
    response.status_code = _GONE if absent.gone else _NOT_FOUND
    return response


def _answer(absent: Absent, past: History, form: str) -> Response:
    gone = absent.gone
    if form == "yaml" and gone is not None:
        return downloads.text(written.whole(gone.entity))
    if form:
        return downloads.json({"entity": absent, "history": past})
    type_ = fold(gone.entity.type or "") if gone else None
    mention = Mention(absent.ref, absent.ref.name, exists=False, type=type_)
    told: dict[str, Any] = {"absent": absent, "mention": mention}
    if gone is not None:
        told |= {
            "history": past,
            "changed": changed,
            "description": described.text(gone.entity),
            "descriptor": written.of(gone.entity, ()),
        }
    return make_response(render_template("absent.html", **told))
