"""The reference of the API: what there is to ask, and what is answered."""

import orjson
from flask import current_app, render_template, request

from app.config import Config
from app.definitions.held import Held
from app.web import defined, reference
from app.web.look import look
from app.web.pages.blueprint import pages


@pages.get("/api")
def api() -> str:
    """Every address of the API, with an example of each."""
    text: str = current_app.config["DOCUMENT"]
    outlines: Held = current_app.config["OUTLINES"]
    settings: Config = current_app.config["SETTINGS"]
    outline = outlines.outline(text, "openapi")
    base = settings.base_url or request.host_url.rstrip("/")
    with look():
        pass
    return render_template(
        "reference.html",
        outline=outline,
        shown=defined.whole(outline),
        defined=defined,
        is_ours=True,
        chapters=reference.chapters(orjson.loads(text), outline, base),
    )
