"""A system is used through its APIs."""

import pytest

from app.rules import boundary_crossed
from tests.texts import a, all_of, printed, team

B = a("Component b", "system: money", "providesApis: [p]")
DB = a("Resource db", "type: database", "system: money")
DOOR = a("Component door", "system: money", "providesApis: [p]", "dependsOn: [resource:db]")
API = a("API p")
TO_B = a("Component a", "dependsOn: [component:b]", "system: sales")
TO_DB = TO_B.replace("component:b", "resource:db")


def crossed(target: str) -> str:
    """What is found."""
    return (
        f"x.yaml:6:15: advice: a depends on {target}, inside the system money, which others reach through p. "
        "Consume `api:p` in place of it. [boundary-crossed]"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(all_of(TO_B, B, API), [crossed("b")], id="past the API of a component"),
        pytest.param(all_of(TO_DB, DB, DOOR, API), [crossed("db")], id="past the API to a data store"),
        pytest.param(all_of(TO_B + "  consumesApis: [p]\n", B, API), [], id="through the API as well"),
        pytest.param(all_of(TO_B.replace("sales", "money"), B, API), [], id="the same system"),
        pytest.param(all_of(a("Component a", "dependsOn: [component:b]"), B, API), [], id="it names no system"),
        pytest.param(all_of(TO_B, B.replace("system: money", "tier: 1"), API), [], id="the other names no system"),
        pytest.param(all_of(TO_B, B), [], id="the API is not declared"),
        pytest.param(
            all_of(TO_B, a("Component b", "type: service", "system: money"), DOOR, API), [], id="it offers no API"
        ),
        pytest.param(
            all_of(TO_DB, DB, DOOR.replace("resource:db", "resource:x"), API), [], id="the API leads somewhere else"
        ),
        pytest.param(all_of(TO_DB, DB, DOOR.replace("money", "other"), API), [], id="the API is none of that system"),
        pytest.param(all_of(TO_DB, DB.replace("database", "topic"), DOOR, API), [], id="a topic"),
        pytest.param(all_of(TO_B, API), [], id="what nobody declares"),
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
