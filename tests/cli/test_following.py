import os
import threading

import pytest

from app.cli import following
from app.cli.following import Follower
from app.config import Config
from app.errors import SourceUnreadableError
from app.questions import state
from app.store.database import reading
from tests.questions.organisation import HEAD

SYSTEM = f"{HEAD}kind: System\nmetadata: {{name: a}}\nspec: {{owner: x}}\n"


@pytest.fixture
def follower(sessions, tmp_path):
    """Follows a folder with one system in it."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.yaml").write_text(SYSTEM)
    return Follower(sessions, Config(), folder)


def generation(sessions):
    """The generation that readers see."""
    with reading(sessions) as session:
        return state.current(session).generation


def read_at(sessions):
    """When the folder was last read."""
    with reading(sessions) as session:
        return state.current(session).read_at


def test_it_works(follower, sessions):
    """A file that changes, comes or goes is a new generation; nothing else is."""
    follower.begin()
    first = read_at(sessions)
    follower.look()
    assert (generation(sessions), read_at(sessions)) == (1, first)

    (follower.folder / "a.yaml").write_text(SYSTEM.replace("owner: x", "owner: yy"))
    follower.look()
    assert generation(sessions) == 2

    (follower.folder / "b.yaml").write_text(SYSTEM.replace("name: a", "name: b"))
    follower.look()
    assert generation(sessions) == 3

    (follower.folder / "b.yaml").unlink()
    follower.look()
    assert generation(sessions) == 4


def test_a_folder_that_is_not_there(follower):
    """Where nothing was ever read, a folder that is not there stops the start."""
    (follower.folder / "a.yaml").unlink()
    follower.folder.rmdir()

    with pytest.raises(SourceUnreadableError):
        follower.begin()


def test_a_folder_that_went_away(follower, sessions, capsys):
    """Where something was read before, it is served, and the reason told."""
    follower.begin()
    follower.folder.rename(follower.folder.with_name("moved"))

    follower.begin()

    assert generation(sessions) == 1
    assert "What was read before is served." in capsys.readouterr().err


def test_it_goes_on_after_a_fault(follower, sessions, capsys, monkeypatch):
    """What goes wrong is told once, and the next change is seen all the same."""
    monkeypatch.setattr(following, "PAUSE", 0.05)
    monkeypatch.setattr(following, "_LONGEST_PAUSE", 0.1)
    monkeypatch.setattr(following, "_SHARE", 0)
    follower.begin()
    moved = follower.folder.with_name("moved")
    follower.folder.rename(moved)
    over = threading.Event()
    thread = threading.Thread(target=follower.follow, args=(over,))
    thread.start()
    threading.Event().wait(1)
    (moved / "a.yaml").write_text(SYSTEM.replace("owner: x", "owner: yy"))
    moved.rename(follower.folder)
    for _ in range(200):
        if generation(sessions) == 2:
            break
        threading.Event().wait(0.1)
    over.set()
    thread.join()

    assert generation(sessions) == 2
    assert capsys.readouterr().err.count("Error: ") == 1


@pytest.mark.parametrize(
    ("seconds", "changed", "pause"),
    [
        pytest.param(0.01, False, 2, id="a small folder"),
        pytest.param(0.5, False, 10, id="a large folder"),
        pytest.param(1, True, 2, id="a sync"),
        pytest.param(5, True, 5, id="a long sync"),
    ],
)
def test_the_pause_between_two_looks(seconds, changed, pause):
    """An idle folder is looked at for a twentieth of the time; while it is edited, for up to half."""
    assert following.pause_after(seconds, changed=changed) == pause


def test_a_stamp_sees_what_a_sync_reads(tmp_path):
    """Dot folders do not count, but for the one that is read; what is included does."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".backstage").mkdir()
    for path in ("a.yaml", "api.json", ".git/index", ".backstage/b.yaml"):
        (tmp_path / path).write_text("x")
    (tmp_path / "broken").symlink_to("nowhere")

    names = {os.path.relpath(path, tmp_path) for path, *_ in following.stamp_of(tmp_path)[1]}

    assert names == {"a.yaml", "api.json", ".backstage/b.yaml", "broken"}
