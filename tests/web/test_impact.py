"""The impact page: what stops, why, whom to tell, and with which words."""

import csv
import io
import json

import pytest

from tests.web.conftest import SHOP
from tests.web.pages import Page
from tests.web.test_pages import read

MANY = "".join(
    f"---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: s{number}}}\n"
    f"spec: {{type: service, owner: group:t{number}, dependsOn: [component:default/payments]}}\n"
    for number in range(80)
)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param("/impact?ref=payments", "If payments fails, 1 thing stops", id="a service"),
        pytest.param("/impact?ref=payments-db", "If payments-db fails, 2 things stop", id="to the end"),
        pytest.param("/impact?ref=web/shop", "Nothing stops", id="nothing stops"),
        pytest.param("/impact?ref=group:payments", "If all of team payments fails, nothing stops", id="all of a team"),
        pytest.param("/impact?ref=payments&as=fails", "Tell", id="said aloud"),
        pytest.param(
            "/impact?ref=payments&as=goes", "If payments goes for good, 1 thing has to be rewritten", id="goes"
        ),
        pytest.param("/impact?ref=web/shop&as=goes", "Nothing has to be rewritten", id="nothing is left"),
        pytest.param("/impact", "What stops if something fails", id="nobody named yet"),
    ],
)
def test_the_title_is_the_answer(shop, address, said):
    """Each question has its answer on the page, on both databases."""
    assert said in read(shop, address).text


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        pytest.param("ref=paymens", 404, "payments", id="a slip gives the nearest"),
        pytest.param("ref=:", 400, "empty part", id="no reference"),
        pytest.param("ref=payments&as=stays", 400, "Write one of fails, goes", id="neither fails nor goes"),
        pytest.param("ref=payments&format=svg", 400, "Write csv, json or text", id="no form"),
        pytest.param(f"ref={'x' * 201}", 400, "Shorten it", id="too long"),
    ],
)
def test_what_cannot_be_asked(shop, query, status, said):
    """Any other question is answered with what may stand there."""
    assert said in read(shop, f"/impact?{query}", status).text


def test_why_and_how(example):
    """Each thing with its tier, owner, what it needs, how, and the line that says so; the chain to the end."""
    page = read(example, "/impact?ref=component:payments")
    text = " ".join(page.text.split())

    assert "Because it needs" in text
    assert "through 1 more" in text
    assert "What is lost" in text
    assert "https://git.example/edit/payments/checkout-web.yaml#L" in " ".join(page.hrefs)
    assert "/impact?ref=component%3Arefunds" in page.hrefs


def test_whom_to_tell(example):
    """Owners with their channel and whom to wake, and a text to copy or to have as a file."""
    page = read(example, "/impact?ref=component:payments")

    assert "#care-eng" in page.text
    assert "payments is down." in page.text
    copied = next(attributes["data-copy"] for _, attributes in page.elements if "data-copy" in attributes)
    response = example.get("/impact?ref=component:payments&format=text")
    assert response.get_data(as_text=True) == copied
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_what_rests_on_the_default(shop):
    """Where nobody wrote how hard a need is, the page says so and where to write it."""
    text = " ".join(read(shop, "/impact?ref=payments").text.split())

    assert "1 of the 1 need this rests on says nothing" in text
    assert "assumed" in text


def test_where_to_rewrite(shop):
    """What goes leads to file and line."""
    assert "catalog-info.yaml:30" in read(shop, "/impact?ref=payments&as=goes").text


def test_as_data(shop):
    """Everything that is hit as a table and as data, and what has to be rewritten."""
    rows = list(csv.DictReader(io.StringIO(shop.get("/impact?ref=payments-db&format=csv").get_data(as_text=True))))
    told = json.loads(shop.get("/impact?ref=payments-db&format=json").data)
    gone = list(csv.DictReader(io.StringIO(shop.get("/impact?ref=payments&as=goes&format=csv").get_data(as_text=True))))

    assert [(row["hit"], row["thing"], row["because"]) for row in rows] == [
        ("stops", "component:payments", "resource:payments-db"),
        ("stops", "component:web/shop", "component:payments"),
    ]
    assert rows[1]["chain"] == "component:web/shop > component:payments > resource:payments-db"
    assert [hit["ref"] for hit in told["stops"]] == ["component:default/payments", "component:web/shop"]
    assert (
        told["text"]
        == "payments-db is down.\nStops: payments (tier 1), web/shop.\nOwner: payments, payments@halden.example.\n"
    )
    assert [(row["thing"], row["file"], row["line"]) for row in gone] == [
        ("component:web/shop", "catalog-info.yaml", "30")
    ]


def test_much_is_folded_and_bounded(site):
    """Eighty things of as many teams: a drawing of teams, the first rows, and where the others are."""
    response = site(SHOP + MANY).get("/impact?ref=payments")
    page = Page(response.get_data(as_text=True))

    assert "If payments fails, 81 things stop" in page.text
    assert "31 more are in the CSV." in page.text
    assert "60 more are in the CSV." in page.text
    drawing = [attributes for tag, attributes in page.elements if "is-folded" in attributes.get("class", "")]
    assert 0 < len(drawing) <= 2 * 24
    assert len(response.data) < 200_000


def test_without_graphviz(shop):
    """The tables stay."""
    page = read(shop, "/impact?ref=payments")

    assert "There is no drawing now" in page.text
    assert "web/shop" in page.text


def test_an_empty_catalog(undrawn):
    """Before the first sync there is nothing that may fail."""
    assert "The catalog is empty" in read(undrawn(), "/impact").text
