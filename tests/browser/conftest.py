"""The example organisation on a real server, seen in a real browser."""

import shutil
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.visits import Visit, complaints
from tests.cli.processes import served

EXAMPLE = Path(__file__).parents[2] / "catalog"
GONE = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: greeter, description: Says hello.}
spec: {type: service, lifecycle: production, owner: app}
"""
Visitor = Callable[..., Visit]

if chromium.program() is None:
    # One test is enough to say what is missing.
    collect_ignore_glob = ["test_[!v]*.py"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; where there is none, they are passed over, saying so."""
    path = chromium.program()
    if path is None:
        pytest.skip(chromium.MISSING)
    with sync_playwright() as playwright:
        running = chromium.started(playwright, path)
        yield running
        running.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has read the example organisation."""
    folder = tmp_path_factory.mktemp("site")
    # A copy, so that the tests see one state of it while somebody edits; and something that is gone again.
    shutil.copytree(EXAMPLE, folder / "catalog")
    gone = folder / "catalog" / "gone.yaml"
    gone.write_text(GONE)
    with served(
        "--source",
        str(folder / "catalog"),
        DATABASE_URL=f"sqlite:///{folder}/ensemble.db",
        ENSEMBLE_NAME="Halden",
        ENSEMBLE_EDIT_URL="https://git.example/edit/{path}#L{line}",
    ) as (_, address):
        _wait_for(address, generation=1)
        gone.unlink()
        _wait_for(address, generation=2)
        yield address


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has read nothing yet."""
    with served(DATABASE_URL=f"sqlite:///{tmp_path_factory.mktemp('empty')}/ensemble.db") as (_, address):
        yield address


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Visitor]:
    """Begins visits to the site, each with a browser context of its own; none may end in complaints."""
    visits: list[Visit] = []
    contexts = []

    def begin(at: str = site, *, width: int = 1280, height: int = 800, **how: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, **how)
        context.set_default_timeout(10_000)
        contexts.append(context)
        visits.append(Visit(context, at))
        return visits[-1]

    yield begin
    for context in contexts:
        context.close()
    assert complaints(visits) == []


def _wait_for(address: str, *, generation: int) -> None:
    """Return once the catalog of a server has come to a generation."""
    end = time.monotonic() + 60
    while True:
        with urllib.request.urlopen(f"{address}/readyz", timeout=30) as response:  # noqa: S310 - our own server
            if f'"generation":{generation}' in response.read().decode():
                return
        assert time.monotonic() < end
        time.sleep(0.1)
