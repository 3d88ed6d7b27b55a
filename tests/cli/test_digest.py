import json

import pytest


def test_it_works(held):
    """A team hears how it stands and what to mend first."""
    result = held("digest", "sales")

    assert result.exit_code == 0
    assert result.output.startswith("Sales: ")
    assert "Owns 2 things: Services 1, Systems 1; tier 1: 1.\n" in result.output
    assert "To mend, in this order\n1. " in result.output


@pytest.mark.parametrize("name", ["group:money", "group:default/money", "Money"])
def test_names(held, name):
    """A team may be named in any way that names a team."""
    assert held("digest", name).output == held("digest", "money").output


def test_markdown(held):
    """As Markdown it begins with a heading."""
    result = held("digest", "money", "--format", "markdown")

    assert result.exit_code == 0
    assert result.output.startswith("## Money: ")


def test_json(held):
    """As JSON it has all that the text is made of."""
    found = json.loads(held("digest", "money", "--json").output)

    assert found["team"]["ref"] == "group:default/money"
    assert found["card"]["levels"] == ["bronze", "silver", "gold"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("mony", "Error: No entity group:mony in the catalog. Did you mean group:money?\n", id="a slip"),
        pytest.param("component:shop", "Error: No entity component:shop in the catalog.", id="no team"),
    ],
)
def test_unknown(held, name, said):
    """What is no team ends with 2 and the nearest name."""
    result = held("digest", name)

    assert result.exit_code == 2
    assert result.stderr.startswith(said)
