"""A team that owns something important is more than one person."""

import pytest

from app.rules import team_of_one
from tests.texts import a, all_of, person, printed, team

FOUND = (
    "x.yaml:1:1: gap: payments has one member, `user:{}`, and owns billing (tier 2). "
    "Write its other people under `members`, or let a larger team own this. [team-of-one]"
)
TIER_2 = a("Component billing", "owner: payments", "tier: 2")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            all_of(team("payments"), TIER_2, person("kim", "payments")), ["kim"], id="a person names the team"
        ),
        pytest.param(all_of(team("payments", "members: [kim]"), TIER_2), ["kim"], id="the team names a person"),
        pytest.param(
            all_of(team("payments", "members: [kim]"), TIER_2, person("kim", "payments")),
            ["kim"],
            id="both say the same",
        ),
        pytest.param(
            all_of(team("payments", "members: [lee]"), TIER_2, person("kim", "payments")),
            [],
            id="both say different: two",
        ),
        pytest.param(
            all_of(team("payments"), TIER_2, person("kim", "ledger")), [], id="none is another rule's business"
        ),
        pytest.param(
            all_of(team("payments", "members: [kim]"), a("Component billing", "owner: payments", "tier: 4")),
            [],
            id="tier 4 is not watched",
        ),
    ],
)
def test_finds_owning_teams_of_one_person(catalog_of, text, found):
    """A team with one member that owns something of tier 1 or 2 is a gap, told at the team."""
    assert printed(team_of_one, catalog_of({"x.yaml": text})) == [FOUND.format(name) for name in found]
