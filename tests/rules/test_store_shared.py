"""One team writes a data store."""

import pytest

from app.rules import store_shared
from tests.texts import a, all_of, printed, team

DB = a("Resource db", "type: database", "owner: red")
FOUND = (
    "x.yaml:1:1: gap: db is written by services of 2 teams: b of blue and a of red. {}, and the others ask "
    "its service. [store-shared]"
)
TEAMS = all_of(team("red"), team("blue"))


def using(name: str, owner: str, access: str, kind: str = "Component") -> str:
    """Something that uses the data store in this way."""
    details = f"dependencyDetails: {{resource:db: {{access: {access}}}}}"
    return a(f"{kind} {name}", f"owner: {owner}", "dependsOn: [resource:db]", details)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            all_of(DB, using("a", "red", "read-write"), using("b", "blue", "write"), TEAMS),
            [FOUND.format("Let red alone write it")],
            id="two teams",
        ),
        pytest.param(
            all_of(a("Resource db", "type: database"), using("a", "red", "write"), using("b", "blue", "write"), TEAMS),
            [FOUND.format("Let one of them alone write it and own it")],
            id="owned by neither",
        ),
        pytest.param(all_of(DB, using("a", "red", "write"), using("b", "red", "write"), TEAMS), [], id="one team"),
        pytest.param(
            all_of(DB, using("a", "red", "write"), using("b", "blue", "read"), TEAMS), [], id="the other reads"
        ),
        pytest.param(
            all_of(DB, using("a", "red", "write"), a("Component b", "owner: blue", "dependsOn: [resource:db]"), TEAMS),
            [],
            id="the other does not say",
        ),
        pytest.param(
            all_of(DB.replace("database", "topic"), using("a", "red", "write"), using("b", "blue", "write"), TEAMS),
            [],
            id="a topic is there to be written",
        ),
        pytest.param(
            all_of(DB.replace("database", "cdn"), using("a", "red", "write"), using("b", "blue", "write"), TEAMS),
            [],
            id="no data store",
        ),
        pytest.param(
            all_of(DB, using("a", "red", "write"), using("b", "bleu", "write"), TEAMS), [], id="a team nobody declares"
        ),
        pytest.param(
            all_of(DB, using("a", "red", "write"), using("b", "blue", "write")),
            [FOUND.format("Let red alone write it")],
            id="a catalog without any team leaves them to another system",
        ),
        pytest.param(
            all_of(DB, using("a", "red", "write"), using("b", "blue", "write", "Resource"), TEAMS),
            [],
            id="another resource is no service",
        ),
    ],
)
def test_finds_data_stores_of_several_teams(catalog_of, text, found):
    """A data store that components of two teams say they write is a gap, told at the data store."""
    assert printed(store_shared, catalog_of({"x.yaml": text})) == found
