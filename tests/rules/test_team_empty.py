"""A team that owns something important has people in it."""

import pytest

from app.policy import Policy
from app.rules import team_empty
from tests.texts import a, all_of, person, printed, team

FOUND = (
    "x.yaml:1:1: gap: payments has no members and owns {}. "
    "Write its people under `members`, or give what it owns to another team. [team-empty]"
)
SOMEBODY = person("jane", "ledger")
TIER_1 = a("Component billing", "owner: payments", "tier: 1")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(all_of(team("payments"), TIER_1, SOMEBODY), ["billing (tier 1)"], id="nobody"),
        pytest.param(
            all_of(team("payments"), TIER_1, a("Resource db", "owner: payments", "tier: 2"), SOMEBODY),
            ["billing (tier 1) and db (tier 2)"],
            id="owning several things",
        ),
        pytest.param(all_of(team("payments"), TIER_1, person("kim", "payments")), [], id="a person names the team"),
        pytest.param(
            all_of(team("payments", "members: [kim]"), TIER_1), [], id="the team names a person, declared or not"
        ),
        pytest.param(
            all_of(team("payments"), a("Component billing", "owner: payments", "tier: 3"), SOMEBODY),
            [],
            id="tier 3 is not watched",
        ),
        pytest.param(all_of(team("payments"), a("Component billing", "owner: payments"), SOMEBODY), [], id="no tier"),
        pytest.param(all_of(team("payments"), SOMEBODY), [], id="it owns nothing"),
        pytest.param(
            all_of(team("payments"), TIER_1, team("cards", "parent: payments", "members: [kim]")),
            ["billing (tier 1)"],
            id="members of the teams below do not count",
        ),
        pytest.param(all_of(team("payments"), TIER_1), [], id="a catalog that names no people at all"),
        pytest.param(
            all_of(team("payments"), TIER_1, team("ledger", "members: [kim]")),
            ["billing (tier 1)"],
            id="a catalog that names people in another team",
        ),
        pytest.param(
            all_of(team("payments"), *(a(f"API a{at}", "owner: payments", "tier: 1") for at in range(8)), SOMEBODY),
            ["a0 (tier 1), a1 (tier 1), a2 (tier 1), a3 (tier 1), a4 (tier 1) and 3 more"],
            id="more things than anyone reads",
        ),
    ],
)
def test_finds_owning_teams_without_people(catalog_of, text, found):
    """A team without a member that owns something of tier 1 or 2 is a gap, told at the team."""
    assert printed(team_empty, catalog_of({"x.yaml": text})) == [FOUND.format(stake) for stake in found]


def test_asks_the_tiers_that_demand_members(catalog_of):
    """Which tiers demand more than one head is the organisation's to say."""
    catalog = catalog_of(all_of(team("payments"), a("Component billing", "owner: payments", "tier: 3"), SOMEBODY))

    assert len(printed(team_empty, catalog, Policy(roles={3: frozenset(("members",))}))) == 1
