"""The pages of alignment: each section answers, can be narrowed and saved, and says so where there is nothing."""

import csv
import io

import pytest

from app.web.pages.alignment import TABS
from tests.web.pages import Page

HEAD = "apiVersion: backstage.io/v1alpha1\n"
SERVICE = "type: service, lifecycle: production"


def entity(kind: str, name: str, spec: str) -> str:
    """A descriptor in three lines."""
    return f"{HEAD}kind: {kind}\nmetadata: {{name: {name}}}\nspec: {{{spec}}}\n"


TEAMS = [entity("Group", name, "type: team, children: []") for name in ("sales", "money")]
TIED = "---\n".join(
    [
        *TEAMS,
        entity("Component", "shop", f"{SERVICE}, owner: sales, dependsOn: [component:ledger]"),
        entity("Component", "ledger", f"{SERVICE}, owner: money, slo: 99.9, dependsOn: [component:bank]"),
        entity("Component", "bank", f"{SERVICE}, owner: money, slo: 99"),
        entity("Component", "new-shop", f"{SERVICE}, owner: sales, replaces: [component:shop]"),
    ]
)


def read(client, address: str, status: int = 200) -> str:
    """The text of a page on one line."""
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return " ".join(Page(response.get_data(as_text=True)).text.split())


def saved(client, address: str) -> list[dict[str, str]]:
    """The rows of a table that is saved."""
    return list(csv.DictReader(io.StringIO(client.get(address).get_data(as_text=True))))


@pytest.fixture
def tied(undrawn):
    """A site of two teams, of which one cannot do without the other."""
    return undrawn(TIED)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("/alignment", "3 of 4 services can run, change and deploy on their own", id="overview"),
        pytest.param("/alignment", "needs ledger softly or asynchronously", id="what frees most"),
        pytest.param("/alignment", "1 hard need leads from team to team, 1 of them only by default", id="defaults"),
        pytest.param("/alignment/autonomy", "needs ledger of Momoney", id="what holds a service back"),
        pytest.param("/alignment/autonomy", "runs with less if soft", id="what it would be"),
        pytest.param("/alignment/autonomy?verdict=independent", "bank", id="by verdict"),
        pytest.param("/alignment/autonomy?team=sales", "Team sales", id="by team"),
        pytest.param("/alignment/autonomy?team=nobody", "There is nothing here", id="a team that is not there"),
        pytest.param("/alignment/autonomy?team=odd:x/y", "There is nothing here", id="what is no team"),
        pytest.param("/alignment/cycles", "Nothing needs itself through others", id="no circle"),
        pytest.param("/alignment/coupling", "1 hard need leads from team to team", id="team by team"),
        pytest.param("/alignment/data", "0 data stores, none written by several teams", id="no store"),
        pytest.param("/alignment/promises", "1 promise is higher than hard needs allow", id="promises"),
        pytest.param("/alignment/observability", "0 of 1 hard need between teams end", id="in sight"),
        pytest.param("/alignment/leaving", "1 thing is being left, none still needed", id="leaving"),
        pytest.param("/teams/sales", "1 of 2 run without other teams", id="a team's page"),
    ],
)
def test_says(tied, address, expected):
    """A page says what its section found."""
    assert expected in read(tied, address)


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.word)
class TestSections:
    def test_before_anything_is_read(self, undrawn, tab):
        """A site without a sync has every page, and says that nothing was read."""
        assert "Nothing has been read yet" in read(undrawn(), f"/alignment/{tab.word}")

    def test_in_the_example(self, example, tab):
        """The page has a row for whatever is saved, of any verdict and of each."""
        rows = saved(example, f"/alignment/{tab.word}?format=csv")
        whole = example.get(f"/alignment/{tab.word}?format=json").get_json()[tab.word]

        assert len(rows) == len(whole) > 0
        assert {row["verdict"] for row in rows} <= set(tab.verdicts)
        for verdict in {row["verdict"] for row in rows}:
            some = saved(example, f"/alignment/{tab.word}?format=csv&verdict={verdict}")
            assert some == [row for row in rows if row["verdict"] == verdict]
            assert f"of {len(some)}" in read(example, f"/alignment/{tab.word}?verdict={verdict}")


def test_the_overview_of_nothing(undrawn):
    """Before the first sync the first page leads to the sources."""
    assert "Nothing has been read yet" in read(undrawn(), "/alignment")


@pytest.mark.parametrize(
    ("address", "status", "expected"),
    [
        pytest.param("/alignment/nosuch", 404, "", id="no such section"),
        pytest.param(
            "/alignment/autonomy?verdict=bad", 400, "Write one of blocked, degraded, independent.", id="verdict"
        ),
        pytest.param("/alignment?format=xml", 400, "Write csv or json", id="format"),
        pytest.param("/alignment/autonomy?team=:", 400, "`team` is no reference.", id="team"),
    ],
)
def test_refuses(tied, address, status, expected):
    """What cannot be asked is refused, saying what can."""
    assert expected in read(tied, address, status)
