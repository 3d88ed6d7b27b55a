"""An owner is a reference that can lead to a team."""

import pytest

from app.policy import DEFAULT
from app.rules import owner_not_a_team
from tests.texts import a, all_of, person, printed, team

AROUND = all_of(
    team("payments", "profile: {email: Pay@Example.org}"),
    team("shop"),
    team("tba"),
    person("jane", "payments", email="jane@example.org"),
    person("kim", "payments", "shop", email="kim@example.org"),
    a("System shop", "owner: shop"),
)


def finding(owner, being, remedy):
    """What is printed where billing has such an owner."""
    return [f"x.yaml:6:3: error: billing names the owner `{owner}`, {being}. {remedy} [owner-not-a-team]"]


NO_IDEA = "Write the team that answers for it, such as `owner: group:<team>`."
NOBODY = "which stands for nobody"
NO_NAME = "which can be no entity's name"


@pytest.mark.parametrize(
    ("owner", "found"),
    [
        pytest.param("group:payments", [], id="a team"),
        pytest.param("user:jane", [], id="a person is another rule's business"),
        pytest.param("paymnets", [], id="so is a team that is not there"),
        pytest.param("tba", [], id="a team that is really called so"),
        pytest.param("''", [], id="empty is another rule's business"),
        pytest.param("TBD", finding("TBD", NOBODY, NO_IDEA), id="to be decided"),
        pytest.param("group:tbd", finding("group:tbd", NOBODY, NO_IDEA), id="with a kind"),
        pytest.param("group:default/unknown", finding("group:default/unknown", NOBODY, NO_IDEA), id="with a namespace"),
        pytest.param("unknown", finding("unknown", NOBODY, NO_IDEA), id="unknown"),
        pytest.param("None", finding("None", NOBODY, NO_IDEA), id="none"),
        pytest.param("n/a", finding("n/a", NOBODY, NO_IDEA), id="not applicable"),
        pytest.param("'-'", finding("-", NOBODY, NO_IDEA), id="a dash"),
        pytest.param("'???'", finding("???", NOBODY, NO_IDEA), id="question marks"),
        pytest.param("todo", finding("todo", NOBODY, NO_IDEA), id="to do"),
        pytest.param("no owner", finding("no owner", NOBODY, NO_IDEA), id="no owner"),
        pytest.param(
            "tim@example.org", finding("tim@example.org", "an e-mail address", NO_IDEA), id="an e-mail address"
        ),
        pytest.param(
            "pay@example.org",
            finding("pay@example.org", "an e-mail address", "Write `owner: group:payments`."),
            id="a team's address",
        ),
        pytest.param(
            "jane@example.org",
            finding("jane@example.org", "an e-mail address", "Write `owner: group:payments`."),
            id="the address of a person in one team",
        ),
        pytest.param(
            "kim@example.org", finding("kim@example.org", "an e-mail address", NO_IDEA), id="of a person in two teams"
        ),
        pytest.param(
            "user:jane@example.org",
            finding("user:jane@example.org", "an e-mail address", "Write `owner: group:payments`."),
            id="an address with a kind before it",
        ),
        pytest.param(
            "system:shop", finding("system:shop", "a System", "Write `owner: group:shop`."), id="a system that is there"
        ),
        pytest.param("api:other", finding("api:other", "an API", NO_IDEA), id="an API that is not"),
        pytest.param(
            "team:payments",
            finding("team:payments", "and `team` is no kind of team", "Write `owner: group:payments`."),
            id="a kind that is none",
        ),
        pytest.param("payments, shop", finding("payments, shop", NO_NAME, NO_IDEA), id="two names"),
        pytest.param("Payments", [], id="capitals are no fault"),
        pytest.param(
            "The Payments", finding("The Payments", NO_NAME, "Write `owner: group:payments`."), id="a name with a blank"
        ),
        pytest.param(
            "'@acme/payments'",
            finding("@acme/payments", NO_NAME, "Write `owner: group:payments`."),
            id="a name at a git host",
        ),
        pytest.param("<your team>", finding("<your team>", NOBODY, NO_IDEA), id="a blank to fill in"),
    ],
)
def test_finds_owners_that_can_be_no_team(catalog_of, owner, found):
    """What no team can be called is wrong, and the team it points to is proposed."""
    catalog = catalog_of({"x.yaml": a("Component billing", f"owner: {owner}"), "around.yaml": AROUND})

    assert printed(owner_not_a_team, catalog) == found


def test_gives_the_team_around_it_as_an_example(catalog_of):
    """Where the text points nowhere, the team of its system is named, and no line to copy."""
    text = a("Component billing", "owner: tbd", "system: shop")
    (found,) = owner_not_a_team.check(catalog_of({"x.yaml": text, "around.yaml": AROUND}), DEFAULT)

    assert found.remedy == "Write the team that answers for it, such as `owner: group:shop`."
    assert found.write == ""
    assert found.evidence == ("group:default/shop owns system:default/shop, which it is part of.",)


@pytest.mark.parametrize("owner", ["x" * 200, "`" * 50, "a\u00a0b"])
def test_repeats_what_was_written_on_one_short_line(catalog_of, owner):
    """However long or odd the text, the message stays readable."""
    (found,) = owner_not_a_team.check(catalog_of(a("Component billing", f"owner: '{owner} {owner}'")), DEFAULT)

    assert len(found.message) < 180
    assert found.message.count("`") == 2
