import pytest

from app.config import Config
from app.sync import sync
from tests.conftest import TODAY
from tests.questions.organisation import TEXT
from tests.trees import Texts

PATHS = [
    "/api/catalog/entities",
    "/api/catalog/entities?limit=1",
    "/api/catalog/entities/by-name/component/default/shop",
    "/api/gaps",
    "/api/metrics",
    "/api/scorecards",
    "/api/alignment",
    "/api/alignment/services",
    "/api/owner?ref=shop",
]


@pytest.mark.parametrize("path", PATHS)
def test_it_works(client, path):
    """Whoever holds what it would get gets nothing again."""
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert again.get_data() == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        pytest.param("*", 304, id="anything"),
        pytest.param('W/"other", {tag}', 304, id="one of several"),
        pytest.param('W/"other"', 200, id="another"),
        pytest.param("nonsense", 200, id="no tag"),
    ],
)
def test_headers(client, header, status):
    """The header is read as HTTP has it."""
    tag = client.get("/api/gaps").headers["ETag"]

    assert client.get("/api/gaps", headers={"If-None-Match": header.format(tag=tag)}).status_code == status


def test_every_question_has_its_own(client):
    """No tag of one answer fits another."""
    tags = [client.get(path).headers["ETag"] for path in PATHS]

    assert len(set(tags)) == len(PATHS)


def test_it_follows_the_catalog(fresh, sessions):
    """A new generation is a new tag; a sync that changes nothing is none."""

    def tag_after(text):
        sync(sessions, "here", Texts({"a.yaml": text}), config=Config(), as_of=TODAY)
        return fresh.get("/api/gaps").headers["ETag"]

    before = fresh.get("/api/gaps").headers["ETag"]
    first, same, changed = tag_after(TEXT), tag_after(TEXT), tag_after(TEXT.replace("The shop", "A shop"))

    assert first == same
    assert len({before, first, changed}) == 3


@pytest.mark.parametrize("path", ["/api/owner?ref=none", "/api/gaps?page=0", "/api/nonsense", "/readyz", "/healthz"])
def test_what_has_none(client, path):
    """Errors and the state of the process are never held."""
    assert "ETag" not in client.get(path).headers
