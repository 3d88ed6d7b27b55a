import json

import pytest

from app.config import Config
from app.sync import sync
from tests.conftest import TODAY
from tests.questions.organisation import HEAD
from tests.trees import Texts


def test_it_works(held):
    """Who owns it, whom to wake, how to ask, and who is in the team, on one screen."""
    result = held("owner", "component:shop")

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "The shop\tcomponent:shop, service, tier 1, production",
        "Owner\tSales, group:sales",
        "On call\tsales-primary (pagerduty)",
        "Ask\t#sales (slack, Questions)",
        "Members\tAda L.",
    ]


def test_a_bare_name(held):
    """A name that one entity has is enough."""
    assert held("owner", "shop").output == held("owner", "component:shop").output


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("mail", "inherited from system:store", id="inherited"),
        pytest.param("old", "group:gone (not in the catalog)", id="a team that is gone"),
        pytest.param("quiet", "no contact is written down", id="a team nobody can reach"),
    ],
)
def test_what_is_not_as_it_should_be(held, name, said):
    """The answer says what is missing, and is an answer all the same."""
    result = held("owner", name)

    assert result.exit_code == 0
    assert said in result.output


def test_unknown(held):
    """A name that nothing has ends with 2 and the nearest one."""
    result = held("owner", "component:shopp")

    assert (result.exit_code, result.output, result.stderr) == (
        2,
        result.stderr,
        "Error: No entity component:shopp in the catalog. Did you mean component:shop?\n",
    )


def test_several(ensemble, sessions, database_url):
    """A name of several entities ends with 2 and lists them."""
    twins = "---\n".join(f"{HEAD}kind: {kind}\nmetadata: {{name: pay}}\nspec: {{}}\n" for kind in ("System", "Domain"))
    sync(sessions, "here", Texts({"catalog-info.yaml": twins}), config=Config(), as_of=TODAY)

    result = ensemble("owner", "pay", DATABASE_URL=database_url)

    assert result.exit_code == 2
    assert "domain:pay, system:pay" in result.stderr


def test_a_large_team(ensemble, sessions, database_url):
    """Of many people the first are named, so that the answer stays on one screen."""
    people = [
        f"{HEAD}kind: User\nmetadata: {{name: u{number:02}}}\nspec: {{memberOf: [all]}}\n" for number in range(14)
    ]
    team = f"{HEAD}kind: Group\nmetadata: {{name: all}}\nspec: {{type: team, children: []}}\n"
    texts = {"catalog-info.yaml": "---\n".join((team, *people))}
    sync(sessions, "here", Texts(texts), config=Config(), as_of=TODAY)

    result = ensemble("owner", "all", DATABASE_URL=database_url)

    assert result.output.splitlines()[-1].startswith("Members\tu00, u01, ")
    assert result.output.endswith(", u11 and 2 more\n")


def test_json(held):
    """The same as data."""
    told = json.loads(held("owner", "shop", "--json").output)

    assert told["owner"]["ref"] == "group:default/sales"
    assert told["on_call"] == {"type": "pagerduty", "value": "sales-primary", "title": "", "href": ""}
