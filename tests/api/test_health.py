import pytest

from app.config import Config
from app.errors import SourceUnreadableError
from app.factory import create_app
from app.sources.folder import Folder
from app.store import migrate
from app.sync import sync
from tests.api.errors import error
from tests.conftest import TODAY


@pytest.fixture
def unready(tmp_path):
    """Asks an application over a database without tables."""
    app = create_app(Config(database_url=f"sqlite:///{tmp_path}/new.db"))
    yield app.test_client()
    app.config["SESSIONS"].kw["bind"].dispose()


def test_it_works(client):
    """The process is alive and ready, and says from what it answers."""
    assert client.get("/healthz").get_json() == {"status": "alive"}
    told = client.get("/readyz").get_json()

    assert (told["status"], told["revision"], told["generation"]) == ("ready", migrate.head(), 1)
    [source] = told["sources"]
    assert (source["name"], source["state"], source["stale_since"], source["reason"]) == ("here", "fresh", None, "")


def test_alive_without_a_database(unready):
    """A process whose database is not ready is alive all the same."""
    assert unready.get("/healthz").status_code == 200


def test_a_database_without_tables(unready):
    """It is not ready, and says what makes it so."""
    assert "ensemble db upgrade" in error(unready.get("/readyz"), 503)["detail"]


def test_a_database_that_is_not_there():
    """It is not ready, and says nothing of where the database is."""
    app = create_app(Config(database_url="postgresql+psycopg://somebody:s3cret@127.0.0.1:9/none"))

    response = app.test_client().get("/readyz")

    error(response, 503)
    assert response.headers["Retry-After"] == "5"
    assert "s3cret" not in response.get_data(as_text=True)
    assert "127.0.0.1" not in response.get_data(as_text=True)
    app.config["SESSIONS"].kw["bind"].dispose()


def test_before_the_first_sync(fresh):
    """An empty catalog is ready: it answers that there is nothing."""
    told = fresh.get("/readyz").get_json()

    assert (told["status"], told["generation"], told["sources"]) == ("ready", 0, [])


def test_a_source_that_cannot_be_read(fresh, sessions, tmp_path):
    """Old data is served and said to be old; nobody is turned away for it."""
    with pytest.raises(SourceUnreadableError):
        sync(sessions, "here", Folder(tmp_path / "nowhere"), config=Config(), as_of=TODAY)

    response = fresh.get("/readyz")

    assert response.status_code == 200
    [source] = response.get_json()["sources"]
    assert source["state"] == "stale"
    assert source["stale_since"]
    assert str(tmp_path) not in source["reason"]
