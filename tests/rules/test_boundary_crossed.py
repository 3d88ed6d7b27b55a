"""A system is used through its APIs."""

import pytest

from app.rules import boundary_crossed
from tests.texts import a, all_of, printed, team

SERVICE = "type: service"
DOOR = a("Component door", "system: money", "providesApis: [p]")
API = a("API p")
TO_B = a("Component a", "dependsOn: [component:b]", "system: sales")


def crossed(target: str, ways: str = "Go through `api:p`, or ask for an API of {0}.") -> str:
    """What is found."""
    return (
        f"x.yaml:6:15: advice: a depends on {target}, inside the system money, which others reach through p. "
        f"{ways.format(target)} [boundary-crossed]"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            all_of(TO_B, a("Component b", "system: money", "providesApis: [p]"), API),
            [crossed("b", "Consume `api:p` in place of it.")],
            id="past the API of the same component",
        ),
        pytest.param(
            all_of(TO_B, a("Component b", SERVICE, "system: money"), DOOR, API),
            [crossed("b")],
            id="into a service behind the APIs of others",
        ),
        pytest.param(
            all_of(
                TO_B.replace("component:b", "resource:b"), a("Resource b", "type: database", "system: money"), DOOR, API
            ),
            [crossed("b")],
            id="into a data store",
        ),
        pytest.param(
            all_of(TO_B + "  consumesApis: [p]\n", a("Component b", "system: money", "providesApis: [p]"), API),
            [],
            id="the API as well",
        ),
        pytest.param(all_of(TO_B, a("Component b", "type: library", "system: money"), DOOR, API), [], id="a library"),
        pytest.param(
            all_of(
                TO_B.replace("component:b", "resource:b"), a("Resource b", "type: topic", "system: money"), DOOR, API
            ),
            [],
            id="a topic",
        ),
        pytest.param(all_of(TO_B, a("Component b", SERVICE, "system: sales"), DOOR, API), [], id="the same system"),
        pytest.param(all_of(TO_B, a("Component b", SERVICE), DOOR, API), [], id="no system"),
        pytest.param(all_of(TO_B, a("Component b", SERVICE, "system: money")), [], id="a system without APIs"),
        pytest.param(all_of(TO_B, DOOR, API), [], id="what nobody declares"),
    ],
)
def test_finds_what_goes_inside(catalog_of, text, found):
    """A need that leads inside another system with APIs is told, with the APIs to go through."""
    assert printed(boundary_crossed, catalog_of({"x.yaml": text})) == found


def test_leaves_to_store_bypass_what_that_finds(catalog_of):
    """A read of another team's data store is told once."""
    text = all_of(
        a(
            "Component a",
            "dependsOn: [resource:db]",
            "system: sales",
            "owner: blue",
            "dependencyDetails: {resource:db: {access: read}}",
        ),
        a("Resource db", "type: database", "owner: red", "system: money"),
        a("Component door", "owner: red", "system: money", "providesApis: [p]", "dependsOn: [resource:db]"),
        API,
        team("red"),
        team("blue"),
    )

    assert printed(boundary_crossed, catalog_of(text)) == []
    assert len(printed(boundary_crossed, catalog_of(text.replace("access: read", "access: write")))) == 1
