"""The examples of a page: blocks of code, and what the page says that each prints."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.clients import node

DOCS = Path(__file__).parents[2] / "docs"
ADDRESS = "http://127.0.0.1:8000"
"""Where the pages say that the example organisation is served."""

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PRINTED = ("json", "text")


class Example(NamedTuple):
    """A block of code; `printed` is what it says it prints, as JSON or as text, or nothing."""

    page: str
    line: int
    language: str
    code: str
    form: str = ""
    printed: str = ""

    @property
    def expected(self) -> Any:
        """What it says it prints; of JSON only the value counts, so that a page may break its lines."""
        return self.read(self.printed)

    def read(self, text: str) -> Any:
        """Something printed, in the form in which it is compared."""
        return json.loads(text) if self.form == "json" else text.strip()


def on(page: str) -> tuple[Example, ...]:
    """The examples on a page, in their order: whatever is Python, JavaScript or a call of curl."""
    text = (DOCS / page).read_text()
    return tuple(_examples(page, text, [*_BLOCK.finditer(text)]))


def _examples(page: str, text: str, blocks: Sequence[re.Match[str]]) -> Iterator[Example]:
    for number, block in enumerate(blocks):
        language, code = block.groups()
        if language not in RUNNERS or (language == "sh" and not code.startswith("curl")):
            continue
        found = Example(page, text.count("\n", 0, block.start()) + 1, language, code)
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if following and following[1] in _PRINTED and not text[block.end() : following.start()].strip():
            found = found._replace(form=following[1], printed=following[2])
        yield found


def run(example: Example, address: str, folder: Path) -> str:
    """What an example prints in a folder of its own, asking the server at another address."""
    return RUNNERS[example.language](example, address, folder).replace(address, ADDRESS)


def _curl(example: Example, address: str, folder: Path) -> str:
    if shutil.which("curl") is None:
        pytest.skip("no curl, so its examples were not tried")
    return _printed(["sh", "-eu", "-c", example.code.replace(ADDRESS, address)], folder)


def _python(example: Example, address: str, folder: Path) -> str:
    """The first example of a page is what its others begin with."""
    first = next(each for each in on(example.page) if each.language == "python")
    code = example.code if example == first else f"{first.code}\n{example.code}"
    return _printed([sys.executable, "-W", "error", "-c", code.replace(ADDRESS, address)], folder)


def _node(example: Example, address: str, folder: Path) -> str:
    if not node.is_ready():
        pytest.skip(node.MISSING)
    code = example.code.replace(ADDRESS, address)
    return _printed([str(node.program()), "--input-type=module", "--eval", code], node.SCRIPTS)


def _printed(command: Sequence[str], folder: Path) -> str:
    # Without the settings of the machine: an example must not need them, and no proxy leads to this one.
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        command, cwd=folder, env={**kept, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


RUNNERS: Mapping[str, Callable[[Example, str, Path], str]] = {"sh": _curl, "python": _python, "js": _node}
"""How a block of each language is run."""
