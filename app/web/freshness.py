"""Pages that did not change are not sent again: their tag is the generation, the address, the build and the day."""

import hashlib
from datetime import UTC, datetime

from flask import Response, current_app, g, request

from app.questions.state import State
from app.web.look import look

_YEAR = 31_536_000
_OK = 200


def answer_unchanged() -> Response | None:
    """304, before anything else is asked, where the reader has the page."""
    if _is_static() or not request.if_none_match:
        return None
    with look():
        tag = _tag(g.state)
    return _tagged(Response(status=304), tag) if request.if_none_match.contains_weak(tag) else None


def tag(response: Response) -> Response:
    """Say how long an answer may be kept: a file of this build for long, a page while its tag holds."""
    if _is_static():
        if request.args.get("v") == current_app.config["BUILD"] and response.status_code == _OK:
            response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    elif response.status_code == _OK and "state" in g and not g.get("passing"):
        _tagged(response, _tag(g.state))
    else:
        response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _is_static() -> bool:
    return request.endpoint == "web.static"


def _tag(state: State) -> str:
    today = datetime.now(UTC).date()
    parts = (state.generation, state.read_at, state.stale, current_app.config["BUILD"], today, request.full_path)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _tagged(response: Response, tag: str) -> Response:
    # Weak, since a proxy may compress what it passes on.
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    return response
