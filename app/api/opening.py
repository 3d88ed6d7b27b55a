"""What views begin with: one look at the catalog, and whether the caller has seen it already."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

from flask import Response, current_app, g, request
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.exceptions import HTTPException

from app.api import forms
from app.questions.landscape import Held, Holder
from app.store import queries
from app.store.database import reading

_BUILD = version("ensemble-catalog")


def sessions() -> sessionmaker[Session]:
    """The database of this application."""
    found: sessionmaker[Session] = current_app.config["SESSIONS"]
    return found


@contextmanager
def catalog() -> Iterator[Session]:
    """One look at the catalog; ends the request with 304 where the caller holds what it would get.

    The tag and the answer come from the same moment, so that no tag ever stands for other data.
    """
    with reading(sessions()) as session:
        g.etag = _etag(session)
        if request.if_none_match.contains_weak(g.etag):
            # An HTTP exception that brings its own response is that response.
            raise HTTPException(response=tagged(Response(status=304)))
        yield session


def landscape(session: Session) -> Held:
    """The landscape as this process holds it, within one look. An answer from an older one has no tag."""
    generation = session.scalar(queries.current_generation())
    holder: Holder = current_app.config["LANDSCAPE"]
    held = holder.of(generation.id if generation else 0)
    if held.generation != (generation.id if generation else 0):
        g.pop("etag", None)
    return held


def tagged(response: Response) -> Response:
    """The response with the tag of the catalog it was made from, if it was made from one."""
    if "etag" in g and response.status_code in (200, 304):
        response.set_etag(g.etag, weak=True)
        response.headers["Cache-Control"] = "no-cache"
    return response


def _etag(session: Session) -> str:
    """What all of an answer depends on: the generation, the question and the build."""
    known = tuple(session.execute(queries.present()).first() or ())
    # What is looked up in this state need not be looked up again in it.
    session.info["present"] = known
    material = repr((known, request.path, request.query_string, forms.form(), _BUILD))
    return hashlib.sha256(material.encode()).hexdigest()[:32]
