import json

import pytest

from app.cli import failures
from tests.questions.organisation import TEXT
from tests.texts import a, all_of, team

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


RING = all_of(
    a("Component one", "type: service", "owner: red", "slo: {availability: 99}", "dependsOn: [component:two]"),
    a("Component two", "type: service", "owner: blue", "slo: {availability: 98}", "dependsOn: [component:one]"),
    a("Component three", "type: service", "owner: blue", "dependsOn: [resource:db, component:two]"),
    a("Resource db", "type: database", "owner: red", "data: {classification: internal}"),
    team("red"),
    team("blue"),
)


def test_circles_promises_and_stores(ensemble, changes, tmp_path):
    """A circle by its things and teams, a promise in percent, a store by what there is to say of it."""
    (tmp_path / "catalog-info.yaml").write_text(RING)

    result = ensemble(
        "whatif",
        changes("changes: [{soften: component:two, need: component:one}, {remove: resource:db}]"),
        "--from",
        "catalog-info.yaml",
    )

    assert result.output.splitlines() == [
        "0 of 3 services can run on their own; 2 of 3 could.",
        "3 hard needs between teams; there would be 1.",
        "1 more service would be held back by less than now.",
        "service\tcomponent:three\tblocked\tdegraded\tno more: need resource:db, through component:two",
        "service\tcomponent:two\tblocked\tdegraded\tno more: need component:one, circle component:one",
        "team\tgroup:blue\tblocked\tdegraded\t",
        "circle\tcomponent:one\t2 things: blue, red\tnone\t",
        "hard needs\tgroup:blue of group:red\t2\t0\t",
        "may promise\tcomponent:two\t99 %\tanything\t",
        "store\tresource:db\tclear\tgone\t",
    ]


def test_what_promises_and_is_gone(ensemble, changes, tmp_path):
    """What is gone may not promise anything."""
    (tmp_path / "catalog-info.yaml").write_text(RING)

    result = ensemble("whatif", changes("changes: [{remove: component:two}]"), "--from", "catalog-info.yaml")

    assert [line for line in result.output.splitlines() if line.startswith("may promise")] == [
        "may promise\tcomponent:one\t98 %\tanything\t",
        "may promise\tcomponent:three\t98 %\tanything\t",
        "may promise\tcomponent:two\t99 %\tgone\t",
    ]


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
