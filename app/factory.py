"""The application, put together."""

import os

from flask import Flask, Response, request
from flask.helpers import get_debug_flag
from werkzeug.exceptions import RequestURITooLarge

from app import api, web
from app import config as settings
from app.api import errors as api_errors
from app.config import Config
from app.errors import ConfigurationError, OtherHostError, TooManyParametersError
from app.questions.landscape import Holder
from app.store import database, migrate
from app.web import errors

_MIB = 1 << 20
_LONGEST_ADDRESS = 8 << 10
_MOST_PARAMETERS = 50
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def create_app(config: Config | None = None) -> Flask:
    """The application for these settings, or for those of the environment; raises `ConfigurationError`."""
    config = config or settings.from_environment(os.environ)
    app = Flask("app", static_folder=None)
    _settle(app, config)
    _guard(app, config)
    _measure(app)
    _know_the_schema(app)
    _secure(app, config)
    web.register(app)
    api.register(app)
    app.register_error_handler(Exception, _answer)
    return app


def _answer(error: Exception) -> Response:
    """What went wrong, as JSON to whoever asked the API and as a page to everybody else."""
    return api_errors.answer(error) if api_errors.is_ours(request.path) else errors.answer(error)


def _settle(app: Flask, config: Config) -> None:
    # With the debugger on, whoever meets an error page may run code here.
    if get_debug_flag():
        raise ConfigurationError("FLASK_DEBUG is set, and Ensemble has no debug mode. Unset it.")
    sessions = database.sessions_for(config.database_url)
    app.config.update(
        DEBUG=False,
        MAX_CONTENT_LENGTH=_MIB,
        SETTINGS=config,
        SESSIONS=sessions,
        LANDSCAPE=Holder(sessions),
    )
    # `//host/path` is a page that is not there, never a way to another host.
    app.url_map.merge_slashes = False


def _guard(app: Flask, config: Config) -> None:
    """Answer only for hosts that are ours, so that no page of another name can read this one."""
    trusted = {host.lower() for host in config.trusted_hosts}

    @app.before_request
    def refuse_other_hosts() -> None:
        host = request.headers.get("Host", "").lower()
        name, colon, port = host.rpartition(":")
        bare = name if colon and port.isdigit() else host
        if bare not in trusted:
            raise OtherHostError


def _measure(app: Flask) -> None:
    """Refuse addresses that are longer than any question, before anybody reads them."""

    @app.before_request
    def refuse_long_addresses() -> None:
        if len(request.environ["PATH_INFO"]) + len(request.query_string) > _LONGEST_ADDRESS:
            raise RequestURITooLarge
        if request.query_string.count(b"&") >= _MOST_PARAMETERS:
            raise TooManyParametersError(_MOST_PARAMETERS)


def _know_the_schema(app: Flask) -> None:
    """Ask once whether the database is the one this build knows, and go on asking until it is."""
    known = False

    @app.before_request
    def refuse_other_schemas() -> None:
        nonlocal known
        if not known and request.endpoint not in ("web.static", "health.alive"):
            migrate.check(app.config["SESSIONS"])
            known = True


def _secure(app: Flask, config: Config) -> None:
    headers = dict(_HEADERS)
    if config.base_url.startswith("https://"):
        headers["Strict-Transport-Security"] = "max-age=31536000"

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response
