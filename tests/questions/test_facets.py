import pytest

from app.entities import Ref
from app.questions import facets, teams
from app.questions.listing import Wanted
from tests.questions import counting
from tests.questions.organisation import POLICY

SHOP = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: shop, tags: [go, web]}
spec: {type: website, lifecycle: production, owner: sales, tier: 2, system: store}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: basket, tags: [go]}
spec: {type: service, lifecycle: experimental, owner: sales, tier: 1, system: store}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: old}
spec: {type: service, lifecycle: production, owner: gone}
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: {name: store}
spec: {owner: sales}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: sales}
spec: {type: team, children: [], profile: {email: sales@example.org}}
"""
KEPT = {"catalog-info.yaml": SHOP, "policy.yaml": POLICY}
SALES, STORE, NEVER = (Ref.parse(each) for each in ("group:sales", "system:store", "group:never"))


def told(facet):
    """What a facet says, in its order: values with their numbers, how many have none, how many are not told."""
    return ([(each.value, each.number) for each in facet.values], facet.none, facet.more)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("kind", ([("component", 3), ("group", 1), ("system", 1)], 0, 0), id="kind"),
        pytest.param("type", ([("service", 2), ("team", 1), ("website", 1)], 1, 0), id="type"),
        pytest.param("owner", ([("group:sales", 3), ("group:gone", 1)], 1, 0), id="owner, also one that is gone"),
        pytest.param("system", ([("system:store", 2)], 3, 0), id="system"),
        pytest.param("lifecycle", ([("production", 2), ("experimental", 1)], 2, 0), id="lifecycle"),
        pytest.param("tier", ([("1", 1), ("2", 1)], 3, 0), id="tiers by their number"),
        pytest.param("tag", ([("go", 2), ("web", 1)], 0, 0), id="tag"),
        pytest.param("gap", ([("any", 1), ("owner-unknown", 1)], 4, 0), id="gap, any of them first"),
    ],
)
def test_a_list_divides(look, name, expected):
    """Each value is counted, most first; what has none is counted apart."""
    with look(KEPT) as session:
        found = facets.of(session, "entities")

    assert told(found[name]) == expected


@pytest.mark.parametrize(
    ("wanted", "name", "expected"),
    [
        pytest.param(
            Wanted(lifecycle="Production"), "lifecycle", [("production", 2), ("experimental", 1)], id="not itself"
        ),
        pytest.param(Wanted(lifecycle="production"), "type", [("service", 1), ("website", 1)], id="the others"),
        pytest.param(Wanted(lifecycle="production"), "owner", [("group:gone", 1), ("group:sales", 1)], id="owners"),
        pytest.param(Wanted(owner=SALES), "owner", [("group:sales", 2), ("group:gone", 1)], id="owners stay"),
        pytest.param(Wanted(owner=SALES), "tier", [("1", 1), ("2", 1)], id="by owner"),
        pytest.param(Wanted(system=STORE), "owner", [("group:sales", 2)], id="by system"),
        pytest.param(Wanted(tag="WEB"), "type", [("website", 1)], id="by tag"),
        pytest.param(Wanted(tag="web"), "tag", [("go", 2), ("web", 1)], id="tags stay"),
        pytest.param(Wanted(gap="owner-unknown"), "owner", [("group:gone", 1)], id="by gap"),
        pytest.param(Wanted(gap="any"), "tier", [], id="by any gap"),
        pytest.param(Wanted(without=frozenset(("tier",))), "owner", [("group:gone", 1)], id="by what it lacks"),
        pytest.param(Wanted(without=frozenset(("tier",))), "tier", [("1", 1), ("2", 1)], id="what it lacks stays"),
        pytest.param(Wanted(without=frozenset(("tag",))), "tier", [], id="without a tag"),
        pytest.param(Wanted(without=frozenset(("gap",))), "tier", [("1", 1), ("2", 1)], id="without a gap"),
        pytest.param(Wanted(text="bask"), "tier", [("1", 1)], id="by text"),
        pytest.param(Wanted(type="library"), "type", [("service", 2), ("website", 1), ("library", 0)], id="chosen"),
        pytest.param(Wanted(owner=NEVER), "owner", [("group:sales", 2), ("group:gone", 1)], id="met"),
    ],
)
def test_a_filter_narrows(look, wanted, name, expected):
    """A filter narrows the other facets and not its own, so that another value can be chosen."""
    with look(KEPT) as session:
        found = facets.of(session, "components", wanted)

    assert sorted(told(found[name])[0]) == sorted(expected)


def test_many_values(look):
    """The most frequent are told and the others counted; all are told where they are asked for, and what is chosen."""
    things = "\n---\n".join(
        "apiVersion: backstage.io/v1alpha1\nkind: Component\n"
        f"metadata: {{name: c{each}}}\nspec: {{type: service, owner: o{each % 20:02}}}"
        for each in range(25)
    )
    with look(things) as session:
        few = facets.of(session, "services")["owner"]
        many = facets.of(session, "services", whole="owner")["owner"]
        chosen = facets.of(session, "services", Wanted(owner=Ref.parse("group:o19")))["owner"]

    assert (len(few.values), few.more, {each.number for each in few.values[:5]}) == (facets.FEW, 12, {2})
    assert (len(many.values), many.more) == (20, 0)
    assert (chosen.values[-1].value, chosen.values[-1].number, chosen.more) == ("group:o19", 1, 11)


@pytest.mark.parametrize("number", [1, 40])
def test_queries_do_not_grow(look, number):
    """Eight questions whatever the length: four facets at once, owners, systems and their names, tags, and gaps."""
    text = "\n---\n".join(
        "apiVersion: backstage.io/v1alpha1\nkind: Component\n"
        f"metadata: {{name: c{each}}}\nspec: {{type: service, owner: o{each}, system: s{each}}}"
        for each in range(number)
    )
    with look(text) as session, counting.selects(session) as asked:
        facets.of(session, "services")

    assert len(asked) == 8


def test_the_teams_are_known(look):
    """Every team, and nothing else."""
    with look(KEPT) as session:
        assert [team.ref for team in teams.known(session)] == [SALES]
