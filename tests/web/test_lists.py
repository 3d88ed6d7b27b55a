"""Lists: what stands in them, how they are narrowed, ordered, shown and saved, on both databases."""

import csv
import io

import pytest

from tests.web.pages import Page


def read(client, address: str, status: int = 200) -> Page:
    """The page at an address, which answers with this status."""
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return Page(response.get_data(as_text=True))


def said(page: Page) -> str:
    """The text of a page on one line."""
    return " ".join(page.text.split())


def saved(client, address: str) -> list[dict[str, str]]:
    """The lines of a table that is saved."""
    return list(csv.DictReader(io.StringIO(client.get(address).get_data(as_text=True))))


def names(client, address: str) -> list[str]:
    """What a list holds on all its pages."""
    return [line["name"] for line in saved(client, f"{address}{'&' if '?' in address else '?'}format=csv")]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("/services", ["ledger", "mail", "shop"], id="a list"),
        pytest.param("/entities/Component", ["ledger", "mail", "old", "quiet", "shop"], id="a kind, in any case"),
        pytest.param("/services?owner=money", ["ledger"], id="by owner"),
        pytest.param("/components?owner=group:gone", ["old"], id="by an owner that is gone"),
        pytest.param("/services?system=store", ["mail", "shop"], id="by system"),
        pytest.param("/services?gap=ref-unknown", ["shop"], id="by a rule that is open"),
        pytest.param("/services?gap=any", ["mail", "shop"], id="by any gap"),
        pytest.param("/services?without=gap", ["ledger"], id="by no gap"),
        pytest.param("/services?without=owner", ["mail"], id="by no owner"),
        pytest.param("/services?without=owner,system", [], id="by two things it lacks"),
        pytest.param("/components?without=tier&without=system", ["old"], id="by two things, one by one"),
        pytest.param("/entities?kind=api", ["ledger-api"], id="by kind"),
        pytest.param("/services?q=SHOP", ["shop"], id="by text"),
        pytest.param("/services?sort=-name", ["shop", "mail", "ledger"], id="falling"),
        pytest.param("/components?sort=tier", ["ledger", "shop", "quiet", "mail", "old"], id="by tier"),
        pytest.param("/components?sort=-tier", ["mail", "quiet", "ledger", "shop", "old"], id="no tier is last"),
        pytest.param("/components?sort=owner", ["old", "ledger", "shop", "quiet", "mail"], id="by owner's name"),
        pytest.param("/services?sort=-gaps", ["mail", "shop", "ledger"], id="most gaps first"),
        pytest.param("/services?sort=gaps", ["ledger", "mail", "shop"], id="fewest gaps first"),
        pytest.param("/components?sort=system", ["mail", "shop", "ledger", "old", "quiet"], id="systems in order"),
        pytest.param(
            "/components?sort=lifecycle", ["old", "mail", "ledger", "quiet", "shop"], id="by lifecycle, then name"
        ),
        pytest.param("/teams?sort=-gaps", ["sales", "silent", "all", "money"], id="teams by what they own, too"),
        pytest.param("/services?size=1&page=2", ["ledger", "mail", "shop"], id="a table holds all pages"),
    ],
)
def test_holds_what_is_wanted_in_order(organisation, address, expected):
    """Filters narrow, orders are total, and what is saved is the whole list."""
    assert names(organisation, address) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("/services", "Services 3", id="the title counts"),
        pytest.param("/services?tier=1", "2 of 3", id="how many are left"),
        pytest.param("/services?without=owner", "no owner", id="what it lacks"),
        pytest.param("/services", "colleagues notice1", id="a facet counts"),
        pytest.param("/services?size=1", "1\N{EN DASH}1 of 3", id="which of how many"),
        pytest.param("/services?size=1&page=9", "There are only 3 pages", id="after the last page"),
        pytest.param("/services?owner=mony", "Did you mean group:money?", id="a misspelt owner"),
        pytest.param("/services?system=stroe", "There is no system called “stroe”", id="a misspelt system"),
        pytest.param("/services?gap=ref-unkown", "Did you mean ref-unknown?", id="a misspelt rule"),
        pytest.param("/services?tier=4", "Show all 3", id="nothing like that"),
        pytest.param("/teams", "sales-primary", id="who is on call"),
        pytest.param("/people", "Momoney", id="teams of a person"),
        pytest.param("/services?columns=place", "catalog-info.yaml:43", id="where it is written"),
        pytest.param("/services?columns=title", "The shop", id="another column"),
        pytest.param("/domains", "There are no domains yet", id="an empty list"),
    ],
)
def test_says(organisation, address, expected):
    """The page says it in words."""
    assert expected in said(read(organisation, address))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("/services?sort=colour", "`sort` is 'colour'. Write one of name", id="an order"),
        pytest.param("/services?columns=members", "`columns` has 'members'. Write some of name", id="a column"),
        pytest.param("/services?without=kind", "`without` has 'kind'. Write some of type", id="what all have"),
        pytest.param("/services?more=colour", "`more` is 'colour'", id="a facet"),
        pytest.param("/services?size=201", "Write a number from 1 to 200", id="a large page"),
        pytest.param("/services?format=xml", "Write csv or json", id="a form"),
    ],
)
def test_refuses(organisation, address, expected):
    """What cannot be asked is refused with what may stand there."""
    assert expected in said(read(organisation, address, 400))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("/services?tier=1&sort=owner", "/services?tier=1&sort=-owner", id="the same order falling"),
        pytest.param("/services?tier=1&sort=-owner", "/services?tier=1&sort=owner", id="and back"),
        pytest.param("/services", "/services?sort=-gaps", id="gaps begin with the most"),
        pytest.param("/services?tier=1", "/services", id="a filter is taken away"),
        pytest.param("/services?tier=1", "/services?tier=3", id="or changed"),
        pytest.param("/services?without=owner", "/services", id="so is what it lacks"),
        pytest.param("/services?without=owner", "/services?owner=group%3Amoney", id="an owner instead of none"),
        pytest.param("/services?size=1&sort=tier", "/services?sort=tier&size=1&page=2", id="the next page keeps all"),
        pytest.param("/services?size=1&page=2", "/services?size=1&page=3", id="the page after"),
        pytest.param("/services?size=1", "/services?size=1&page=3", id="the last page"),
        pytest.param("/services?size=1&page=3", "/services?size=1", id="the first page"),
        pytest.param("/services?tier=1", "/services?tier=1&format=csv", id="the table keeps filters"),
        pytest.param("/services?tier=1&sort=tier&size=5", "/services?sort=tier&size=5", id="clear keeps the order"),
        pytest.param(
            "/services?columns=tier&columns=gaps&tier=1",
            "/services?tier=1&columns=name%2Ctier%2Cgaps&sort=-gaps",
            id="columns go along",
        ),
    ],
)
def test_links(organisation, address, expected):
    """Every way on is a link, and keeps what else was asked."""
    assert expected in read(organisation, address).hrefs


def test_headings_tell_the_order(organisation):
    """The column that orders a list says so, and in which direction."""
    rising = [each.get("aria-sort") for each in read(organisation, "/services?sort=tier").all("th")]
    falling = [each.get("aria-sort") for each in read(organisation, "/services?sort=-tier").all("th")]

    assert [each for each in rising if each] == ["ascending"]
    assert [each for each in falling if each] == ["descending"]


def test_columns_are_chosen(organisation):
    """Only what is wanted stands in the table, beside the name; the form has it ticked."""
    page = read(organisation, "/services?columns=tags,owner")

    ticked = [each["value"] for each in page.all("input") if each.get("name") == "columns" and "checked" in each]
    assert len([each for each in page.all("th") if each.get("scope") == "col"]) == 3
    assert ticked == ["owner", "tags"]


def test_many_owners(undrawn):
    """Of many owners a few are told; the others are a link away, or typed."""
    text = "\n---\n".join(
        "apiVersion: backstage.io/v1alpha1\nkind: Component\n"
        f"metadata: {{name: c{each}}}\nspec: {{type: service, owner: o{each:02}}}"
        for each in range(30)
    )
    client = undrawn(text)
    few, many = read(client, "/services"), read(client, "/services?more=owner")

    def owners(page: Page) -> int:
        return len([href for href in page.hrefs if href.startswith("/services?owner=")])

    assert (owners(few), owners(many)) == (8, 30)
    assert "22 more" in said(few)
    assert "/services?more=owner#by-owner" in few.hrefs
    assert [each["name"] for each in few.all("input") if each.get("placeholder") == "Another owner"] == ["owner"]


class TestSaved:
    def test_csv(self, organisation):
        """A line an entity, with what is always told and what the list's columns count."""
        (line,) = saved(organisation, "/services?q=shop&format=csv")

        assert line == {
            "ref": "component:default/shop",
            "name": "shop",
            "title": "The shop",
            "kind": "Component",
            "type": "service",
            "lifecycle": "production",
            "tier": "1",
            "owner": "group:default/sales",
            "system": "system:default/store",
            "needed": "",
            "needs": "4",
            "errors": "0",
            "gaps": "1",
            "advice": "0",
            "notices": "0",
            "file": "catalog-info.yaml",
            "line": "43",
        }

    def test_json(self, organisation):
        """The same as data: numbers are numbers, several things a list."""
        told = organisation.get("/people?format=json").json

        assert told["title"] == "People"
        assert [(each["name"], each["teams"]) for each in told["entities"]] == [
            ("ada", ["group:default/money", "group:default/sales"]),
            ("bob", ["group:default/money"]),
        ]

    def test_bound(self, organisation, monkeypatch):
        """Of a list without end the first lines are given."""
        monkeypatch.setattr("app.questions.listing.MOST", 2)
        monkeypatch.setattr("app.questions.entries._AT_ONCE", 1)

        assert names(organisation, "/services") == ["ledger", "mail"]
