"""What matters most rests on nothing that matters less."""

import pytest

from app.policy import DEFAULT
from app.rules import tier_inversion
from tests.texts import a, all_of, printed

LOW = a("Component low", "tier: 3")


def of_tier(name: str, tier: int, *needs: str, details: str = "") -> str:
    """A component of a tier and what it needs, at line 6."""
    more = (f"dependencyDetails: {{{details}}}",) if details else ()
    return a(f"Component {name}", f"dependsOn: [{', '.join(needs)}]", f"tier: {tier}", *more)


def resting(name: str, through: str = "low", tier: int = 1) -> str:
    """What is found on something that rests on `low`."""
    hop = "" if through == "low" else f", through {through.rpartition(':')[2]}"
    first = through if ":" in through else f"component:{through}"
    return (
        f"x.yaml:6:15: gap: {name} has tier {tier} and cannot do without low, which has 3{hop}. Give low tier {tier}, "
        f"or say in `dependencyDetails` that `{first}` is needed softly or asynchronously. [tier-inversion]"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(all_of(of_tier("a", 1, "component:low"), LOW), [resting("a")], id="directly"),
        pytest.param(
            all_of(of_tier("a", 1, "component:m"), a("Component m", "dependsOn: [component:low]"), LOW),
            [resting("a", "m")],
            id="through what has no tier",
        ),
        pytest.param(
            all_of(of_tier("a", 1, "api:p"), a("API p"), a("Component low", "providesApis: [p]", "tier: 3")),
            [resting("a", "api:p")],
            id="through an API and what provides it",
        ),
        pytest.param(
            all_of(of_tier("a", 1, "component:low", details="component:low: {criticality: soft}"), LOW), [], id="softly"
        ),
        pytest.param(
            all_of(of_tier("a", 1, "component:low", details="component:low: {mode: async}"), LOW),
            [],
            id="asynchronously",
        ),
        pytest.param(all_of(of_tier("a", 3, "component:low"), LOW), [], id="the same tier"),
        pytest.param(all_of(of_tier("a", 4, "component:low"), LOW), [], id="a higher one"),
        pytest.param(all_of(a("Component a", "dependsOn: [component:low]"), LOW), [], id="who has none"),
        pytest.param(all_of(of_tier("a", 1, "component:low"), a("Component low")), [], id="what has none"),
        pytest.param(of_tier("a", 1, "component:low"), [], id="what nobody declares"),
        pytest.param(
            all_of(of_tier("b", 1, "component:low"), of_tier("a", 1, "component:b"), LOW),
            [resting("b")],
            id="found where it begins, and not again in what rests on that",
        ),
        pytest.param(
            all_of(
                of_tier("a", 1, "component:m", "component:n"),
                a("Component m", "dependsOn: [component:low]"),
                a("Component n", "dependsOn: [component:low]"),
                LOW,
            ),
            [resting("a", "m")],
            id="once for each lower thing, whatever leads there",
        ),
        pytest.param(
            all_of(
                of_tier("a", 1, "component:m"),
                a("Component m", "dependsOn: [component:n]"),
                a("Component n", "dependsOn: [component:m, component:low]"),
                LOW,
            ),
            [resting("a", "m")],
            id="out of a circle",
        ),
    ],
)
def test_finds_what_rests_on_a_lower_tier(catalog_of, text, found):
    """A need that stops a thing with one of a lower tier is a gap, told at the need by which the way begins."""
    assert printed(tier_inversion, catalog_of({"x.yaml": text})) == found


def test_shows_the_way_and_what_rests_on_the_default(catalog_of):
    """The evidence has each step, and says which of them nobody wrote down to be hard."""
    text = all_of(
        of_tier("a", 1, "component:m", details="component:m: {criticality: hard, mode: sync}"),
        a("Component m", "dependsOn: [component:low]"),
        LOW,
    )
    (found,) = tier_inversion.check(catalog_of(text), DEFAULT)

    assert found.evidence == (
        "The way is `component:a` → `component:m` → `component:low`.",
        "`component:m` does not say how it needs `component:low`, so it counts as hard and synchronous.",
    )


def test_cuts_a_long_way_short(catalog_of):
    """Of a way through many things the first are shown, and its end."""
    steps = [a(f"Component m{number}", f"dependsOn: [component:m{number + 1}]") for number in range(9)]
    text = all_of(of_tier("a", 1, "component:m0"), *steps, a("Component m9", "tier: 3"))
    (found,) = tier_inversion.check(catalog_of(text), DEFAULT)

    assert found.evidence[0] == (
        "The way is `component:a` → `component:m0` → `component:m1` → `component:m2` → `component:m3` → "
        "`component:m4` → … → `component:m9`."
    )
