"""How far teams have come, asked over HTTP."""

import pytest

from tests.api.errors import error

PATH = "/api/scorecards"


def test_it_works(client):
    """Levels are counted, and each team comes with what to mend next."""
    found = client.get(PATH).get_json()

    assert [level["name"] for level in found["levels"]] == ["", "bronze", "silver", "gold"]
    silent = next(card for card in found["teams"] if card["team"]["ref"] == "group:default/silent")
    assert (silent["reached"], silent["level"], silent["ahead"]) == (1, "bronze", "silver")
    assert silent["next"]["code"] == "team-unreachable"
    assert found["total"] == len(found["teams"]) == sum(level["teams"] for level in found["levels"])


def test_one_team(client):
    """One team comes alone, with the levels of what it owns."""
    found = client.get(f"{PATH}?team=silent").get_json()

    assert [card["team"]["ref"] for card in found["teams"]] == ["group:default/silent"]
    assert sum(level["entities"] for level in found["levels"]) == 1


def test_as_a_table(client):
    """As CSV each team is a line, what comes next empty at the top."""
    lines = client.get(f"{PATH}?format=csv").get_data(as_text=True).splitlines()

    assert lines[0].startswith('"team","reached","level","ahead"')
    assert len(lines) == 1 + client.get(PATH).get_json()["total"]


@pytest.mark.parametrize("query", ["page=0", "size=501", "team=a:b:/", "teams=x"])
def test_bad_queries(client, query):
    """What cannot be meant is refused."""
    error(client.get(f"{PATH}?{query}"), 400)
