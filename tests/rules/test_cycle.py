"""Nothing needs itself through others."""

import pytest

from app.policy import DEFAULT
from app.rules import cycle
from tests.texts import a, all_of, printed, team

SOFT = "dependencyDetails: {component:b: {criticality: soft}}"
ASYNC = "dependencyDetails: {component:b: {mode: async}}"


def needing(name: str, *needs: str, also: str = "", owner: str = "") -> str:
    """A component and what it depends on."""
    more = [line for line in (f"owner: {owner}" if owner else "", also) if line]
    return a(f"Component {name}", f"dependsOn: [{', '.join(needs)}]", *more)


def circle(
    who: str, source: str, target: str, across: str = "", left: str = "no circle is left", place: str = "6:15"
) -> str:
    """What is found."""
    return (
        f"x.yaml:{place}: gap: {who} need each other in a circle{across}. Make `{source}` need `{target}` softly or "
        f"asynchronously, and say so there in `dependencyDetails`; then {left}. [cycle]"
    )


PAIR = all_of(needing("a", "component:b"), needing("b", "component:a"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            PAIR,
            [circle("a and b", "component:a", "component:b")],
            id="two",
        ),
        pytest.param(
            all_of(needing("a", "component:b", also=SOFT), needing("b", "component:a")), [], id="one need soft"
        ),
        pytest.param(
            all_of(needing("a", "component:b", also=ASYNC), needing("b", "component:a")), [], id="one need asynchronous"
        ),
        pytest.param(all_of(needing("a", "component:b"), needing("b")), [], id="one way"),
        pytest.param(needing("a", "component:a"), [], id="itself"),
        pytest.param(
            all_of(
                needing("a", "component:b", owner="red"),
                needing("b", "component:c", owner="blue"),
                needing("c", "component:a", owner="red"),
                needing("d", "component:a"),
                team("red"),
                team("blue"),
            ),
            [circle("a, b and c", "component:a", "component:b", across=", across the teams blue and red")],
            id="three of two teams, and who stands outside",
        ),
        pytest.param(
            all_of(needing("a", "component:b", owner="red"), needing("b", "component:a", owner="red"), team("red")),
            [circle("a and b", "component:a", "component:b", across=", all of the team red")],
            id="one team",
        ),
        pytest.param(
            all_of(
                a("Component a", "consumesApis: [p]"),
                a("API p"),
                a("Component b", "providesApis: [p]", "dependsOn: [component:a]"),
            ),
            [circle("a and b", "component:a", "api:p", place="6:18")],
            id="through an API",
        ),
        pytest.param(
            all_of(a("Component a", "consumesApis: [p]", "providesApis: [p]"), a("API p")), [], id="its own API"
        ),
        pytest.param(
            all_of(
                needing("a", "component:b", "component:c"), needing("b", "component:a"), needing("c", "component:a")
            ),
            [circle("a, b and c", "component:a", "component:b", left="2 of them still are in circles")],
            id="two circles on one thing are one group",
        ),
        pytest.param(
            all_of(
                needing("a", "component:ghost"),
                a("Component b", "dependencyOf: [component:ghost]", "dependsOn: [component:a]"),
            ),
            [circle("a, b and ghost", "component:a", "component:ghost")],
            id="through a name that nobody declares",
        ),
    ],
)
def test_finds_a_group_once(catalog_of, text, found):
    """Each group has one finding, at the need of its first member, with the cheapest need to give up."""
    assert printed(cycle, catalog_of({"x.yaml": text})) == found


def test_shows_a_way_round_and_what_rests_on_the_default(catalog_of):
    """The evidence is a shortest circle, and the needs that nobody wrote down to be hard."""
    (found,) = cycle.check(catalog_of(PAIR), DEFAULT)

    assert found.evidence == (
        "One way round is `component:a` → `component:b` → `component:a`; the needs between them are 2 in all.",
        "`component:a` does not say how it needs `component:b`, so it counts as hard and synchronous.",
        "`component:b` does not say how it needs `component:a`, so it counts as hard and synchronous.",
    )
