"""What is found, what may be meant, and what to write where there is nothing."""

import csv
import io

import pytest

from app.config import Config
from app.sync import sync
from tests.trees import Texts
from tests.web.conftest import TODAY
from tests.web.pages import Page


def read(client, address):
    """The page at an address."""
    response = client.get(address)
    assert response.status_code == 200, response.get_data(as_text=True)
    page = Page(response.get_data(as_text=True))
    assert (page.unclosed, page.misplaced) == ([], [])
    return page


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param("/search?q=payments", "4 results for “payments”", id="what is found"),
        pytest.param("/search?q=PAYMENTS-db", "1 result for “PAYMENTS-db”", id="one thing, as it was typed"),
        pytest.param("/search?q=paymnets", "4 results for “payments”", id="what is meant"),
        pytest.param("/search?q=paymnets", "Nothing has “paymnets”", id="that it was not written so"),
        pytest.param("/search?q=paymnets&exactly=1", "Nothing is found for “paymnets”", id="exactly that"),
        pytest.param("/search?q=paymnets&exactly=1", "These come nearest", id="what comes nearest"),
        pytest.param("/search?q=new-thing", "name: new-thing", id="what to write"),
        pytest.param("/search?q=New+thing", "name: new-thing", id="what to write, as a name"),
        pytest.param("/search?q=%3Cb%3E%20!", "name: my-service", id="what to write for what is no name"),
        pytest.param("/search?q=payments&kind=teams", "1 result for “payments”", id="one list"),
        pytest.param("/search?q=mira&kind=teams", "Other kinds have it", id="not in this list"),
        pytest.param("/search", "Search the catalog", id="no question yet"),
        pytest.param("/search?q=", "Search the catalog", id="an empty question"),
        pytest.param("/search?q=payments&page=7", "There is no such page", id="past the end"),
        pytest.param("/search?q=%22", 'Nothing is found for “"”', id="a sign"),
        pytest.param("/search?q=mira", "Mira Holm", id="people by their name"),
    ],
)
def test_the_page_says(shop, address, said):
    """The answer stands in words, whatever it is."""
    assert said in read(shop, address).text


def test_a_hit(shop):
    """A hit is linked with its owner, and what was found is marked in its description."""
    page = read(shop, "/search?q=payments")

    assert "/services/payments" in page.hrefs
    assert "/teams/payments" in page.hrefs
    assert [attributes["value"] for attributes in page.all("input") if attributes.get("name") == "q"] == ["payments"]
    assert shop.get("/search?q=take").get_data(as_text=True).count("<mark>Take</mark>") == 1


def test_lists_narrow(shop):
    """Each list that holds some of it is a link with its number, and the one chosen says so."""
    page = read(shop, "/search?q=payments&kind=stores")
    links = {attributes["href"]: attributes for attributes in page.all("a") if "aria-current" in attributes}

    assert "/search?q=payments&kind=teams" in page.hrefs
    assert "/search?q=payments" in page.hrefs
    assert "/search?q=payments&kind=stores" in links


def test_the_header_leads_here(shop):
    """Every page's search form asks this page."""
    first, *_ = (form for form in read(shop, "/services").all("form") if form.get("role") == "search")

    assert first["action"] == "/search"


def test_pages(undrawn):
    """Many hits stand on several pages."""
    head = "apiVersion: backstage.io/v1alpha1\nkind: Component\nspec: {}\nmetadata: "
    client = undrawn("---\n".join(f"{head}{{name: thing-{number:02}}}\n" for number in range(60)))

    assert "1\N{EN DASH}25 of 60" in read(client, "/search?q=thing").text
    last = read(client, "/search?q=thing&page=3")
    assert "51\N{EN DASH}60 of 60" in last.text
    assert "/search?q=thing&page=2" in last.hrefs


def test_csv(shop):
    """All of what is found, as a table to save."""
    response = shop.get("/search?q=payments&format=csv")
    rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True).removeprefix("\ufeff"))))

    assert response.headers["Content-Disposition"] == 'attachment; filename="ensemble-Search-payments.csv"'
    assert [row["ref"] for row in rows] == [
        "component:default/payments",
        "group:default/payments",
        "resource:default/payments-db",
        "component:web/shop",
    ]
    assert rows[0]["description"] == "Takes payments."


def test_json(shop):
    """The same as data."""
    told = shop.get("/search?q=payments&format=json").get_json()

    assert told["text"] == "payments"
    assert told["entities"][0]["ref"] == "component:default/payments"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        pytest.param("/search?q=x&page=0", 400, id="no page"),
        pytest.param("/search?q=x&format=xml", 400, id="no form"),
        pytest.param("/search?q=x&q=y", 400, id="two questions"),
        pytest.param(f"/search?q={'x' * 201}", 400, id="a long question"),
        pytest.param(f"/search/suggest?q={'x' * 201}", 400, id="a long beginning"),
        pytest.param("/search/other", 404, id="nothing is below"),
    ],
)
def test_what_cannot_be_asked(shop, address, status):
    """A question that cannot be is refused."""
    assert shop.get(address).status_code == status


def test_suggestions(shop):
    """What may be meant is told with what it is, who owns it and where it is, as the header shows it."""
    assert shop.get("/search/suggest?q=pay").get_json() == [
        {
            "ref": "component:payments",
            "name": "payments",
            "kind": "service",
            "icon": "service",
            "owner": "payments",
            "url": "/services/payments",
        },
        {
            "ref": "group:payments",
            "name": "payments",
            "kind": "team",
            "icon": "team",
            "owner": "",
            "url": "/teams/payments",
        },
        {
            "ref": "resource:payments-db",
            "name": "payments-db",
            "kind": "database",
            "icon": "store",
            "owner": "payments",
            "url": "/stores/payments-db",
        },
        {
            "ref": "component:web/shop",
            "name": "web/shop",
            "kind": "website",
            "icon": "website",
            "owner": "payments",
            "url": "/components/web/shop",
        },
    ]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("paymnets-d", ["payments-db"], id="a slip"),
        pytest.param("holm", ["Mira Holm"], id="people by their name"),
        pytest.param("%00", [], id="what no database holds"),
    ],
)
def test_what_is_suggested(shop, typed, names):
    """Few letters are enough."""
    assert [each["name"] for each in shop.get(f"/search/suggest?q={typed}").get_json()] == names


def test_suggestions_are_kept_while_they_hold(shop):
    """A browser that has them is told that they hold; after a sync they are told anew."""
    first = shop.get("/search/suggest?q=pay")

    assert first.headers["Cache-Control"] == "no-cache"
    assert shop.get("/search/suggest?q=pay", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_what_is_new_is_found(undrawn):
    """A sync brings what it read into the search at once, slips included."""
    head = "apiVersion: backstage.io/v1alpha1\nkind: Component\nspec: {}\nmetadata: "
    client = undrawn(f"{head}{{name: alpha}}\n")
    before = read(client, "/search?q=omgea").text
    sessions = client.application.config["SESSIONS"]
    sync(sessions, "catalog", Texts({"catalog-info.yaml": f"{head}{{name: omega}}\n"}), config=Config(), as_of=TODAY)

    assert "Nothing is found for “omgea”" in before
    assert "1 result for “omega”" in read(client, "/search?q=omgea").text


def test_the_empty_catalog(undrawn):
    """Before the first sync the search says what to do."""
    assert "The catalog is empty" in read(undrawn(), "/search?q=payments").text
