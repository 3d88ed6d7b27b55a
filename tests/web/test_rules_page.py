"""The pages of rules: what each asks, and what it finds now, on both databases."""

import csv
import io

import pytest

from app.problems import CODES
from app.rules import RULES
from tests.web.conftest import shop
from tests.web.pages import Page

__all__ = ["shop"]


def read(client, address: str, status: int = 200) -> Page:
    """The page at an address, which answers with this status."""
    response = client.get(address)
    assert response.status_code == status
    return Page(response.get_data(as_text=True))


def test_every_rule_and_code_is_there(shop):
    """The list has each of them once, and leads to its page."""
    page = read(shop, "/rules")

    for name in (*RULES, *CODES):
        assert page.hrefs.count(f"/rules/{name}") == 1
    assert f"{len(RULES)} rules" in page.text


def test_says_how_often_each_stands_open(shop):
    """What is found is counted, and what is silent has none."""
    table = csv.DictReader(io.StringIO(shop.get("/rules?format=csv").get_data(as_text=True)))
    found = {line["rule"]: int(line["open"]) for line in table}

    assert found.keys() == {*RULES, *CODES}
    assert (found["ref-unknown"], found["owner-missing"], found["yaml-syntax"]) == (1, 0, 0)
    assert [each["code"] for each in shop.get("/rules?format=json").get_json()["rules"]] == [*RULES, *CODES]


@pytest.mark.parametrize("name", [name for name in RULES if name != "waiver-expired"])
def test_the_page_of_a_rule(shop, name):
    """It says what passes, what fails, why and what to write, with an example of each."""
    text = read(shop, f"/rules/{name}").text

    for part in ("Passes", "Fails", "Why", "What to write", "Finds something", "Finds nothing", "apiVersion:"):
        assert part in text


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        pytest.param("/rules/ref-unknown", 200, "1 open gap", id="what it finds"),
        pytest.param("/rules/owner-missing", 200, "Nothing is found", id="finds nothing"),
        pytest.param("/rules/Ref-Unknown", 200, "1 open gap", id="in capitals"),
        pytest.param("/rules/yaml-syntax", 200, CODES["yaml-syntax"][1], id="a code of reading"),
        pytest.param("/rules/owner-mising", 404, "Did you mean owner-missing?", id="misspelt"),
        pytest.param("/rules/zzz", 404, "All of them stand under /rules.", id="nothing like it"),
    ],
)
def test_the_page_of_one(shop, address, status, said):
    """A rule, a code, or what is neither."""
    assert said in " ".join(read(shop, address, status).text.split())


def test_a_gap_leads_to_its_rule(shop):
    """Beside what a rule found is the way to its page, and the page leads back."""
    assert "/rules/ref-unknown" in read(shop, "/gaps").hrefs
    assert "/gaps?rule=ref-unknown" in read(shop, "/rules/ref-unknown").hrefs


def test_what_to_write_is_shown_as_it_is_written(shop):
    """Lines of YAML in a manual page keep their lines, and a threshold its default."""
    html = shop.get("/rules/cycle").get_data(as_text=True)

    assert '<pre class="pre">dependencyDetails:\n  component:ledger:\n    criticality: soft</pre>' in html
    assert "Thresholds" in read(shop, "/rules/single-point").text
