"""Nobody promises to be up more often than what they need."""

import pytest

from app.policy import DEFAULT
from app.rules import slo_incoherent
from tests.texts import a, all_of, printed

A = a("Component a", "slo: 99.9", "dependsOn: [component:x, resource:db]")
X = a("Component x", "slo: 99.9")
DB = a("Resource db", "slo: {availability: 99.9}")


def broken(most: str, who: str, promised: str = "99.9", place: str = "6:3") -> str:
    """What is found."""
    return (
        f"c.yaml:{place}: gap: a promises {promised} %, and what it cannot do without leaves {most} %: {who}. Promise "
        f"{most} % or less, say which of its needs are soft, or have their owners promise more. [slo-incoherent]"
    )


def evidence(catalog, name: str = "a") -> tuple[str, ...]:
    """What a finding about a component rests on."""
    return next(each.evidence for each in slo_incoherent.check(catalog, DEFAULT) if each.ref.name == name)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(all_of(A, X, DB), [broken("99.8", "x (99.9 %) and db (99.9 %)")], id="two needs"),
        pytest.param(all_of(A.replace("99.9", "99.8"), X, DB), [], id="what they allow"),
        pytest.param(all_of(A, X), [], id="one need that promises as much"),
        pytest.param(
            all_of(A.replace("slo: 99.9", "slo: {availability: 99.99}"), X),
            [broken("99.9", "x (99.9 %)", "99.99", "6:9")],
            id="one need that promises less",
        ),
        pytest.param(all_of(A.replace("99.9", "{latencyMs: 20}"), X, DB), [], id="it promises something else"),
        pytest.param(all_of(A, a("Component x"), a("Resource db")), [], id="they promise nothing"),
        pytest.param(
            all_of(A + "  dependencyDetails: {component:x: {criticality: soft}, resource:db: {mode: async}}\n", X, DB),
            [],
            id="needed softly, and asynchronously",
        ),
        pytest.param(
            all_of(
                a("Component a", "slo: 99.9", "consumesApis: [p]", "dependsOn: [component:x]"),
                a("API p", "slo: 99.9"),
                X + "  providesApis: [p]\n",
            ),
            [],
            id="an API and its provider count once",
        ),
        pytest.param(
            all_of(
                a("Component a", "slo: 99.9", "consumesApis: [p]"),
                a("API p"),
                a("Component x", "slo: 99.5", "providesApis: [p]"),
            ),
            [broken("99.5", "x (99.5 %, through p)")],
            id="an API without a promise has its provider's",
        ),
        pytest.param(
            all_of(
                a("Component a", "slo: 99.9", "consumesApis: [p, q]"),
                a("API p", "slo: 99.7"),
                a("API q", "slo: 99.8"),
                a("Component x", "slo: 99.99", "providesApis: [p, q]"),
            ),
            [broken("99.7", "x (99.7 %, through p)")],
            id="two APIs of one provider count as the lower",
        ),
        pytest.param(
            all_of(
                a("Component a", "slo: 99.9", "consumesApis: [p]"),
                a("API p"),
                a("Component x", "slo: 99.5", "providesApis: [p]"),
                a("Component y", "slo: 99.5", "providesApis: [p]"),
            ),
            [broken("99", "x (99.5 %, through p) and y (99.5 %, through p)")],
            id="an API of several providers cannot do without any of them",
        ),
        pytest.param(
            all_of(
                a("Component a", "slo: 99.9", "dependsOn: [component:m]"),
                a("Component m", "consumesApis: [p]", "dependsOn: [component:n]"),
                a("Component n", "dependsOn: [resource:db]"),
                a("API p"),
                a("Component x", "slo: 99.5", "providesApis: [p]"),
                DB,
            ),
            [broken("99.4", "x (99.5 %, through m) and db (99.9 %, through m)")],
            id="what promises nothing hands on what it needs",
        ),
        pytest.param(
            all_of(
                a("Component a", "slo: 99.9", "dependsOn: [component:m]"),
                a("Component m", "slo: 99.99", "dependsOn: [component:x]"),
                a("Component x", "slo: 99"),
            ),
            [],
            id="what promises too much is found itself, and covers what is behind it",
        ),
        pytest.param(
            all_of(a("Component a", "slo: 99.9", "dependsOn: [pet:x]"), a("Pet x", "slo: 10")),
            [],
            id="what is no component, resource or API promises nothing",
        ),
        pytest.param(
            all_of(a("Component a", "slo: 99.998", "dependsOn: [component:x]"), a("Component x", "slo: 99.997")),
            [broken("99.997", "x (99.997 %)", "99.998")],
            id="as many digits as it takes",
        ),
        pytest.param(
            all_of(a("Component a", "slo: 100", "dependsOn: [component:x]"), a("Component x", "slo: 100")),
            [],
            id="always",
        ),
    ],
)
def test_finds_promises_that_cannot_be_kept(catalog_of, text, found):
    """A promise above the product of its needs' promises is a gap, told at the promise with what can be reached."""
    assert [line for line in printed(slo_incoherent, catalog_of({"c.yaml": text})) if ": a promises" in line] == found


def test_an_api_promises_no_more_than_its_provider(catalog_of):
    """An API cannot do without the component that provides it."""
    text = all_of(a("API a", "slo: 99.99"), a("Component x", "slo: 99.9", "providesApis: [a]"))

    assert printed(slo_incoherent, catalog_of({"c.yaml": text})) == [broken("99.9", "x (99.9 %)", "99.99")]


def test_says_what_it_left_out_and_what_rests_on_the_default(catalog_of):
    """The evidence counts what promises nothing, and names needs that nobody wrote down to be hard."""
    text = all_of(a("Component a", "slo: 99.9", "dependsOn: [component:x, component:y]"), a("Component x", "slo: 99"))

    assert evidence(catalog_of(text)) == (
        "Were x needed softly, nothing would be in the way.",
        "1 more of what it cannot do without leads to no promise.",
        "`component:a` does not say how it needs `component:x`, so it counts as hard and synchronous.",
        "`component:a` does not say how it needs `component:y`, so it counts as hard and synchronous.",
    )


def test_says_which_need_gains_most_when_it_is_soft(catalog_of):
    """The evidence names the need of its own whose softening leaves most, and what that is."""
    details = "dependencyDetails: {component:m: {criticality: hard, mode: sync}, resource:db: {criticality: hard}}"
    text = all_of(
        a("Component a", "slo: 99.9", "dependsOn: [component:m, resource:db]", details),
        a("Component m", "dependsOn: [component:x]"),
        a("Component x", "slo: 99.5"),
        DB.replace("99.9", "99.8"),
    )

    assert evidence(catalog_of(text)) == (
        "Were m needed softly, 99.8 % would be left.",
        "`component:a` does not say how it needs `resource:db`, so it counts as hard and synchronous.",
        "`component:m` does not say how it needs `component:x`, so it counts as hard and synchronous.",
    )
