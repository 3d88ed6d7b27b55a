"""A folder is read without following a link, waiting for a pipe or looking beyond its root."""

import os
import socket
from pathlib import Path

import pytest

from app.errors import SourceUnreadableError
from app.sources import folder
from app.sources.folder import Folder
from app.tree import Refusal


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with files, dot folders, links and a file beside it that is none of its own."""
    root = tmp_path / "root"
    for path in (
        "a.yaml",
        "b.yml",
        "x/a.yaml",
        "x/y/a.yaml",
        ".git/a.yaml",
        ".backstage/a.yaml",
        "x/.hidden/a.yaml",
        ".a.yaml",
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)
    (tmp_path / "secret.yaml").write_text("canary")
    (root / "file-link.yaml").symlink_to("a.yaml")
    (root / "out-link.yaml").symlink_to("../secret.yaml")
    (root / "dead-link.yaml").symlink_to("gone")
    (root / "chain.yaml").symlink_to("file-link.yaml")
    (root / "folder-link").symlink_to("x")
    (root / "up-link").symlink_to("..")
    return root


@pytest.mark.parametrize(
    ("pattern", "paths"),
    [
        pytest.param("a.yaml", ["a.yaml"], id="a path"),
        pytest.param("gone.yaml", [], id="a path that is not there"),
        pytest.param("x", [], id="a folder is no file"),
        pytest.param("*.yml", ["b.yml"], id="a star"),
        pytest.param("x/**/*.yaml", ["x/a.yaml", "x/y/a.yaml"], id="below a folder"),
        pytest.param(
            "**/*.yaml",
            [
                ".a.yaml",
                ".backstage/a.yaml",
                "a.yaml",
                "chain.yaml",
                "dead-link.yaml",
                "file-link.yaml",
                "out-link.yaml",
                "x/a.yaml",
                "x/y/a.yaml",
            ],
            id="all, dot folders left out but for one, links to folders not entered",
        ),
        pytest.param(".git/*.yaml", [".git/a.yaml"], id="a dot folder that is named"),
        pytest.param("x/.hidden/**", ["x/.hidden/a.yaml"], id="another"),
        pytest.param("folder-link/*.yaml", [], id="below a link to a folder"),
        pytest.param("up-link/*.yaml", [], id="below a link that leads out"),
        pytest.param("gone/*.yaml", [], id="below a folder that is not there"),
        pytest.param("a.yaml/*.yaml", [], id="below a file"),
        pytest.param(f"{'a' * 300}/*.yaml", [], id="below a folder that cannot be"),
        pytest.param("a" * 300, [], id="a path that cannot be"),
    ],
)
def test_finds_files(root, pattern, paths):
    """Patterns find files and links, in byte order; no link to a folder is entered."""
    assert Folder(root).glob(pattern) == paths


def test_byte_order(tmp_path):
    """Paths are ordered by their bytes, capitals first, whatever the language."""
    for name in ("b", "B", "\u00e4", "a", "Z"):
        (tmp_path / f"{name}.yaml").touch()

    assert Folder(tmp_path).glob("*.yaml") == ["B.yaml", "Z.yaml", "a.yaml", "b.yaml", "\u00e4.yaml"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("gone.yaml", "file-unreadable", id="not there"),
        pytest.param("x/gone/a.yaml", "file-unreadable", id="in a folder that is not there"),
        pytest.param("a" * 300, "file-unreadable", id="a name too long"),
        pytest.param("x//a.yaml", "file-unreadable", id="a step without a name"),
        pytest.param("x", "not-a-regular-file", id="a folder"),
        pytest.param("file-link.yaml", "symlink-not-followed", id="a link"),
        pytest.param("out-link.yaml", "symlink-not-followed", id="a link that leads out"),
        pytest.param("dead-link.yaml", "symlink-not-followed", id="a link to nothing"),
        pytest.param("chain.yaml", "symlink-not-followed", id="a link to a link"),
        pytest.param("folder-link/a.yaml", "symlink-not-followed", id="through a link"),
        pytest.param("up-link/secret.yaml", "symlink-not-followed", id="out through a link"),
        pytest.param("a.yaml/b", "symlink-not-followed", id="through a file"),
        pytest.param("../secret.yaml", "outside-source", id="upwards"),
        pytest.param("x/../../secret.yaml", "outside-source", id="down and upwards"),
        pytest.param("/etc/passwd", "outside-source", id="absolute"),
        pytest.param("", "outside-source", id="nothing"),
    ],
)
def test_refuses(root, path, code):
    """What is no regular file inside the root is refused, with what to do."""
    found = Folder(root).read(path, 1000)

    assert isinstance(found, Refusal)
    assert found.code == code
    assert found.message
    assert found.remedy
    assert "canary" not in str(found)
    assert str(root) not in str(found)


def test_reads_up_to_the_limit(root):
    """A file of just the limit is read; one byte more is refused by its size."""
    assert Folder(root).read("a.yaml", 6) == b"a.yaml"
    assert Folder(root).read("a.yaml", 5) == Refusal(
        "file-too-large", "The file has 6 bytes, the limit is 5.", "Split it, or include large definitions by `$text`."
    )


def test_pipes_sockets_and_devices(tmp_path):
    """What would wait, or never end, is refused at once."""
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(tmp_path)  # a socket's path must be short
        try:
            listening.bind("socket")
        finally:
            os.chdir(here)
        refused = [Folder(tmp_path).read(name, 10) for name in ("pipe", "socket")]
    refused.append(Folder(Path("/dev")).read("zero", 10))

    assert [each.code for each in refused if isinstance(each, Refusal)] == ["not-a-regular-file"] * 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights(root):
    """A file that may not be opened says so."""
    (root / "a.yaml").chmod(0)

    found = Folder(root).read("a.yaml", 10)

    assert found == Refusal("file-unreadable", "The file cannot be opened: Permission denied.", "Check its rights.")


def test_a_folder_named_like_a_file_is_seen(tmp_path):
    """A folder with a descriptor's name is listed, to be refused, and so is what is in it."""
    (tmp_path / "catalog-info.yaml").mkdir()
    (tmp_path / "catalog-info.yaml/a.yaml").touch()

    assert Folder(tmp_path).glob("**/*.yaml") == ["catalog-info.yaml", "catalog-info.yaml/a.yaml"]


@pytest.mark.parametrize(
    "name", ["a b.yaml", "a\nb.yaml", "\u202ea.yaml", "-rf.yaml", "a;b.yaml", "a\\b.yaml", "[a].yaml"]
)
def test_any_name(tmp_path, name):
    """Names are bytes to find and open, whatever they look like."""
    (tmp_path / name).write_text("x")
    tree = Folder(tmp_path)

    assert tree.glob("*.yaml") == [name]
    assert tree.glob(name) == [name]
    assert tree.read(name, 10) == b"x"


def test_names_that_are_no_text(tmp_path):
    """A name in another encoding is found and read."""
    path = os.fsdecode(b"caf\xe9.yaml")
    (tmp_path / path).write_text("x")

    (found,) = Folder(tmp_path).glob("*.yaml")

    assert Folder(tmp_path).read(found, 10) == b"x"


def test_a_root_that_is_a_link(root, tmp_path):
    """Whoever names the root may name a link."""
    (tmp_path / "link").symlink_to(root)

    assert Folder(tmp_path / "link").read("a.yaml", 10) == b"a.yaml"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        pytest.param(
            "gone",
            "The source gone cannot be read: No such file or directory. Check the path and its rights.",
            id="gone",
        ),
        pytest.param(
            "file", "The source file cannot be read: Not a directory. Check the path and its rights.", id="a file"
        ),
    ],
)
def test_a_root_that_cannot_be_read(tmp_path, path, said):
    """Without the root nothing can be concluded."""
    (tmp_path / "file").touch()

    with pytest.raises(SourceUnreadableError) as raised:
        Folder(tmp_path / path).glob("**/*.yaml")
    assert str(raised.value) == said
    with pytest.raises(SourceUnreadableError):
        Folder(tmp_path / path).read("a.yaml", 10)


def test_too_many_files(tmp_path, monkeypatch):
    """A source beyond the limit of files is refused whole: nothing may be concluded from a part."""
    monkeypatch.setattr(folder, "FILES", 2)
    for name in "abc":
        (tmp_path / name).touch()

    with pytest.raises(SourceUnreadableError, match="more than 2 files"):
        Folder(tmp_path).glob("**/*.yaml")


def test_the_list_is_taken_once(tmp_path):
    """One run sees one list of files; a new folder sees what is there now."""
    tree = Folder(tmp_path)
    assert tree.glob("**/*.yaml") == []

    (tmp_path / "a.yaml").touch()

    assert tree.glob("**/*.yaml") == []
    assert Folder(tmp_path).glob("**/*.yaml") == ["a.yaml"]
