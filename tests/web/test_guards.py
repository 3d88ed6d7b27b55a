"""Every answer is guarded, and given only under a name that is ours."""

import pytest

from app.store import migrate
from tests.web.pages import Page

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class TestHeaders:
    @pytest.mark.parametrize(
        ("method", "address", "status"),
        [
            pytest.param("GET", "/", 200, id="page"),
            pytest.param("HEAD", "/services", 200, id="head"),
            pytest.param("OPTIONS", "/services", 200, id="options"),
            pytest.param("GET", "/static/ensemble.css", 200, id="file"),
            pytest.param("GET", "/static/nothing.css", 404, id="no file"),
            pytest.param("GET", "/services/nothing", 404, id="no entity"),
            pytest.param("GET", "/nothing", 404, id="no page"),
            pytest.param("GET", "/gaps?severity=bad", 400, id="bad question"),
            pytest.param("POST", "/gaps", 405, id="wrong method"),
            pytest.param("GET", "/entities/group/default/payments", 302, id="another address"),
        ],
    )
    def test_guard_every_answer(self, shop, method, address, status):
        """Pages, files, errors and redirects carry the same guards, and no cookie."""
        with shop.open(address, method=method) as response:
            assert response.status_code == status
            guarded(response)

    def test_guard_faults_of_ours(self, undrawn, caplog):
        """A fault is told without its insides, under a number that is in the log."""
        client = undrawn()
        client.application.config["PALETTE"] = None

        response = client.get("/services")

        page = Page(response.get_data(as_text=True))
        assert response.status_code == 500
        assert "This is a fault of ours" in page.text
        assert "Traceback" not in page.text
        number = page.text.split("request ")[1].split(".")[0]
        assert any(number in record.getMessage() for record in caplog.records)
        guarded(response)

    def test_guard_a_lost_database(self, undrawn):
        """Without its database the site answers 503, in its own look."""
        client = undrawn()
        client.get("/")
        client.application.config["SESSIONS"].kw["bind"].dispose()
        migrate.downgrade(client.application.config["SETTINGS"].database_url, "base")

        response = client.get("/services")

        assert response.status_code == 503
        assert "The database cannot be read" in Page(response.get_data(as_text=True)).text
        guarded(response)

    def test_say_https_where_the_site_is_reached_so(self, undrawn):
        """Browsers are told to stay with https only where the settings say the site has it."""
        assert "Strict-Transport-Security" not in undrawn().get("/").headers
        secure = undrawn(base_url="https://catalog.example.org").get("/")
        assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"


def guarded(response) -> None:
    """Every guard is there."""
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Set-Cookie" not in response.headers
    assert "Access-Control-Allow-Origin" not in response.headers


HOSTS = [
    pytest.param("localhost", 200, id="localhost"),
    pytest.param("localhost:8000", 200, id="any port"),
    pytest.param("LOCALHOST:8000", 200, id="capitals"),
    pytest.param("127.0.0.1:8000", 200, id="loopback"),
    pytest.param("[::1]:8000", 200, id="loopback, version 6"),
    pytest.param("catalog.example.org", 200, id="a trusted name"),
    pytest.param("evil.example", 400, id="another name"),
    pytest.param("localhost.evil.example", 400, id="a name that begins so"),
    pytest.param("evil-localhost", 400, id="a name that ends so"),
    pytest.param("sub.catalog.example.org", 400, id="below a trusted name"),
    pytest.param("localhost:8000@evil.example", 400, id="a user before the host"),
    pytest.param("localhost, evil.example", 400, id="two"),
    pytest.param("127.0.0.1.", 400, id="a dot behind"),
    pytest.param("0.0.0.0", 400, id="every address"),  # noqa: S104 - refused
    pytest.param("127.1", 400, id="a short address"),
    pytest.param("[::1", 400, id="an open bracket"),
    pytest.param("localhost:", 400, id="an empty port"),
    pytest.param("localhost:80x", 400, id="no port"),
    pytest.param("", 400, id="none"),
]


@pytest.mark.parametrize(("host", "status"), HOSTS)
def test_only_trusted_hosts_are_answered(shop, host, status):
    """A page is answered only under a name that is ours, whatever is forwarded; the error names no host."""
    response = shop.get(
        "/services/nothing" if status == 200 else "/",
        headers={"Host": host, "X-Forwarded-Host": "localhost", "Forwarded": "host=localhost"},
    )

    assert response.status_code == (404 if status == 200 else 400)
    assert ("ENSEMBLE_TRUSTED_HOSTS" in response.get_data(as_text=True)) == (status == 400)
    assert "evil" not in response.get_data(as_text=True)
    guarded(response)


def test_a_forwarded_host_changes_nothing(shop):
    """Redirects lead to a path, whatever host is claimed."""
    response = shop.get("/entities/group/default/payments", headers={"X-Forwarded-Host": "evil.example"})

    assert response.headers["Location"] == "/teams/payments"


def test_a_large_request_is_refused(shop):
    """A body of more than 1 MiB is not read."""
    assert shop.application.config["MAX_CONTENT_LENGTH"] == 1 << 20
