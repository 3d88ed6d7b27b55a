"""An owner is somebody the catalog knows."""

import pytest

from app.policy import DEFAULT
from app.rules import owner_unknown
from tests.texts import a, all_of, person, printed, team

TEAMS = all_of(
    team("payments"),
    team("ledger"),
    team("money/treasury"),
    person("jane", "ledger"),
    a("System shop", "owner: ledger"),
)


def finding(owner, kind, remedy):
    """What is printed where nobody is the owner of billing."""
    said = f"billing names the owner `{owner}`, and the catalog has no such {kind}."
    return [f"x.yaml:6:3: error: {said} {remedy} [owner-unknown]"]


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        pytest.param(["owner: group:payments"], [], id="a team that is there"),
        pytest.param(["owner: payments"], [], id="without its kind"),
        pytest.param(["owner: Group:Default/PAYMENTS"], [], id="in other letters"),
        pytest.param(["owner: user:jane"], [], id="a person is another rule's business"),
        pytest.param(["owner: TBD"], [], id="so is a placeholder"),
        pytest.param(["owner:"], [], id="and having none"),
        pytest.param(
            ["owner: group:paymnets"],
            finding("group:paymnets", "Group", "Write `owner: group:payments`, or declare the Group `paymnets`."),
            id="a slip of the pen",
        ),
        pytest.param(
            ["owner: treasury"],
            finding("treasury", "Group", "Write `owner: group:money/treasury`, or declare the Group `treasury`."),
            id="of another namespace",
        ),
        pytest.param(
            ["owner: jane"],
            finding("jane", "Group", "Write `owner: group:ledger`, or declare the Group `jane`."),
            id="a person's name, whose team is proposed",
        ),
        pytest.param(
            ["owner: marketing"],
            finding(
                "marketing",
                "Group",
                "Declare the Group `marketing`, or write a team that is there, as `owner: group:<team>`.",
            ),
            id="like no other",
        ),
        pytest.param(
            ["owner: marketing", "system: shop"],
            finding(
                "marketing",
                "Group",
                "Declare the Group `marketing`, or write a team that is there, such as `owner: group:ledger`.",
            ),
            id="like no other, in a system that a team owns",
        ),
        pytest.param(
            ["owner: user:somebody"],
            finding(
                "user:somebody",
                "User",
                "Declare the User `somebody`, or write a team that is there, as `owner: group:<team>`.",
            ),
            id="a person who is not there",
        ),
    ],
)
def test_finds_owners_that_are_not_there(catalog_of, spec, found):
    """An owner that leads to no Group or User is wrong, and the nearest team is proposed."""
    catalog = catalog_of({"x.yaml": a("Component billing", *spec), "teams.yaml": TEAMS})

    assert printed(owner_unknown, catalog) == found


@pytest.mark.parametrize(
    ("spec", "write", "evidence"),
    [
        pytest.param(
            "owner: paymnets",
            "owner: group:payments",
            "group:default/payments is declared at teams.yaml:1:1.",
            id="named",
        ),
        pytest.param("owner: marketing", "", None, id="no guess"),
    ],
)
def test_proposes_a_line_only_where_the_name_points_to_it(catalog_of, spec, write, evidence):
    """A near name is a line to copy, with the place of that team."""
    catalog = catalog_of({"x.yaml": a("Component billing", spec), "teams.yaml": TEAMS})
    (found,) = owner_unknown.check(catalog, DEFAULT)

    assert found.write == write
    assert found.evidence == ((evidence,) if evidence else ())


def test_is_no_error_where_no_team_is_declared(catalog_of):
    """One service's repository, checked by itself, has nothing to compare with: a gap, that says so."""
    catalog = catalog_of({"x.yaml": a("Component billing", "owner: payments")})
    (found,) = owner_unknown.check(catalog, DEFAULT)

    assert str(found) == (
        "x.yaml:6:3: gap: billing names the owner `payments`, and the catalog has no such Group. "
        "Declare the Group `payments`, or check this together with the files that do. [owner-unknown]"
    )
    assert found.evidence == ("The catalog holds no Group at all.",)


def test_names_the_namespace_of_what_to_declare(catalog_of):
    """An owner of another namespace is proposed for declaration with it."""
    text = a("Component billing", "owner: group:retail/checkout")

    [finding] = printed(owner_unknown, catalog_of({"x.yaml": text}))

    assert "Declare the Group `retail/checkout`" in finding
