"""The command line as processes of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

COMMAND = Path(sys.executable).with_name("ensemble")


def ensemble(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [COMMAND, *arguments], env=environment(**settings), capture_output=True, text=True, timeout=120, check=False
    )


def environment(**settings: str) -> dict[str, str]:
    """What a process needs to start, and these settings; none of those that the tests run under."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8", **settings}


@contextmanager
def served(*arguments: str, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server; gives the address it printed."""
    port = _free_port()
    with subprocess.Popen(
        [COMMAND, "serve", "--port", str(port), *arguments],
        env=environment(**settings),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as child:
        assert child.stdout is not None
        try:
            lines = iter(child.stdout.readline, "")
            said = next((line for line in lines if line.startswith("Ensemble is at ")), "")
            assert said == f"Ensemble is at http://127.0.0.1:{port}. Ctrl+C ends it.\n"
            yield child, f"http://127.0.0.1:{port}"
        finally:
            # The whole group, since a worker outlives a parent that is killed.
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)


def _free_port() -> int:
    """A port that nothing listens at, as far as one can know."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
