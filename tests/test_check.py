"""A check is files to problems and findings: no database, places told from where one stands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import check
from app.errors import ConfigurationError, SourceUnreadableError
from app.reports import notes
from tests.conftest import TODAY
from tests.texts import a, all_of

UNOWNED = a("Component billing", "type: service", "lifecycle: production")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: two descriptors, a faulty one below, and another folder beside it."""
    here = tmp_path / "here"
    for path, text in {
        "here/catalog-info.yaml": a("Component billing", "type: service", "lifecycle: production", "owner: pay"),
        "here/teams/pay.yaml": a("Group pay", "type: team", "children: []"),
        "here/sub/catalog-info.yaml": "a: [b\n",
        "there/catalog-info.yaml": UNOWNED,
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.chdir(here)
    return here


def codes(report: check.Report) -> list[str]:
    """The place and the code or rule of everything that was seen."""
    return [f"{each.position} {each.code}" for each in report.problems] + [
        f"{each.position} {each.rule}" for each in report.findings
    ]


def checked(*paths: str | Path, **how) -> check.Report:
    """What a check of these paths sees."""
    return check.check([Path(path) for path in paths], as_of=TODAY, **how)


SYNTAX = "catalog-info.yaml:2:1 yaml-syntax"


@pytest.mark.parametrize(
    ("paths", "seen", "files", "entities"),
    [
        pytest.param(["."], [f"sub/{SYNTAX}", "teams/pay.yaml:1:1 team-unreachable"], 3, 2, id="here"),
        pytest.param(["catalog-info.yaml"], ["catalog-info.yaml:8:3 owner-unknown"], 1, 1, id="a file"),
        pytest.param(
            ["catalog-info.yaml", "teams"], ["teams/pay.yaml:1:1 team-unreachable"], 2, 2, id="a file and a folder"
        ),
        pytest.param(["teams/pay.yaml", "teams"], [], 1, 1, id="the same twice"),
        pytest.param(["sub"], [f"sub/{SYNTAX}"], 1, 0, id="a folder"),
        pytest.param(["./sub/../sub/"], [f"sub/{SYNTAX}"], 1, 0, id="to and fro"),
        pytest.param(["../here/sub"], [f"sub/{SYNTAX}"], 1, 0, id="out and back"),
        pytest.param(["../there"], ["catalog-info.yaml:5:1 owner-missing"], 1, 1, id="a folder elsewhere"),
        pytest.param(
            ["../there/catalog-info.yaml"], ["catalog-info.yaml:5:1 owner-missing"], 1, 1, id="a file elsewhere"
        ),
        pytest.param(
            ["sub", "../there"],
            [f"here/sub/{SYNTAX}", "there/catalog-info.yaml:5:1 owner-missing"],
            2,
            1,
            id="both, from what they have in common",
        ),
    ],
)
def test_what_is_checked(here, paths, seen, files, entities):
    """Files count as descriptors, folders with all below them; places are told from here, or from what is common."""
    report = checked(*paths)

    assert codes(report) == seen
    assert (report.files, report.entities) == (files, entities)


def test_whole_paths(here):
    """A path may be written in full, and is told from here all the same."""
    assert codes(checked(here / "sub")) == [f"sub/{SYNTAX}"]


def test_links(here):
    """A folder that is named may be a link; a file that is one is told, and links below are not followed."""
    (here / "link").symlink_to("sub")
    (here / "away").symlink_to("../there")
    (here / "file.yaml").symlink_to("catalog-info.yaml")

    assert codes(checked("link")) == [f"sub/{SYNTAX}"]
    assert codes(checked("away")) == ["catalog-info.yaml:5:1 owner-missing"]
    assert codes(checked("file.yaml")) == ["file.yaml:1:1 symlink-not-followed"]
    assert checked(".").files == 3


@pytest.mark.parametrize("path", ["gone", "gone/catalog-info.yaml", "x" * 300])
def test_a_path_that_is_not_there(here, path):
    """A path that does not exist is a mistake in the command, told before anything is read."""
    with pytest.raises(ConfigurationError) as raised:
        checked(".", path)

    assert str(raised.value) == f"{path} is not there. Name a file or folder that exists."


def test_a_folder_that_cannot_be_listed(here, monkeypatch):
    """Where a source cannot be read nothing is concluded."""
    monkeypatch.setattr("app.sources.folder.FILES", 1)

    with pytest.raises(SourceUnreadableError, match="more than 1 files"):
        checked(".")


def test_a_file_may_have_any_name(here):
    """A file that is named counts as a descriptor whatever it is called."""
    (here / "readme.txt").write_text(UNOWNED)

    assert codes(checked("readme.txt")) == ["readme.txt:5:1 owner-missing"]


def test_excludes(here):
    """What is excluded is left out."""
    assert codes(checked(".", exclude=["sub/**"])) == ["teams/pay.yaml:1:1 team-unreachable"]


OFF = "rules: {team-unreachable: off}\n"


@pytest.mark.parametrize(
    ("policies", "paths", "how", "seen"),
    [
        pytest.param({"policy.yaml": OFF}, ["."], {}, [], id="of the folder"),
        pytest.param({"teams/policy.yaml": OFF}, ["teams"], {}, [], id="of the folder that is named"),
        pytest.param({"policy.yaml": OFF}, ["teams"], {}, ["pay"], id="not of the folder around it"),
        pytest.param({"teams/policy.yaml": OFF}, ["."], {}, ["pay"], id="not of a folder inside it"),
        pytest.param({"policy.yaml": OFF}, ["teams/pay.yaml"], {}, ["pay"], id="of no file"),
        pytest.param({"../there/policy.yaml": OFF}, ["teams", "../there"], {}, [], id="of one of two folders"),
        pytest.param(
            {"teams/policy.yaml": "rules: {}", "../there/policy.yaml": OFF},
            ["teams", "../there"],
            {},
            ["pay"],
            id="of the first of two",
        ),
        pytest.param({"strict.yaml": OFF}, ["."], {"policy": Path("strict.yaml")}, [], id="named"),
        pytest.param(
            {"policy.yaml": OFF, "strict.yaml": "rules: {}"}, ["."], {"policy": Path("strict.yaml")}, ["pay"], id="both"
        ),
    ],
)
def test_the_policy_is_asked(here, policies, paths, how, seen):
    """A rule that the policy of a folder, or else one that is named, switches off finds nothing."""
    owned = a("Component shop", "type: service", "lifecycle: production", "owner: pay")
    (here / "teams/pay.yaml").write_text(all_of(a("Group pay", "type: team", "children: []"), owned))
    for path, text in policies.items():
        (here / path).write_text(text)

    found = checked(*paths, **how).findings

    assert [each.ref.name for each in found if each.rule == "team-unreachable"] == seen


@pytest.mark.parametrize(
    ("path", "how", "told"),
    [
        pytest.param("policy.yaml", {}, "policy.yaml:1:1 policy", id="of the folder"),
        pytest.param("strict.yaml", {"policy": Path("strict.yaml")}, "strict.yaml:1:1 policy", id="named"),
        pytest.param("../o.yaml", {"policy": Path("../o.yaml")}, "../o.yaml:1:1 policy", id="from elsewhere"),
    ],
)
def test_what_is_wrong_with_the_policy_is_told(here, path, how, told):
    """Problems of the policy stand among those of the descriptors, by place."""
    (here / path).write_text("rulez: {}\n")

    assert codes(checked(".", **how))[:2] == sorted([told, f"sub/{SYNTAX}"])


@pytest.mark.parametrize("named", ["strict.yaml", "policy.yaml"])
def test_a_folders_own_policy_is_looked_at_though_another_is_named(here, named):
    """Whoever breaks the policy of the folder is told, once, whichever rules."""
    (here / "strict.yaml").write_text(OFF)
    (here / "policy.yaml").write_text("rulez: {}\n")

    assert codes(checked("teams", ".", policy=Path(named)))[0] == "policy.yaml:1:1 policy"
    assert [each.code for each in checked("teams", ".", policy=Path(named)).problems].count("policy") == 1


def test_a_policy_below_a_name_that_is_no_text(here):
    """Its place can be printed, and written as JSON."""
    folder = os.fsdecode(b"n\xff")
    (here / folder).mkdir()
    (here / folder / "policy.yaml").write_text("rulez: {}\n")

    assert codes(checked(folder)) == ["n\\xff/policy.yaml:1:1 policy"]
    assert codes(checked("sub", policy=here / folder / "policy.yaml"))[0].endswith("n\\xff/policy.yaml:1:1 policy")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        pytest.param("gone.yaml", r"gone\.yaml is not there", id="nothing"),
        pytest.param("teams", r"teams is a folder\. Name a policy file, such as teams/policy\.yaml", id="a folder"),
    ],
)
def test_a_policy_that_is_none(here, path, told):
    """To name a policy that does not exist is a mistake in the command."""
    with pytest.raises(ConfigurationError, match=told):
        checked(".", policy=Path(path))


def test_nothing_to_check(tmp_path, monkeypatch):
    """An empty folder has nothing to say."""
    monkeypatch.chdir(tmp_path)

    assert checked(".") == check.Report((), (), 0, 0)


def test_progress_is_told(here):
    """Whoever waits is told how far it is."""
    told: list[tuple[int, int]] = []

    checked(".", progress=lambda done, total: told.append((done, total)))

    assert told[-1] == (3, 3)


def test_needs_neither_database_nor_web():
    """The check that runs in every pull request loads no web framework and no database."""
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, app.check; print(*sorted({name.partition('.')[0] for name in sys.modules}))",
        ],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()

    assert {"flask", "sqlalchemy", "alembic", "werkzeug", "graphviz", "click"}.isdisjoint(loaded)
    assert "yaml" in loaded


def test_counts_what_is_waived(here):
    """What a waiver hides is no finding, and is counted, so that nobody takes it for a gap that is closed."""
    waiver = "{rule: team-unreachable, entity: group:pay, until: 2099-12-31, reason: soon, by: jane}"
    (here / "policy.yaml").write_text(f"waivers: [{waiver}]\n")
    report = checked(".", exclude=["sub/**"])

    assert (codes(report), report.waived) == ([], 1)
    assert notes.summary(report).endswith("; 1 more is waived.")
