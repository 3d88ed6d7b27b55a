"""No one thing takes down most of what matters."""

import pytest

from app.policy import Policy
from app.rules import single_point
from tests.texts import a, all_of, printed


def callers(number: int, *needs: str, of: int = 10, field: str = "dependsOn") -> str:
    """So many components of tier 1 that need something, and others that do not."""
    return all_of(
        *(
            a(f"Component t{each}", f"{field}: [{', '.join(needs) if each < number else ''}]", "tier: 1")
            for each in range(of)
        )
    )


def found(name: str, hit: str = "6 of 10", line: int = 1, circle: str = "") -> str:
    """What is found."""
    return (
        f"x.yaml:{line}:1: advice: {name} takes {hit} tier 1 components down if it fails{circle}. Say in "
        "`dependencyDetails` which can do without it for a while, or waive this with a reason and a day. [single-point]"
    )


X = a("Component x", "tier: 2")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(all_of(X, callers(6, "component:x")), [found("x")], id="more than half"),
        pytest.param(all_of(X, callers(5, "component:x")), [], id="half"),
        pytest.param(all_of(X, callers(9, "component:x", of=9)), [], id="too few to judge by"),
        pytest.param(
            all_of(a("Component x", "tier: 1"), callers(6, "component:x")), [found("x")], id="itself is not counted"
        ),
        pytest.param(
            all_of(X, a("Component m", "dependsOn: [component:x]"), callers(6, "component:x", "component:m")),
            [found("m", line=8), found("x")],
            id="two that each take down as many, not one through the other",
        ),
        pytest.param(
            all_of(X, a("Component m", "dependsOn: [component:x]"), callers(6, "component:m")),
            [found("m", line=8)],
            id="what stands behind it is not told again",
        ),
        pytest.param(
            all_of(X + "  providesApis: [p]\n", a("API p"), callers(6, "p", field="consumesApis")),
            [found("x")],
            id="through an API, which is not told",
        ),
        pytest.param(
            all_of(
                a("Resource db", "type: database"),
                a("Component x", "providesApis: [p]", "dependsOn: [resource:db]"),
                a("API p"),
                callers(6, "p", field="consumesApis"),
            ),
            [found("x", line=8)],
            id="nor what stands behind the provider",
        ),
        pytest.param(
            all_of(
                a("Component x", "dependsOn: [component:y]"),
                a("Component y", "dependsOn: [component:x]"),
                callers(6, "component:y"),
            ),
            [found("x", circle=" with y, in a circle")],
            id="a circle is told once",
        ),
        pytest.param(callers(6, "component:ghost"), [], id="what nobody declares"),
    ],
)
def test_finds_what_takes_most_of_tier_1_down(catalog_of, text, told):
    """A thing with which more than half of tier 1 stops is told once, where the ways to it come together."""
    assert sorted(printed(single_point, catalog_of({"x.yaml": text}))) == sorted(told)


def test_what_is_soft_does_not_stop(catalog_of):
    """A caller that can do without it is not counted."""
    text = all_of(X, callers(6, "component:x")).replace(
        "{name: t0}\nspec:\n", "{name: t0}\nspec:\n  dependencyDetails: {component:x: {criticality: soft}}\n"
    )

    assert printed(single_point, catalog_of(text)) == []


def test_the_policy_says_how_many_are_too_many(catalog_of):
    """Both the share and the least number to judge by are the organisation's to say."""
    catalog = catalog_of({"x.yaml": all_of(X, callers(2, "component:x", of=4))})

    assert printed(single_point, catalog, Policy(numbers={"single-point.share": 0.4})) == []
    assert printed(single_point, catalog, Policy(numbers={"single-point.share": 0.4, "single-point.least": 4})) == [
        found("x", "2 of 4")
    ]


def test_says_what_rests_on_the_default(catalog_of):
    """The evidence counts the needs that nobody wrote down to be hard."""
    (told,) = single_point.check(catalog_of(all_of(X, callers(6, "component:x"))), Policy())

    assert told.evidence == ("6 such needs lead straight to it; 6 of them rest on the default.",)
