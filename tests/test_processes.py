"""Child processes end, whatever they do, and see only what they are given."""

import os
import stat
import time
from pathlib import Path

import pytest

from app.processes import Limits, Outcome, run

QUICK = Limits(seconds=0.5, memory=1 << 28, output=100_000)


@pytest.fixture
def script(tmp_path: Path):
    """A shell script on disk, as a command."""

    def write(body: str) -> list[str]:
        path = tmp_path / f"child-{len(list(tmp_path.iterdir()))}"
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return [str(path)]

    return write


@pytest.mark.parametrize(
    ("body", "outcome", "status"),
    [
        pytest.param("exit 0", Outcome.DONE, 0, id="ends well"),
        pytest.param("exit 3", Outcome.FAILED, 3, id="ends badly"),
        pytest.param("kill -ABRT $$", Outcome.FAILED, -6, id="aborts"),
        pytest.param("kill -SEGV $$", Outcome.FAILED, -11, id="crashes"),
        pytest.param("sleep 60", Outcome.TOO_SLOW, None, id="sleeps"),
        pytest.param("trap '' TERM INT HUP; sleep 60", Outcome.TOO_SLOW, None, id="ignores signals"),
        pytest.param("exec >&- 2>&-; sleep 60", Outcome.TOO_SLOW, None, id="closes its output and stays"),
        pytest.param("sleep 60 & exit 0", Outcome.TOO_SLOW, None, id="leaves a child holding its output"),
        pytest.param("while :; do echo flood; done", Outcome.TOO_MUCH, None, id="floods its output"),
        pytest.param("while :; do echo flood >&2; done", Outcome.TOO_SLOW, None, id="floods its errors"),
    ],
)
def test_every_child_ends_in_time(script, body, outcome, status):
    """Each way to end has its outcome, within the time and a little."""
    started = time.monotonic()

    finished = run(script(body), limits=QUICK)

    assert (finished.outcome, finished.status) == (outcome, status)
    assert time.monotonic() - started < 2


def test_a_missing_command_is_an_outcome():
    """A command that is not there raises nothing."""
    finished = run(["/nowhere/dot"])

    assert finished.outcome is Outcome.MISSING
    assert finished.reason == "missing: No such file or directory"


def test_input_and_output_pass_unchanged(script):
    """What goes in comes out of `cat`, byte for byte, and errors are kept apart."""
    given = bytes(range(256)) * 100

    finished = run(script("cat; echo told >&2"), given)

    assert finished.output == given
    assert finished.errors == "told\n"


def test_a_child_that_never_reads_does_not_block(script):
    """A large input that nobody reads costs nothing."""
    assert run(script("exit 0"), b"x" * 5_000_000).outcome is Outcome.DONE


def test_the_environment_is_an_allow_list(script, monkeypatch):
    """Of our environment the child sees PATH; our secrets stay ours."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@host/name")

    seen = run(script("/usr/bin/env"), environment={"SERVER_NAME": "x"}).output.decode()

    names = {line.split("=")[0] for line in seen.splitlines()} - {"PWD", "SHLVL", "_", "OLDPWD"}
    assert names == {"PATH", "LC_ALL", "HOME", "SERVER_NAME"}
    assert "secret" not in seen


def test_the_folder_is_empty_and_goes(script):
    """A child starts in an empty folder, which is gone afterwards with whatever was written there."""
    finished = run(script("pwd; ls -A; echo x > left"))

    where, *listed = finished.output.decode().splitlines()
    assert listed == []
    assert not Path(where).exists()


def test_the_whole_group_is_killed(script, tmp_path):
    """Grandchildren do not outlive the call."""
    pid_file = tmp_path / "pid"

    run(script(f"sleep 60 & echo $! > {pid_file}; wait"), limits=QUICK)

    grandchild = int(pid_file.read_text())
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline and _runs(grandchild):
        time.sleep(0.02)
    assert not _runs(grandchild)


def test_the_kernel_holds_the_limits(script):
    """Memory, processor time, file size and core files are bounded where the kernel can."""
    seen = run(script("sleep 0.1; ulimit -v; ulimit -t; ulimit -f; ulimit -c"), limits=QUICK).output.split()

    assert seen == [b"262144", b"1", b"195", b"0"]


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
