import json

import pytest


def test_it_works(held):
    """A line a gap, the worst first, with what to do and where."""
    lines = [line.split("\t") for line in held("gaps").output.splitlines()]

    assert [len(line) for line in lines] == [6] * len(lines)
    severities = [line[0] for line in lines]
    assert severities == sorted(severities, key=["error", "gap", "advice", "notice"].index)
    [unknown] = [line for line in lines if line[1] == "ref-unknown"]
    assert unknown[2:4] == ["component:shop", "group:sales"]
    assert unknown[5] == "catalog-info.yaml:53:49"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["--rule", "ref-unknown"], {"ref-unknown"}, id="by rule"),
        pytest.param(["--team", "silent"], {"team-empty", "team-unreachable"}, id="by team"),
        pytest.param(["--kind", "Group"], {"team-empty", "team-of-one", "team-unreachable"}, id="by kind"),
        pytest.param(["--severity", "notice"], set(), id="by severity"),
    ],
)
def test_filters(held, arguments, expected):
    """Filters narrow the list."""
    assert {line.split("\t")[1] for line in held("gaps", *arguments).output.splitlines()} == expected


def test_json(held):
    """The same as data."""
    [gap] = json.loads(held("gaps", "--rule", "ref-unknown", "--json").output)

    assert (gap["severity"], gap["about"]["ref"], gap["position"]["line"]) == ("gap", "component:default/shop", 53)


def test_all_pages(held, monkeypatch):
    """A list longer than one page is printed to its end."""
    whole = held("gaps").output
    monkeypatch.setattr("app.cli.gaps._AT_ONCE", 2)

    assert held("gaps").output == whole


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        pytest.param("owner-mising", "Did you mean owner-missing?", id="nearly a rule"),
        pytest.param("duplicate-keys", "Did you mean duplicate-key?", id="nearly a code"),
        pytest.param("xyz", "`ensemble rules` lists the rules, docs/findings.md the codes.", id="nothing like it"),
    ],
)
def test_refuses_a_rule_that_is_none(held, rule, said):
    """A misspelt rule is a mistake of the command, not an empty list that reads as if all were well."""
    result = held("gaps", "--rule", rule)

    assert result.exit_code == 2
    assert said in result.stderr
