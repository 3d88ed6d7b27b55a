import json

import pytest

from app.problems import CODES
from app.reports import manual as markdown
from app.rules import RULES, manual


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_a_page(ensemble, name):
    """What is printed is its page of the manual, examples included."""
    result = ensemble("explain", name)

    assert result.exit_code == 0
    assert result.stdout == markdown.page(manual.page(name))


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_line(ensemble, code):
    """A code is explained in one line, with its severity."""
    severity, says = CODES[code]

    assert ensemble("explain", code).stdout == f"{code}, {severity}: {says}\n"


def test_case_does_not_matter(ensemble):
    """A rule is found however its name is typed."""
    assert ensemble("explain", "Owner-Missing").stdout.startswith("# owner-missing\n")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        pytest.param("single-point", {"rule": "single-point", "severity": "advice"}, id="a rule"),
        pytest.param("yaml-tag", {"code": "yaml-tag", "severity": "error", "says": CODES["yaml-tag"][1]}, id="a code"),
    ],
)
def test_a_page_as_json(ensemble, name, parts):
    """Programs get its parts one by one."""
    assert json.loads(ensemble("explain", name, "--json").stdout).items() >= parts.items()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("owner-mising", "Did you mean owner-missing?", id="nearly a rule"),
        pytest.param("duplicate-keys", "Did you mean duplicate-key?", id="nearly a code"),
        pytest.param("xyz", "`ensemble rules` lists them", id="nothing like it"),
        pytest.param("\x1b[2J", "There is no rule called \\x1b[2J.", id="what would clear the screen"),
    ],
)
def test_a_name_that_is_none(ensemble, name, said):
    """A misspelt name is a mistake of the command, told with the nearest right one."""
    result = ensemble("explain", name)

    assert result.exit_code == 2
    assert said in result.stderr
