"""What a team carries, beside the others."""

import pytest

from app.entities import Ref
from app.questions import load
from app.questions.load import Carried
from tests.questions import counting
from tests.questions.organisation import HEAD


def company(**teams) -> str:
    """Teams by name, each with so many people, and so many things of tier 1 and of none."""
    texts = []
    for name, (people, critical, others) in teams.items():
        members = ", ".join(f"{name}-{number}" for number in range(people))
        texts.append(
            f"kind: Group\nmetadata: {{name: {name}}}\nspec: {{type: team, children: [], members: [{members}]}}\n"
        )
        for number in range(critical + others):
            tier = ", tier: 1" if number < critical else ""
            spec = f"{{type: service, owner: {name}{tier}}}"
            texts.append(f"kind: Component\nmetadata: {{name: {name}-{number}}}\nspec: {spec}\n")
    return "---\n".join(HEAD + text for text in texts)


@pytest.mark.parametrize(
    ("teams", "expected"),
    [
        pytest.param({"a": (2, 1, 3)}, (Carried(4, 1, 2), 2.0, 2.0, 1), id="alone it is the middle"),
        pytest.param({"a": (1, 0, 4), "b": (2, 0, 2), "c": (1, 0, 2)}, (Carried(4, 0, 1), 4.0, 2.0, 3), id="of three"),
        pytest.param({"a": (1, 0, 4), "b": (1, 0, 1)}, (Carried(4, 0, 1), 4.0, 2.5, 2), id="between two"),
        pytest.param({"a": (0, 0, 2), "b": (1, 0, 1)}, (Carried(2, 0, 0), None, 1.0, 1), id="a team of nobody"),
        pytest.param({"a": (3, 0, 0), "b": (1, 0, 1)}, (Carried(0, 0, 3), 0.0, 1.0, 1), id="a team that owns nothing"),
        pytest.param({"a": (0, 0, 0)}, (Carried(), None, None, 0), id="nothing at all"),
    ],
)
def test_of(look, teams, expected):
    """Things a person, and the middle of all teams that have both."""
    with look(company(**teams)) as session, counting.selects(session) as asked:
        found = load.of(session, Ref.parse("group:a"))

    assert (found.carried, found.each, found.middle, found.teams) == expected
    assert len(asked) == 2
