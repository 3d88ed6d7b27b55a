"""The blueprint that every page stands on."""

from flask import Blueprint

from app.web import freshness

pages = Blueprint("web", __name__, static_folder="../static", static_url_path="/static", template_folder="../templates")
pages.before_request(freshness.answer_unchanged)
pages.after_request(freshness.tag)
