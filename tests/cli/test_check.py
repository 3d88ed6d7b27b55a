import json

import pytest

from tests.cli import processes

GOOD = """\
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: money}
spec: {type: team, children: [], profile: {email: money@example.org}}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec: {type: service, lifecycle: production, owner: money}
"""
NOTICE = "name: something else\n"
ADVICE = GOOD.replace("lifecycle: production, ", "")
GAP = GOOD.replace(", owner: money", "")
ERROR = GOOD.replace("kind: Component", "kind: Komponent: x")


@pytest.fixture
def folder(tmp_path):
    """Makes a folder with one descriptor."""

    def made(text):
        (tmp_path / "catalog-info.yaml").write_text(text)
        return str(tmp_path)

    return made


def test_it_works(ensemble, folder):
    """A clean folder is said to be clean, and ends with 0."""
    result = ensemble("check", folder(GOOD))

    assert (result.exit_code, result.output) == (0, "Nothing to say in 1 file with 2 entities.\n")


@pytest.mark.parametrize(
    ("text", "never", "error", "gap", "advice", "notice"),
    [
        pytest.param(GOOD, 0, 0, 0, 0, 0, id="nothing"),
        pytest.param(NOTICE, 0, 0, 0, 0, 1, id="a notice"),
        pytest.param(ADVICE, 0, 0, 0, 1, 1, id="advice"),
        pytest.param(GAP, 0, 0, 1, 1, 1, id="a gap"),
        pytest.param(ERROR, 0, 1, 1, 1, 1, id="an error"),
    ],
)
def test_fail_on(ensemble, folder, text, never, error, gap, advice, notice):
    """It ends with 1 when something is as bad as was said, or worse; by default only for errors."""
    path = folder(text)
    codes = [
        ensemble("check", path, "--fail-on", word).exit_code for word in ("never", "error", "gap", "advice", "notice")
    ]

    assert codes == [never, error, gap, advice, notice]
    assert ensemble("check", path).exit_code == error


def test_formats(ensemble, folder):
    """Each format says the same; --json is one of them."""
    path = folder(GAP)

    assert ": gap: " in ensemble("check", path).output
    assert ensemble("check", path, "--format", "github").output.startswith("::warning file=")
    assert json.loads(ensemble("check", path, "--json").output)["findings"][0]["rule"] == "owner-missing"
    assert ensemble("check", path, "--json").output == ensemble("check", path, "--format", "json").output


def test_several_paths_are_one_catalog(ensemble, tmp_path):
    """What one path names another may declare."""
    team, _, service = GOOD.partition("---\n")
    (tmp_path / "team.yaml").write_text(team)
    (tmp_path / "services").mkdir()
    (tmp_path / "services" / "ledger.yaml").write_text(service)

    assert ensemble("check", str(tmp_path / "services"), "--fail-on", "gap").exit_code == 1
    assert ensemble("check", str(tmp_path / "services"), str(tmp_path / "team.yaml"), "--fail-on", "gap").exit_code == 0


def test_without_a_path(ensemble, folder, monkeypatch):
    """Without a path this folder is checked, and places are told from here."""
    monkeypatch.chdir(folder(GAP))

    assert ensemble("check").output.startswith("catalog-info.yaml:9:1: gap: ")


def test_a_path_that_is_not_there(ensemble, tmp_path):
    """A mistyped path is wrong usage, not a clean check, and is told as it was typed."""
    path = tmp_path / "nowhere"
    result = ensemble("check", str(path))

    assert (result.exit_code, result.stderr) == (2, f"Error: {path} is not there. Name a file or folder that exists.\n")


def test_excluded_files(ensemble, folder):
    """What the settings leave out is not read."""
    assert ensemble("check", folder(ERROR), ENSEMBLE_EXCLUDE="**/*.yaml").exit_code == 0


def test_quiet_in_a_pipe(folder):
    """Nobody sees a progress bar who would not want one."""
    done = processes.ensemble("check", folder(GOOD))

    assert (done.returncode, done.stderr, done.stdout) == (0, "", "Nothing to say in 1 file with 2 entities.\n")


def test_a_policy(ensemble, folder, tmp_path):
    """The policy of the folder says what is severe, or else the one that is named."""
    path = folder(GAP)
    assert ensemble("check", path).exit_code == 0

    (tmp_path / "policy.yaml").write_text("rules: {owner-missing: {severity: error}}\n")
    (tmp_path / "mild.yaml").write_text("rules: {owner-missing: off}\n")

    assert ensemble("check", path).exit_code == 1
    assert ensemble("check", path, "--policy", str(tmp_path / "mild.yaml")).exit_code == 0


def test_a_mistake_in_the_policy(ensemble, folder, tmp_path):
    """It is told like one in a descriptor, and is an error."""
    path = folder(GOOD)
    (tmp_path / "policy.yaml").write_text("rules: {owner-mising: off}\n")
    result = ensemble("check", path)

    assert result.exit_code == 1
    assert (
        "policy.yaml:1:9: error: `rules.owner-mising` is unknown. Did you mean `owner-missing`? [policy]"
        in result.output
    )
