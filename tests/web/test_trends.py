"""How the gaps and the shares went, on the pages that show them, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.store.database import writing
from app.store.models import GenerationRow
from app.sync import sync
from tests.conftest import TODAY
from tests.trees import Texts
from tests.web.conftest import SHOP
from tests.web.pages import Page

MENDED = SHOP.replace(", component:nowhere", "")


@pytest.fixture
def grown(undrawn):
    """A site that was first read three weeks ago, and mended today."""
    client = undrawn(SHOP)
    sessions = client.application.config["SESSIONS"]
    with writing(sessions) as session:
        for generation in session.scalars(select(GenerationRow)):
            generation.at -= timedelta(weeks=3)
    settings = client.application.config["SETTINGS"]
    sync(sessions, "catalog", Texts({"catalog-info.yaml": MENDED}), config=settings, as_of=TODAY)
    return client


def read(client, address: str) -> Page:
    """The page at an address."""
    return Page(client.get(address).get_data(as_text=True))


@pytest.mark.parametrize("address", ["/gaps", "/gaps?team=payments", "/gaps?rule=ref-unknown"])
def test_gaps_over_time(grown, address):
    """The gaps are drawn over weeks and stand in a table, all of them, a team's, and a rule's."""
    html = grown.get(address).get_data(as_text=True)

    assert 'class="trend"' in html
    assert "Over time" in html
    assert "<summary>As a table</summary>" in html


@pytest.mark.parametrize("address", ["/gaps?tier=1", "/gaps?rule=ref-unknown&team=payments", "/gaps?kind=api"])
def test_what_has_no_history(grown, address):
    """What no number was kept of is not drawn."""
    assert 'class="trend"' not in grown.get(address).get_data(as_text=True)


def test_fewer_gaps_are_less_high(grown):
    """What was mended today is gone from the last column, and stands in those before."""
    html = grown.get("/gaps?rule=ref-unknown").get_data(as_text=True)

    assert "1 on" in html
    assert "0 now" in html


def test_shares_over_time(grown):
    """Home says how the shares went, in a table by week."""
    text = read(grown, "/").text

    assert "These numbers over time" in text
    assert "Run on their own" in text


def test_a_new_catalog_has_no_trend(undrawn):
    """What was read once today is no line yet."""
    client = undrawn(SHOP)

    for address in ("/", "/gaps"):
        html = client.get(address).get_data(as_text=True)
        assert 'class="trend"' not in html
        assert "over time" not in html.lower()


def test_tiers_that_the_policy_watches(undrawn):
    """Home counts the tiers that the policy watches, and says which."""
    policy = "tiers: {watched: [1, 3]}\n"
    client = undrawn({"catalog-info.yaml": SHOP, "policy.yaml": policy})

    assert "Of tier 1 and 3" in read(client, "/").text


def test_how_long_things_wait(undrawn):
    """The gaps say how many of them are old, and after how long owners came."""
    unowned = SHOP.replace("  owner: payments\n  tier: 1\n", "  tier: 1\n")
    client = undrawn(unowned)
    sessions = client.application.config["SESSIONS"]
    with writing(sessions) as session:
        for generation in session.scalars(select(GenerationRow)):
            generation.at -= timedelta(days=100)
    settings = client.application.config["SETTINGS"]
    sync(sessions, "catalog", Texts({"catalog-info.yaml": SHOP}), config=settings, as_of=TODAY)
    text = " ".join(read(client, "/gaps").text.split())

    assert "have stood for 90 days or longer." in text
    assert "In the last 90 days 1 thing got a team as its owner, after 100 days without." in text
