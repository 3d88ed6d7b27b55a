import json

import pytest

from app.reports import manual as markdown
from app.rules import RULES, manual

MISSING = "Everything that runs, or that others build on, names its owner."


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The working directory, with a folder for a catalog."""
    (tmp_path / "catalog").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def line(result, rule="owner-missing"):
    """What is printed of a rule."""
    return next(each for each in result.stdout.splitlines() if each.startswith(f"{rule}\t"))


def test_every_rule_is_a_line(ensemble, here):
    """Without a policy each has its own severity, in the order of the manual."""
    result = ensemble("rules")

    assert [each.split("\t")[:2] for each in result.stdout.splitlines()] == [
        [name, str(rule.SEVERITY)] for name, rule in RULES.items()
    ]
    assert line(result) == f"owner-missing\tgap\t{MISSING}"


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        pytest.param("{severity: error}", "error", id="a severity"),
        pytest.param("off", "off", id="off"),
        pytest.param("{scope: {tier: [1]}}", "gap", id="a scope"),
    ],
)
@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        pytest.param("catalog/policy.yaml", [], id="at hand"),
        pytest.param("strict.yaml", ["--policy", "strict.yaml"], id="named"),
    ],
)
def test_severities_are_those_of_the_policy(ensemble, here, said, severity, path, arguments):
    """What the policy beside the descriptors says, or one that is named, goes before the rule's own."""
    (here / path).write_text(f"rules: {{owner-missing: {said}}}\n")

    assert line(ensemble("rules", *arguments)) == f"owner-missing\t{severity}\t{MISSING}"


def test_the_list_as_json(ensemble, here):
    """Programs get severity and switch apart."""
    (here / "catalog/policy.yaml").write_text("rules: {owner-missing: {severity: error, enabled: off}}\n")
    found = {each["rule"]: each for each in json.loads(ensemble("rules", "--json").stdout)}

    assert found["owner-missing"] == {
        "rule": "owner-missing",
        "severity": "error",
        "enabled": False,
        "holds": MISSING,
    }


def test_the_manual(ensemble, here):
    """The same page as in the docs is printed whole."""
    assert ensemble("rules", "--markdown").stdout == markdown.whole(manual.pages())


def test_a_mistake_in_the_policy_is_told_beside_the_answer(ensemble, here):
    """The list is printed all the same; the mistake is on standard error, so that a pipe has rules only."""
    (here / "catalog/policy.yaml").write_text("rulez: {}\n")
    result = ensemble("rules")

    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == len(RULES)
    assert result.stderr == "catalog/policy.yaml:1:1: error: `rulez` is unknown. Did you mean `rules`? [policy]\n"


def test_a_policy_that_is_not_there(ensemble, here):
    """To name one that does not exist is a mistake of the command."""
    result = ensemble("rules", "--policy", "gone.yaml")

    assert (result.exit_code, result.stderr) == (
        2,
        "Error: gone.yaml is not there. Name a policy file that exists.\n",
    )
