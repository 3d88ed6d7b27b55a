"""The page of an API: what its definition says, who provides it and who consumes it."""

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app
from sqlalchemy.orm import Session

from app.definitions.held import Held
from app.entities import Entity
from app.questions import definition
from app.questions.entity import About
from app.web import asking, defined, downloads

_LAST_LINE = 10_000_000


def told(session: Session, about: About) -> Mapping[str, Any]:
    """What the page of an API shows besides that of any entity."""
    outlines: Held = current_app.config["OUTLINES"]
    found = definition.of(session, about.entity, outlines)
    line = asking.number("line", 1, _LAST_LINE) or 0
    types = asking.number("types", 1, _LAST_LINE) or 1
    return {
        "definition": found,
        "shown": defined.of(found.text, found.outline, asking.page(), types, line),
        "defined": defined,
        "definition_at": about.entity.at("/spec/definition"),
        "table": "consumers",
    }


def text(api: Entity) -> Response:
    """A definition as it is written, to be read and never to be run."""
    return downloads.text([api.text("definition") or ""])
