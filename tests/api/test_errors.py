import inspect

import pytest
from sqlalchemy.exc import OperationalError

from app import errors as ours
from app.api import errors as api_errors
from tests.api.errors import error


@pytest.mark.parametrize(
    ("method", "path", "status", "name"),
    [
        ("GET", "/api/", 404, "NotFoundError"),
        ("GET", "/api/nonsense", 404, "NotFoundError"),
        ("POST", "/api/nonsense", 404, "NotFoundError"),
        ("GET", "/api/%00", 404, "NotFoundError"),
        ("POST", "/api/gaps", 405, "InputError"),
        ("TRACE", "/api/gaps", 405, "InputError"),
        ("DELETE", "/healthz", 405, "InputError"),
        ("GET", "/api/check", 405, "InputError"),
    ],
)
def test_it_works(client, method, path, status, name):
    """What the framework refuses has the one shape of all errors."""
    assert error(client.open(path, method=method), status)["error"]["name"] == name


def test_below_the_protocol(client):
    """Clients of the protocol read plain JSON, also where there is nothing."""
    error(client.get("/api/catalog/nonsense"), 404, content_type="application/json")
    error(client.post("/api/catalog/entities"), 405, content_type="application/json")


@pytest.mark.parametrize("method", ["POST", "PUT", "TRACE", "PATCH", "DELETE"])
def test_what_is_allowed_is_said(client, method):
    """A method that an address does not take is answered with those it takes."""
    response = client.open("/api/gaps", method=method)

    assert {each.strip() for each in response.headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}


def test_pages_stay_pages(client):
    """Beside the API an error is a page."""
    assert client.get("/nonsense").content_type.startswith("text/html")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80", "127.0.0.1.evil", ""])
def test_other_hosts(client, host):
    """A request for another host is refused, and its name is not repeated."""
    response = client.get("/api/gaps", headers={"Host": host})

    assert "ENSEMBLE_TRUSTED_HOSTS" in error(response, 400)["detail"]
    assert "evil" not in response.get_data(as_text=True)
    assert "evil" not in str(response.headers)


@pytest.mark.parametrize(
    ("raised", "status", "name", "retry"),
    [
        pytest.param(ours.DatabaseBusyError("Busy. Try again."), 503, "ServiceUnavailableError", "5", id="busy"),
        pytest.param(
            OperationalError("SELECT s3cret", {}, Exception("database is locked")),
            503,
            "ServiceUnavailableError",
            "5",
            id="locked",
        ),
        pytest.param(ours.SchemaMismatchError("Run it."), 503, "ServiceUnavailableError", None, id="schema"),
        pytest.param(KeyError("s3cret"), 500, "Error", None, id="a bug"),
    ],
)
def test_faults_of_ours(application, client, monkeypatch, caplog, raised, status, name, retry):
    """A fault of ours says that it is one, never what is inside; the log has it under the same id."""

    def fail():
        raise raised

    monkeypatch.setitem(application.view_functions, "health.alive", fail)
    response = client.get("/healthz")

    body = error(response, status)
    assert body["error"]["name"] == name
    assert response.headers.get("Retry-After") == retry
    assert "s3cret" not in response.get_data(as_text=True)
    assert body["request_id"] in caplog.text


def test_every_error_of_ours_is_answered():
    """None of what is raised on purpose, and may reach a view, is told as a bug."""
    elsewhere = {
        *(ours.ConfigurationError, ours.SourceUnreadableError, ours.SyncRunningError, ours.EnsembleError),
        # The API gives graphs as data; only pages and the command line draw them.
        ours.NoDrawingError,
    }
    known = [kind for kind in api_errors.TABLE if kind is not Exception]
    for _, kind in inspect.getmembers(ours, inspect.isclass):
        if issubclass(kind, ours.EnsembleError) and kind not in elsewhere:
            assert any(issubclass(kind, each) for each in known), kind


def test_a_url_that_does_not_end(client):
    """A very long address is answered, and not at length."""
    response = client.get(f"/api/gaps?rule={'x' * 7_000}")

    error(response, 400)
