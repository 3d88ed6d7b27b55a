from app.entities import Ref
from app.questions import facets, teams
from app.questions.listing import Wanted

SHOP = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: shop}
spec: {type: website, lifecycle: production, owner: sales, tier: 2}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: basket}
spec: {type: service, lifecycle: experimental, owner: sales, tier: 1}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: old}
spec: {type: service, lifecycle: production, owner: gone}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: sales}
spec: {type: team, children: []}
"""


def test_a_list_divides_by_owner_tier_lifecycle_and_type(look):
    """Each value is counted, most first, tiers in their order; what names none counts under nothing."""
    with look(SHOP) as session:
        found = facets.of(session, "entities")

    assert [(owner.ref.short if owner else "", number) for owner, number in found.owners] == [
        ("group:sales", 2),
        ("group:gone", 1),
        ("", 1),
    ]
    assert found.tiers == ((1, 1), (2, 1), (None, 2))
    assert dict(found.lifecycles) == {"production": 2, "experimental": 1, "": 1}
    assert dict(found.types) == {"service": 2, "team": 1, "website": 1}


def test_a_filter_narrows_the_others_and_not_itself(look):
    """The numbers beside a set filter stay, so that another value can be chosen; the others shrink."""
    with look(SHOP) as session:
        found = facets.of(session, "components", Wanted(lifecycle="production"))

    assert dict(found.lifecycles) == {"production": 2, "experimental": 1}
    assert dict(found.types) == {"service": 1, "website": 1}


def test_the_teams_are_known(look):
    """Every team, and nothing else."""
    with look(SHOP) as session:
        assert [team.ref for team in teams.known(session)] == [Ref.parse("group:sales")]
