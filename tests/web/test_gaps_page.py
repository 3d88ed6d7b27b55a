"""The gaps page: how they divide, how they are put together, and what it says of a rule, on both databases."""

import csv
import io

import pytest

from tests.questions.organisation import HEAD
from tests.web.pages import Page


def read(client, address: str, status: int = 200) -> Page:
    """The page at an address, which answers with this status."""
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return Page(response.get_data(as_text=True))


def said(page: Page) -> str:
    """The text of a page on one line."""
    return " ".join(page.text.split())


def found(client, query: str) -> list[tuple[str, str]]:
    """The rule of each gap that is saved, and what it is about."""
    table = csv.DictReader(io.StringIO(client.get(f"/gaps?format=csv&{query}").get_data(as_text=True)))
    return [(line["rule"], line["about"].rpartition("/")[2]) for line in table]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("rule=ref-unknown", [("ref-unknown", "shop")], id="by rule"),
        pytest.param("rule=REF-Unknown", [("ref-unknown", "shop")], id="in capitals"),
        pytest.param("team=silent", [("team-unreachable", "silent"), ("team-empty", "silent")], id="by team"),
        pytest.param("team=gone", [("owner-unknown", "old")], id="by a team that is gone"),
        pytest.param("without=team", [("owner-inherited-only", "mail")], id="nobody's"),
        pytest.param("kind=Group&tier=1", [], id="teams have no tier"),
        pytest.param("tier=1", [("ref-unknown", "shop")], id="by tier"),
        pytest.param("without=tier&kind=component", [("owner-unknown", "old")], id="without a tier"),
        pytest.param("age=90", [], id="older than a quarter"),
    ],
)
def test_holds_what_is_wanted(organisation, query, expected):
    """Only what was asked for is there."""
    assert sorted(found(organisation, query)) == sorted(expected)


def test_a_week_holds_what_is_new(organisation):
    """What was first seen by this sync is new this week."""
    assert found(organisation, "age=week") == found(organisation, "")


@pytest.mark.parametrize(
    ("by", "place"),
    [
        pytest.param("rule", 0, id="rule"),
        pytest.param("team", 3, id="team"),
        pytest.param("tier", 4, id="tier"),
    ],
)
def test_put_together(organisation, by, place):
    """What is alike stands together: no rule, team or tier comes twice."""
    table = list(csv.reader(io.StringIO(organisation.get(f"/gaps?by={by}&format=csv").get_data(as_text=True))))
    place = table[0].index({"rule": "rule", "team": "owner", "tier": "tier"}[by])
    values = [line[place] for line in table[1:]]
    changes = [value for before, value in zip([None, *values], values, strict=False) if value != before]

    assert len(values) > 3
    assert len(changes) == len(set(changes))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param(
            "/gaps?rule=owner-unknown",
            "An owner is somebody the catalog knows.",
            id="what holds where a rule is silent",
        ),
        pytest.param("/gaps?rule=ref-unknown", "no drawing shows who would notice", id="why"),
        pytest.param("/gaps?rule=owner-mising", "There is no rule called “owner-mising”", id="no such rule"),
        pytest.param("/gaps?rule=owner-mising", "Did you mean owner-missing?", id="the nearest rule"),
        pytest.param(
            "/gaps?rule=lifecycle-missing", "Nothing is found by lifecycle-missing", id="a rule that found nothing"
        ),
        pytest.param("/gaps", "By rule", id="numbers by rule"),
        pytest.param("/gaps?by=team", "No team1 gap", id="nobody's apart"),
        pytest.param("/gaps?by=tier", "Tier 11 gap", id="a tier and its number"),
        pytest.param("/gaps?by=rule", "An owner is somebody the catalog knows.", id="a rule and what it says"),
        pytest.param("/gaps", "new this week", id="ages"),
        pytest.param("/gaps?size=1&page=99", "There are only", id="after the last page"),
    ],
)
def test_says(organisation, address, expected):
    """The page says it in words."""
    assert expected in said(read(organisation, address))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("/gaps?by=colour", "`by` is 'colour'. Write one of team, rule, tier", id="a group"),
        pytest.param("/gaps?age=old", "`age` is 'old'. Write one of week, 30, 90", id="an age"),
        pytest.param("/gaps?without=rule", "`without` has 'rule'", id="what all have"),
        pytest.param("/gaps?more=colour", "`more` is 'colour'", id="a facet"),
    ],
)
def test_refuses(organisation, address, expected):
    """What cannot be asked is refused with what may stand there."""
    assert expected in said(read(organisation, address, 400))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("/gaps?tier=1&by=team", "/gaps?tier=1&by=rule", id="another group keeps the filters"),
        pytest.param("/gaps?tier=1&by=team", "/gaps?by=team", id="clear keeps the group"),
        pytest.param("/gaps?tier=1&age=week", "/gaps?tier=1", id="an age is taken away"),
        pytest.param("/gaps?tier=1", "/gaps?tier=1&format=csv", id="the table keeps the filters"),
        pytest.param("/gaps?team=sales", "/gaps?without=team", id="nobody instead of a team"),
        pytest.param("/gaps?size=2&by=rule", "/gaps?by=rule&size=2&page=2", id="the next page keeps all"),
    ],
)
def test_links(organisation, address, expected):
    """Every way on is a link, and keeps what else was asked."""
    assert expected in read(organisation, address).hrefs


def test_few_are_cards(undrawn):
    """Of many the first three are cards and the others lines; on later pages, and put together, all are lines."""
    one = f"{HEAD}kind: Component\nmetadata: {{name: c%d}}\nspec: {{type: service, lifecycle: production}}\n"
    client = undrawn("---\n".join(one % each for each in range(30)))

    def cards(address: str) -> int:
        return len(read(client, address).all("article"))

    assert (cards("/gaps"), cards("/gaps?page=2&size=10"), cards("/gaps?by=rule")) == (3, 0, 0)
    assert len([each for each in read(client, "/gaps").all("li") if "gap-line" in each.get("class", "")]) == 27


def test_many_teams(undrawn):
    """Of many teams a few are told, and the others are a link away."""
    text = "---\n".join(
        f"{HEAD}kind: Component\nmetadata: {{name: c{each}}}\nspec: {{type: service, lifecycle: x, owner: o{each}}}\n"
        for each in range(20)
    )
    client = undrawn(text)

    def teams(address: str) -> int:
        return len([href for href in read(client, address).hrefs if href.startswith("/gaps?team=")])

    assert (teams("/gaps"), teams("/gaps?more=team")) == (8, 20)


def test_json(organisation):
    """The same as data, with what to write and where."""
    (gap,) = organisation.get("/gaps?rule=ref-unknown&format=json").json["gaps"]

    assert (gap["code"], gap["about"]["ref"], gap["owner"]["ref"]) == (
        "ref-unknown",
        "component:default/shop",
        "group:default/sales",
    )
    assert (gap["position"]["file"], gap["severity"]) == ("catalog-info.yaml", "gap")
