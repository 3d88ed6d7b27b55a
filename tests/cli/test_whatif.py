import json

import pytest

from app.cli import failures
from tests.questions.organisation import TEXT

MOVED = "changes: [{move: component:ledger, to: sales}]"
WHAT_IT_COMES_TO = [
    "2 of 3 services can run on their own; 1 of 3 could.",
    "2 hard needs between teams; there would be 3.",
    "service\tcomponent:ledger\tindependent\tblocked\tfrom then on: need resource:ledger-db",
    "team\tgroup:money\tindependent\tblocked\t",
    "hard needs\tgroup:money of group:sales\t0\t1\t",
]


@pytest.fixture
def changes(tmp_path, monkeypatch):
    """Writes a file of changes to the working directory, and says what it is called."""
    monkeypatch.chdir(tmp_path)

    def write(text):
        (tmp_path / "whatif.yaml").write_text(text)
        return "whatif.yaml"

    return write


def test_it_works(held, changes):
    """What would differ: how many run on their own, then each service, team and pair with why."""
    result = held("whatif", changes(MOVED))

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.output.splitlines() == WHAT_IT_COMES_TO


def test_of_files(ensemble, changes, tmp_path):
    """Descriptors in a folder are as good as a database, and none is looked for."""
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "catalog-info.yaml").write_text(TEXT)

    result = ensemble("whatif", changes(MOVED), "--from", "here", DATABASE_URL="sqlite:////nowhere/at/all.db")

    assert result.exit_code == 0
    assert result.output.splitlines() == WHAT_IT_COMES_TO


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param(
            "changes: [{soften: component:shop, need: [component:ledger, api:ledger-api]}]",
            [
                "2 of 3 services can run on their own; 3 of 3 could.",
                "2 hard needs between teams; there would be 0.",
                "service\tcomponent:shop\tblocked\tdegraded\tno more: need api:ledger-api, need component:ledger",
                "team\tgroup:sales\tblocked\tdegraded\t",
                "hard needs\tgroup:sales of group:money\t2\t0\t",
            ],
            id="softened",
        ),
        pytest.param(
            "changes: [{merge: [sales, money], into: both}]",
            [
                "2 of 3 services can run on their own; 3 of 3 could.",
                "2 hard needs between teams; there would be 0.",
                "service\tcomponent:shop\tblocked\tindependent\tno more: need api:ledger-api, need component:ledger",
                "team\tgroup:both\tnone\tindependent\t",
                "team\tgroup:money\tindependent\tgone\t",
                "team\tgroup:sales\tblocked\tgone\t",
                "hard needs\tgroup:sales of group:money\t2\t0\t",
            ],
            id="merged",
        ),
        pytest.param("changes: []", ["Nothing would be any different."], id="nothing"),
    ],
)
def test_what_differs(held, changes, text, says):
    """Only what differs is told."""
    assert held("whatif", changes(text)).output.splitlines() == says


def test_json(held, changes):
    """All of it as JSON, references in full."""
    told = json.loads(held("whatif", changes(MOVED), "--json").output)

    assert told["problems"] == []
    assert told["comparison"]["before"]["alone"] == 2
    assert told["comparison"]["after"]["alone"] == 1
    assert told["comparison"]["services"] == [
        {
            "ref": "component:default/ledger",
            "before": "independent",
            "after": "blocked",
            "freed": [],
            "held": [
                {
                    "kind": "need",
                    "target": "resource:default/ledger-db",
                    "teams": ["group:default/money"],
                    "assumed": True,
                }
            ],
        }
    ]


def test_a_mistake(held, changes):
    """A name that is wrong is told with its place, ends with 1, and costs only itself."""
    result = held("whatif", changes("changes: [{move: [component:legder, component:ledger], to: sales}]"))

    assert result.exit_code == failures.FOUND
    assert result.stderr == (
        "whatif.yaml:1:19: error: `component:legder` is not in the catalog."
        " Did you mean `component:ledger`? [overlay]\n"
    )
    assert result.stdout.splitlines() == WHAT_IT_COMES_TO


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_no_changes_at_all(ensemble, changes, more):
    """Where nothing can be read, that is told, and no catalog is looked at."""
    result = ensemble("whatif", changes("changes: ["), *more, DATABASE_URL="sqlite:////nowhere/at/all.db")

    assert result.exit_code == failures.FOUND
    if more:
        assert [each["code"] for each in json.loads(result.stdout)["problems"]] == ["yaml-syntax"]
        assert json.loads(result.stdout)["comparison"] is None
    else:
        assert "[yaml-syntax]" in result.stderr
        assert result.stdout == ""


@pytest.mark.parametrize(
    ("path", "says"),
    [
        pytest.param("nothing.yaml", "Error: nothing.yaml is not there. Name a file of changes.\n", id="not there"),
        pytest.param(".", "Error: . is a folder. Name a file of changes.\n", id="a folder"),
    ],
)
def test_no_file(ensemble, changes, path, says):
    """A file that is none ends with 2."""
    changes("")
    result = ensemble("whatif", path)

    assert (result.exit_code, result.stderr) == (failures.USAGE, says)
