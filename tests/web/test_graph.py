"""The graph explorer: drawn, listed, saved, and usable with links and a form alone."""

import csv
import io
import json

import pytest
from defusedxml import ElementTree

from app.drawing.render import Renderer
from app.questions.landscape import Holder
from app.sync import sync
from tests.trees import Texts
from tests.web.conftest import SHOP, TODAY
from tests.web.pages import Page
from tests.web.test_pages import read

MANY = "".join(
    f"---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: s{number}}}\n"
    f"spec: {{type: service, owner: t{number % 5}, dependsOn: [component:default/payments]}}\n"
    for number in range(60)
)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param("/graph", "4 things of 1 owner", id="everything"),
        pytest.param("/graph?from=payments&depth=&direction=&to=", "3 things around payments", id="as the form asks"),
        pytest.param("/graph?from=group:payments", "4 things around team payments", id="a team"),
        pytest.param("/graph?from=payments,payments-db", "2 things around payments and payments-db", id="several"),
        pytest.param("/graph?from=payments&from=payments-db", "2 things around payments", id="several, each by itself"),
        pytest.param(
            "/graph?from=web/shop&to=payments-db", "web/shop needs payments-db, through payments", id="a path"
        ),
        pytest.param("/graph?from=payments&direction=needs", "2 things that payments needs", id="a direction"),
        pytest.param("/graph?from=payments&show=stores&show=services", "1 thing around payments", id="sorts"),
        pytest.param("/graph?from=payments&across=1", "1 thing around payments", id="across teams"),
        pytest.param("/graph?from=payments&colour=gap&group=team&fold=none", "3 things around payments", id="looks"),
        pytest.param("/graph?from=user:mira", "Nothing around mira", id="nothing"),
    ],
)
def test_the_title_is_the_answer(shop, address, said):
    """Each way to ask has its answer as the heading, on both databases."""
    assert said in read(shop, address).text


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        pytest.param("from=paymens", 404, "payments", id="a slip gives the nearest"),
        pytest.param("from=:", 400, "empty part", id="no reference"),
        pytest.param("to=payments", 400, "Write where it begins", id="a path from nowhere"),
        pytest.param("from=payments&depth=9", 400, "Write a number from 1 to 3", id="too deep"),
        pytest.param("from=payments&direction=up", 400, "Write one of", id="no direction"),
        pytest.param("from=payments&show=cats", 400, "Write some of", id="no sort"),
        pytest.param("from=payments&colour=red", 400, "Write one of owner, tier", id="no colour"),
        pytest.param("from=payments&format=pdf", 400, "Write svg, png", id="no form"),
        pytest.param("from=" + ",".join(f"a{number}" for number in range(21)), 400, "more than 20", id="too many"),
        pytest.param("from=%00", 404, "There is no", id="nothing a database holds"),
    ],
)
def test_what_cannot_be_asked(shop, query, status, said):
    """Any other question is answered with what may stand there."""
    assert said in read(shop, f"/graph?{query}", status).text


def test_it_works_by_links_and_a_form(example):
    """Boxes lead to graphs with the same settings, the first to its page; the form sends what is seen."""
    page = read(example, "/graph?from=component:ledger&colour=tier&depth=2")
    boxes = [attributes["href"] for tag, attributes in page.elements if tag == "a" and "aria-label" in attributes]

    assert "/services/ledger" in boxes
    assert "/graph?from=component%3Apayments&depth=2&colour=tier" in boxes
    checked = {(field.get("name"), field.get("value")) for field in page.all("input") if "checked" in field}
    assert {("depth", "2"), ("direction", "both"), ("show", "services"), ("relation", "dependsOn")} <= checked
    assert ("show", "apis") not in checked
    assert "/graph" in [form.get("action") for form in page.all("form")]
    assert ("from", "component:ledger") in {(field.get("name"), field.get("value")) for field in page.all("input")}
    assert all("style" not in attributes for _, attributes in page.elements)


def test_the_same_as_a_table(shop):
    """Beside the drawing, each need with both ends, their owners and how it is written."""
    text = " ".join(read(shop, "/graph?from=payments").text.split())

    assert "The same as a table" in text
    assert "hard, sync assumed" in text
    assert "no owner" in text


def test_a_wide_drawing_has_an_upright_one(example):
    """Narrow screens have a drawing of their own, where that is narrower; both say the same."""
    page = read(example, "/graph?from=component:payments")
    frames = [attributes["class"] for _, attributes in page.elements if "graph-frame" in attributes.get("class", "")]
    drawings = [attributes for tag, attributes in page.elements if tag == "svg" and attributes.get("class") == "graph"]

    assert frames == ["graph-frame when-wide", "graph-frame when-narrow"]
    assert int(drawings[1]["width"]) < int(drawings[0]["width"])
    assert page.text.count("loan-accounts") >= 2


def test_more_than_can_be_read_is_folded(undrawn):
    """Sixty things are five teams, and the page says so; the CSV has each need."""
    client = undrawn(SHOP + MANY)
    page = read(client, "/graph?from=payments")

    assert "Folded into" in page.text
    assert "12 needs, 12 hard" in page.text
    assert len(client.get("/graph?from=payments&format=csv").get_data(as_text=True).splitlines()) == 1 + 63


def test_a_table_is_bounded(undrawn):
    """A page has the first needs and says where the others are."""
    client = undrawn(SHOP + MANY)
    response = client.get("/graph?from=payments&fold=none")

    assert "13 more are in the CSV." in Page(response.get_data(as_text=True)).text
    assert len(response.data) < 100_000


def test_an_empty_catalog(undrawn):
    """Before the first sync there is nothing to draw, and the page says what to do."""
    assert "The catalog is empty" in read(undrawn(), "/graph").text


def test_as_svg(example):
    """A file that opens by itself, may be styled and nothing else."""
    response = example.get("/graph?from=component:payments&format=svg")

    assert response.status_code == 200
    assert response.mimetype == "image/svg+xml"
    assert (
        response.headers["Content-Security-Policy"]
        == "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    root = ElementTree.fromstring(response.data)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert [each for each in root.iter() if each.tag.endswith(("script", "}a", "foreignObject"))] == []


@pytest.mark.parametrize(
    ("form", "mimetype", "ending", "begins"),
    [
        ("png", "image/png", ".png", b"\x89PNG"),
        ("dot", "text/vnd.graphviz", ".dot", b"digraph drawing {"),
        ("mermaid", "text/plain", ".mmd", b"flowchart LR\n"),
    ],
)
def test_as_other_files(example, form, mimetype, ending, begins):
    """A picture, and the two languages that others draw from."""
    response = example.get(f"/graph?from=component:payments&format={form}")

    assert (response.status_code, response.mimetype) == (200, mimetype)
    assert response.headers["Content-Disposition"].endswith(f'{ending}"')
    assert response.data.startswith(begins)


def test_as_data(shop):
    """Needs as a table to save, nodes and edges as JSON."""
    rows = list(csv.DictReader(io.StringIO(shop.get("/graph?from=payments&format=csv").get_data(as_text=True))))
    told = json.loads(shop.get("/graph?from=payments&format=json").data)

    assert ("component:payments", "resource:payments-db", "hard") in [
        (row["source"], row["target"], row["criticality"]) for row in rows
    ]
    assert told["title"] == "3 things around payments"
    assert {node["ref"] for node in told["nodes"] if node["start"]} == {"component:default/payments"}
    assert len(told["edges"]) == len(rows) == 3


def test_without_graphviz(shop):
    """The page has its table and says why there is no drawing; a picture is to be asked for again later."""
    page = read(shop, "/graph?from=payments")
    assert "There is no drawing now" in page.text
    assert "payments-db" in page.text

    for form in ("svg", "png"):
        response = shop.get(f"/graph?from=payments&format={form}")
        assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
        assert "Graphviz is missing" in response.get_data(as_text=True)
    assert shop.get("/graph?from=payments&format=dot").status_code == 200


def test_a_page_that_lacks_its_drawing_is_not_kept(undrawn, site):
    """What will be better next time has no tag; what is whole has one."""
    assert "ETag" not in undrawn(SHOP).get("/graph?from=payments").headers
    client = site(SHOP)
    client.application.config["RENDERER"] = Renderer(["/bin/true"])
    assert "ETag" not in client.get("/graph?from=payments").headers
    assert "ETag" in client.get("/graph?from=user:mira").headers


def test_what_a_sync_changes_is_seen(undrawn):
    """The graph is of the newest generation."""
    client = undrawn(SHOP)
    config, sessions = client.application.config["SETTINGS"], client.application.config["SESSIONS"]
    client.application.config["LANDSCAPE"] = Holder(sessions, patience=30)
    assert "3 things around payments" in read(client, "/graph?from=payments").text
    sync(sessions, "catalog", Texts({"catalog-info.yaml": SHOP + MANY}), config=config, as_of=TODAY)

    assert "63 things around payments" in read(client, "/graph?from=payments").text
