"""The pages people read: routes that ask one question each, and templates that show the answer."""

from flask import Flask

from app.definitions.held import Held
from app.drawing import render
from app.web import urls, vocabulary
from app.web.kept import Kept
from app.web.look import Palette
from app.web.pages import pages


def register(app: Flask) -> None:
    """Add the pages to an application that has its SETTINGS and SESSIONS."""
    app.config.update(
        BUILD=vocabulary.build(),
        KEPT=Kept(),
        OUTLINES=Held(),
        PAGE_OF=urls.entity,
        PALETTE=Palette(),
        RENDERER=render.Renderer(render.command()),
    )
    vocabulary.teach(app.jinja_env, app.config["SETTINGS"], app.config["BUILD"])
    app.context_processor(vocabulary.of_request)
    app.register_blueprint(pages)
