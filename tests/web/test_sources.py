"""The page of sources says where the catalog comes from, and what could not be read."""

import csv
import io

import pytest

from app.sources.folder import Folder
from app.sync import sync
from tests.trees import Texts
from tests.web.conftest import SHOP, TODAY
from tests.web.pages import Page

LOUD = (
    "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: port, tags: [Loud]}\nspec: {owner: payments}\n"
)


def page(client, address: str = "/sources") -> Page:
    """The page, which answers."""
    response = client.get(address)
    assert response.status_code == 200
    return Page(response.get_data(as_text=True))


def again(client, texts) -> None:
    """Read the source once more, holding these texts."""
    settings = client.application.config["SETTINGS"]
    sync(client.application.config["SESSIONS"], "catalog", Texts(texts), config=settings, as_of=TODAY)


def said(found: Page) -> str:
    """The text of a page on one line."""
    return " ".join(found.text.split())


def test_all_is_well(undrawn):
    """With nothing wrong the page says so, and every page leads there."""
    client = undrawn(SHOP)

    assert "The source is fresh" in said(page(client))
    assert "Every descriptor was read as it is written." in said(page(client))
    assert "/sources" in page(client, "/").hrefs


def test_problems_stand_at_their_line(undrawn):
    """A problem of reading is told with what to do and where, and leads to what it is about."""
    found = page(undrawn({"a.yaml": SHOP, "b.yaml": LOUD}))

    assert "The source is fresh, 1 problem in its files" in said(found)
    assert "b.yaml:3" in said(found)
    assert "/systems/port#gaps" in found.hrefs


def test_a_file_that_broke(undrawn):
    """A file that cannot be read is told with the reason, and so are the entities that are shown as they were."""
    client = undrawn({"a.yaml": SHOP, "b.yaml": LOUD})
    again(client, {"a.yaml": SHOP.replace("kind: Group", "kind: [Group"), "b.yaml": LOUD})

    found = page(client)

    assert "The source is only partly read, 1 file cannot be read" in said(found)
    assert "Shown as they were" in said(found)
    assert "/teams/payments" in found.hrefs


def test_a_source_that_is_gone(undrawn, tmp_path):
    """A source that cannot be read is told with the reason, and the banner leads there."""
    client = undrawn(SHOP)
    settings = client.application.config["SETTINGS"]
    with pytest.raises(Exception, match="nowhere"):
        sync(
            client.application.config["SESSIONS"],
            "catalog",
            Folder(tmp_path / "nowhere"),
            config=settings,
            as_of=TODAY,
        )

    found = page(client)

    assert "The source is stale" in said(found)
    assert "catalog cannot be read since" in said(found)
    assert found.hrefs.count("/sources") == 2


def test_nothing_yet(undrawn):
    """Before the first sync the page says which command to run."""
    assert "ensemble sync --source path/to/folder" in said(page(undrawn()))


def test_as_table_and_data(undrawn):
    """The sources are had as a table, and all of the page as data."""
    client = undrawn({"a.yaml": SHOP, "b.yaml": LOUD})

    header, row = csv.reader(io.StringIO(client.get("/sources?format=csv").get_data(as_text=True), newline=""))
    answer = client.get("/sources?format=json").get_json()

    assert dict(zip(header, row, strict=True))["Entities"] == "6"
    assert (answer["sources"][0]["state"], answer["sources"][0]["problems"]["error"]) == ("fresh", 1)
    assert [each["position"]["file"] for each in answer["problems"]] == ["b.yaml"]


def test_pages(undrawn):
    """Many problems come in pages; one far behind the end is empty and still a page."""
    loud = "---\n".join(LOUD.replace("port", f"port-{number}") for number in range(60))
    client = undrawn({"a.yaml": SHOP, "b.yaml": loud})

    assert "1\u201350 of 60" in said(page(client))
    assert "51\u201360 of 60" in said(page(client, "/sources?page=2"))
    page(client, "/sources?page=99")
