"""The application is put together from settings, and refuses unsafe ones."""

from dataclasses import replace
from typing import Any

import pytest

from app import config
from app.config import Config
from app.errors import ConfigurationError
from app.factory import create_app


@pytest.fixture
def app(tmp_path):
    """An application over a database of its own, not yet migrated."""
    made = create_app(Config(database_url=f"sqlite:///{tmp_path / 'ensemble.db'}"))
    yield made
    made.config["SESSIONS"].kw["bind"].dispose()


def test_settings_come_from_the_environment(monkeypatch, tmp_path):
    """Without settings the environment's are used, so that a server finds its application by name alone."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'named.db'}")
    monkeypatch.setenv("ENSEMBLE_NAME", "Halden")

    made = create_app()

    assert made.config["SETTINGS"].name == "Halden"
    assert made.config["SESSIONS"].kw["bind"].url.database == str(tmp_path / "named.db")


def test_there_is_no_debug_mode(app):
    """Debugging is off, and nothing that needs a secret is on."""
    assert app.debug is False
    assert app.testing is False
    assert app.secret_key is None


@pytest.mark.parametrize("value", ["1", "true", "yes"])
def test_asking_for_debug_mode_is_refused(monkeypatch, value, tmp_path):
    """The switch that would let readers run code stops the start, and is named."""
    monkeypatch.setenv("FLASK_DEBUG", value)

    with pytest.raises(ConfigurationError, match="FLASK_DEBUG is set"):
        create_app(Config(database_url=f"sqlite:///{tmp_path / 'ensemble.db'}"))


SAID: dict[str, Any] = {
    "base_url": "https://catalog.example.org",
    "trusted_hosts": (*config.LOOPBACK, "catalog.example.org"),
    "public_read": True,
}


@pytest.mark.parametrize(
    ("host", "said", "missing"),
    [
        pytest.param("127.0.0.1", (), "", id="loopback"),
        pytest.param("127.0.0.2", (), "", id="loopback, another"),
        pytest.param("localhost", (), "", id="loopback by name"),
        pytest.param("::1", (), "", id="loopback, version 6"),
        pytest.param("0.0.0.0", (), "ENSEMBLE_BASE_URL", id="everywhere"),  # noqa: S104 - refused
        pytest.param("::", (), "ENSEMBLE_BASE_URL", id="everywhere, version 6"),
        pytest.param("10.0.0.5", ("base_url",), "ENSEMBLE_TRUSTED_HOSTS", id="without names"),
        pytest.param(
            "10.0.0.5", ("base_url", "trusted_hosts"), "ENSEMBLE_PUBLIC_READ=yes", id="without a word on readers"
        ),
        pytest.param("0.0.0.0", tuple(SAID), "", id="everywhere, and all is said"),  # noqa: S104 - refused
    ],
)
def test_listening_beyond_this_machine_is_said_first(host, said, missing):
    """Only loopback is free; another address wants base_url, trusted_hosts and public_read."""
    settings = replace(Config(), **{name: SAID[name] for name in said})

    if not missing:
        config.listening(settings, host)
        return
    with pytest.raises(ConfigurationError, match=missing):
        config.listening(settings, host)


def test_importing_the_application_opens_nothing(app, tmp_path):
    """Putting the application together touches no database; the first request does."""
    assert not (tmp_path / "ensemble.db").exists()

    assert app.test_client().get("/").status_code == 503


def test_every_route_is_only_for_reading(app):
    """No page takes anything but questions."""
    pages = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("web.")]

    assert len(pages) > 5
    assert {method for rule in pages for method in rule.methods} == {"GET", "HEAD", "OPTIONS"}
