"""A folder full of traps is read quickly, and nothing beyond it is ever seen."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app import reading
from app.sources.folder import Folder
from tests.texts import a, all_of

CANARY = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: canary}\nspec: {}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A source with one good descriptor, beside a secret that is none of its own."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/catalog-info.yaml").write_text(CANARY)
    (tmp_path / "root").mkdir()
    (tmp_path / "root/good.yaml").write_text(a("Component good"))
    return tmp_path / "root"


def linked(target: str) -> Callable[[Path], None]:
    """Makes a link."""
    return lambda path: path.symlink_to(target)


def listening(path: Path) -> None:
    """Makes a socket; its name must be short."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as found:
            found.bind(path.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(linked("/etc/passwd"), "symlink-not-followed", id="G03 a link to /etc/passwd"),
        pytest.param(linked("../outside/catalog-info.yaml"), "symlink-not-followed", id="G03 a link that leads out"),
        pytest.param(linked("good.yaml"), "symlink-not-followed", id="G03 a link inside"),
        pytest.param(linked("catalog-info.yaml"), "symlink-not-followed", id="G03 a link to itself"),
        pytest.param(linked("gone"), "symlink-not-followed", id="G03 a link to nothing"),
        pytest.param(linked("/dev/zero"), "symlink-not-followed", id="G07 a link to a device"),
        pytest.param(os.mkfifo, "not-a-regular-file", id="G07 a pipe"),
        pytest.param(listening, "not-a-regular-file", id="G07 a socket"),
        pytest.param(Path.mkdir, "not-a-regular-file", id="G07 a folder"),
    ],
)
@pytest.mark.parametrize("way", ["found", "given", "reached", "included"])
def test_what_is_no_file(root, make, code, way):
    """What stands in a descriptor's place and is no file is told at once, and the rest is read."""
    make(root / "catalog-info.yaml")
    if way == "reached":
        (root / "all.yaml").write_text(a("Location all", "target: ./catalog-info.yaml"))
    if way == "included":
        (root / "api.yaml").write_text(a("API api", "definition: {$text: ./catalog-info.yaml}"))
    started = time.monotonic()

    found = reading.read(Folder(root), roots=["catalog-info.yaml"] if way == "given" else (), below=[""])

    assert time.monotonic() - started < 1
    assert {problem.code for problem in found.problems} - {"target-missing"} == {code}
    assert {each.name for each in found.entities} - {"all", "api"} == {"good"}
    assert not any("canary" in str(each.document) or "root:" in str(each.document) for each in found.entities)


def test_a_device(root):
    """G07: a device that never ends is not read."""
    found = reading.read(Folder(Path("/dev")), roots=["zero", "null"])

    assert [problem.code for problem in found.problems] == ["not-a-regular-file"] * 2


def test_links_to_folders(root):
    """G03: no link to a folder is entered, up, down or in a ring."""
    for name, target in {"up": "../..", "down": "../outside", "ring": ".", "all": "/"}.items():
        (root / name).symlink_to(target)
    targets = ["./up/outside/catalog-info.yaml", "./down/*.yaml", "./down/catalog-info.yaml", "./ring/ring/good.yaml"]
    (root / "all.yaml").write_text(a("Location all", f"targets: [{', '.join(targets)}]"))
    (root / "api.yaml").write_text(a("API api", "definition: {$text: ./down/catalog-info.yaml}"))

    found = reading.read(Folder(root))

    assert {each.name for each in found.entities} == {"all", "api", "good"}
    assert {problem.code for problem in found.problems} == {"symlink-not-followed", "target-missing"}
    assert all("canary" not in str(each.document) for each in found.entities)


@pytest.mark.parametrize(
    "path",
    [
        "../outside/catalog-info.yaml",
        "good.yaml/../../outside/catalog-info.yaml",
        "..",
        "/etc/passwd",
        "./../outside/*.yaml",
        "**/../../*",
    ],
)
def test_paths_that_lead_out(root, path):
    """G03: neither a Location nor an inclusion leads out of the source."""
    (root / "x.yaml").write_text(
        all_of(a("Location all", f"target: '{path}'"), a("API api", f"definition: {{$text: '{path}'}}"))
    )

    found = reading.read(Folder(root))

    assert {problem.code for problem in found.problems} <= {"outside-source", "target-missing", "file-unreadable"}
    assert {each.name for each in found.entities} == {"all", "api", "good"}
    assert "definition" not in next(each for each in found.entities if each.name == "api").spec


@pytest.mark.parametrize("length", [256, 5000])
def test_paths_too_long_to_be(root, length):
    """A path that no file system takes is a problem like any other."""
    name = "x" * length
    targets = f"[./{name}, ./{name}/*.yaml, ./*/{name}]"
    (root / "x.yaml").write_text(
        all_of(a("Location all", f"targets: {targets}"), a("API api", f"definition: {{$text: ./{name}}}"))
    )

    found = reading.read(Folder(root))

    assert [problem.code for problem in found.problems] == ["target-missing"] * 3 + ["file-unreadable"]
    assert all(len(str(problem)) < 6000 for problem in found.problems)


def test_a_pattern_made_to_take_for_ever(root):
    """A pattern of many stars over deep folders is answered at once."""
    deep = root / Path(*["a"] * 60)
    deep.mkdir(parents=True)
    (deep / ("a" * 200)).touch()
    stars = ["./" + "**/" * 40 + "b", "./" + "*a" * 40 + "b", "./" + "**/*a/" * 20 + "b", "./" + "**a" * 40 + "b"]
    (root / "x.yaml").write_text(a("Location all", f"targets: {json.dumps(stars)}"))
    started = time.monotonic()

    found = reading.read(Folder(root))

    assert [problem.code for problem in found.problems] == ["target-missing"] * 4
    assert time.monotonic() - started < 1


def test_a_check_ends_with_what_it_found(root):
    """G03: the command line tells a link as a fault, ends with 1, and shows nothing of what it leads to."""
    (root / "catalog-info.yaml").symlink_to("../outside/catalog-info.yaml")
    os.mkfifo(root / "catalog-info.yml")

    done = subprocess.run(
        [Path(sys.executable).with_name("ensemble"), "check", "--json", root],
        capture_output=True,
        check=False,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        text=True,
        timeout=30,
    )

    assert done.returncode == 1
    assert [problem["code"] for problem in json.loads(done.stdout)["problems"]] == [
        "symlink-not-followed",
        "not-a-regular-file",
    ]
    assert "canary" not in done.stdout + done.stderr
    assert str(root) not in done.stdout
