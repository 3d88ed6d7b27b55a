import json

import pytest
from defusedxml import ElementTree


def test_it_works(held):
    """Each need on a line, and the answer in words beside."""
    result = held("graph", "shop")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "component:shop\tgroup:sales\tcomponent:ledger\tgroup:money\thard, sync, assumed",
        "component:shop\tgroup:sales\tcomponent:ledger\tgroup:money\thard, sync",
        "component:shop\tgroup:sales\tcomponent:mail\t\tsoft, async",
        "component:shop\tgroup:sales\tresource:gone\t\thard, sync, assumed",
    ]
    assert result.stderr.startswith("3 things around shop. 4 needs among them, 1 soft, 1 asynchronous.")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param([], "7 things of 4 owners.", id="everything"),
        pytest.param(["shop", "--to", "ledger-db"], "shop needs ledger-db, through ledger.", id="a path"),
        pytest.param(
            ["ledger", "--direction", "needed", "--depth", "2"], "1 thing that needs ledger.", id="a direction"
        ),
        pytest.param(["group:money"], "3 things around team money.", id="a team"),
        pytest.param(["--fold", "team"], "Folded into", id="folded"),
    ],
)
def test_what_is_asked(held, arguments, told):
    """The answer in one line, whatever is asked."""
    result = held("graph", *arguments)

    assert result.exit_code == 0
    assert told in result.stderr


@pytest.mark.parametrize(
    ("form", "begins"),
    [("dot", "digraph drawing {"), ("mermaid", "flowchart LR\n"), ("svg", "<?xml"), ("json", "{\n")],
)
def test_forms(held, form, begins):
    """A drawing in two languages, as a picture, and data; standard output has that alone."""
    result = held("graph", "shop", "--format", form)

    assert result.exit_code == 0
    assert result.stdout.startswith(begins)


def test_to_a_file(held, tmp_path):
    """What is drawn may go to a file."""
    path = tmp_path / "shop.svg"

    assert held("graph", "shop", "--format", "svg", "-o", str(path)).stdout == ""
    assert ElementTree.fromstring(path.read_text().encode()).tag == "{http://www.w3.org/2000/svg}svg"


def test_a_table_to_a_file(held, tmp_path):
    """The table, too, with tabs between its values."""
    path = tmp_path / "shop.tsv"
    held("graph", "shop", "-o", str(path))

    assert path.read_text() == held("graph", "shop").stdout


def test_json(held):
    """The same as the API."""
    told = json.loads(held("graph", "shop", "--json").stdout)

    assert told["title"] == "3 things around shop"
    assert len(told["nodes"]) == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["shopp"], "No entity shopp in the catalog. Did you mean component:shop?", id="unknown"),
        pytest.param(["--to", "shop"], "Name where it begins first", id="a path from nowhere"),
        pytest.param(["shop", "--depth", "9"], "1<=x<=3", id="too deep"),
    ],
)
def test_misuse(held, arguments, said):
    """What cannot be answered ends with 2 and says why."""
    result = held("graph", *arguments)

    assert result.exit_code == 2
    assert said in result.stderr


def test_without_graphviz(held, monkeypatch):
    """A picture that cannot be drawn ends with 3; what needs no Graphviz works."""
    monkeypatch.setattr("app.drawing.render.command", lambda: None)

    result = held("graph", "shop", "--format", "svg")

    assert result.exit_code == 3
    assert "Graphviz is missing" in result.stderr
    assert held("graph", "shop", "--format", "dot").exit_code == 0
