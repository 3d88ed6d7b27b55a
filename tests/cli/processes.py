"""The command line as processes of its own."""

import os
import subprocess
import sys
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
