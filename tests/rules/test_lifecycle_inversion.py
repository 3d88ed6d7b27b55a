"""What others rely on rests on nothing that may be gone tomorrow."""

import pytest

from app.rules import lifecycle_inversion
from tests.texts import a, all_of, printed, team


def live(*spec: str, lifecycle: str = "production") -> str:
    """A component that needs `x`, at line 6."""
    return a("Component a", "dependsOn: [component:x]", f"lifecycle: {lifecycle}", *spec)


def other(*spec: str) -> str:
    """What it needs."""
    return a("Component x", *spec)


PROVIDED = (
    "c.yaml:13:18: gap: p is in production and is provided by x, which is experimental. Give p the same lifecycle, or "
    "provide it by something in production. [lifecycle-inversion]"
)
SOFT = "dependencyDetails: {component:x: {criticality: soft}}"
ASYNC = "dependencyDetails: {component:x: {criticality: hard, mode: async}}"


def passing(stage: str, move: str = "something that stays") -> str:
    """What is found on something that needs what may go."""
    return (
        f"c.yaml:6:15: gap: a is in production and cannot do without x, which is {stage}. Move to {move}, or say in "
        "`dependencyDetails` that it is needed softly. [lifecycle-inversion]"
    )


def leaving(when: str, agree: str = "correct its `sunset`", move: str = "something that stays") -> str:
    """What is found on something that needs what goes."""
    return f"c.yaml:6:15: gap: a needs x, which {when}. Move to {move}, or {agree}. [lifecycle-inversion]"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(all_of(live(), other("lifecycle: Deprecated")), [passing("deprecated")], id="deprecated"),
        pytest.param(all_of(live(), other("lifecycle: experimental")), [passing("experimental")], id="experimental"),
        pytest.param(all_of(live(ASYNC), other("lifecycle: deprecated")), [passing("deprecated")], id="hard but later"),
        pytest.param(all_of(live(SOFT), other("lifecycle: deprecated")), [], id="softly"),
        pytest.param(all_of(live(), other("lifecycle: production")), [], id="in production"),
        pytest.param(all_of(live(), other()), [], id="does not say"),
        pytest.param(all_of(live(lifecycle="experimental"), other("lifecycle: deprecated")), [], id="not relied upon"),
        pytest.param(
            all_of(live(), other("lifecycle: deprecated"), a("Component y", "replaces: [component:x]")),
            [passing("deprecated", "`component:y`, which replaces it")],
            id="something replaces it",
        ),
        pytest.param(
            all_of(
                live(),
                other("lifecycle: deprecated"),
                a("Component y", "replaces: [x]"),
                a("Component z", "replaces: [x]"),
            ),
            [passing("deprecated", "what replaces it (`component:y` or `component:z`)")],
            id="several things replace it",
        ),
        pytest.param(
            all_of(
                a("API p", "lifecycle: production"), a("Component x", "providesApis: [p]", "lifecycle: experimental")
            ),
            [PROVIDED],
            id="an API and its provider",
        ),
        pytest.param(
            all_of(live(), other("sunset: 2026-12-05")), [leaving("goes on 2026-12-05, in 12 days")], id="days are left"
        ),
        pytest.param(
            all_of(live(), other("sunset: 2026-11-24")), [leaving("goes on 2026-11-24, in 1 day")], id="a day is left"
        ),
        pytest.param(all_of(live(), other("sunset: 2026-11-23")), [leaving("goes on 2026-11-23, today")], id="today"),
        pytest.param(
            all_of(live(), other("sunset: 2026-11-20")), [leaving("was to go on 2026-11-20, 3 days ago")], id="past"
        ),
        pytest.param(
            all_of(live(SOFT, lifecycle="experimental"), other("sunset: 2026-12-05", "lifecycle: deprecated")),
            [leaving("goes on 2026-12-05, in 12 days")],
            id="told however softly, and once",
        ),
        pytest.param(
            all_of(live(), other("sunset: 2026-12-05", "owner: red"), team("red")),
            [leaving("goes on 2026-12-05, in 12 days", "agree on a later `sunset` with red")],
            id="somebody to agree with",
        ),
        pytest.param(
            all_of(live("sunset: 2026-12-05"), other("sunset: 2026-12-05", "lifecycle: deprecated")),
            [],
            id="goes at the same time",
        ),
        pytest.param(
            all_of(live("sunset: 2026-12-06"), other("sunset: 2026-12-05")),
            [leaving("goes on 2026-12-05, in 12 days")],
            id="goes later",
        ),
        pytest.param(
            all_of(
                a("Component a", "dependsOn: [pet:x]", "lifecycle: production"),
                a("Pet x", "sunset: soon", "lifecycle: deprecated"),
            ),
            [passing("deprecated")],
            id="a day that is none",
        ),
    ],
)
def test_finds_needs_of_what_may_go_or_will(catalog_of, text, found):
    """Production rests on nothing that may go; whoever needs what has a day is told how many are left."""
    assert printed(lifecycle_inversion, catalog_of({"c.yaml": text})) == found


def test_one_need_said_twice_is_told_once(catalog_of):
    """An API that is consumed, and depended on as well, has one finding."""
    needing = a("Component a", "consumesApis: [p]", "dependsOn: [api:p]", "lifecycle: production")

    assert len(printed(lifecycle_inversion, catalog_of(all_of(needing, a("API p", "lifecycle: deprecated"))))) == 1
