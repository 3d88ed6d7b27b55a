"""Chromium as the tests start it: the machine's own, headless, and kept to this machine.

`ENSEMBLE_TEST_CHROMIUM` names the program where it is not found by its usual names.
"""

import os
import shutil

from playwright.sync_api import Browser, Playwright

MISSING = (
    "no Chromium, so the pages were not tried in a browser. On Debian: apt-get install chromium. "
    "Elsewhere name one in ENSEMBLE_TEST_CHROMIUM"
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Containers give little shared memory.
    "--disable-dev-shm-usage",
    # What a page asks of another host fails here, and is told of by the visit.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def program() -> str | None:
    """The path of the browser, or nothing where the machine has none."""
    names = (given,) if (given := os.environ.get("ENSEMBLE_TEST_CHROMIUM")) else _NAMES
    return next((path for name in names if (path := shutil.which(name))), None)


def started(playwright: Playwright, path: str) -> Browser:
    """A running browser; its own sandbox cannot be had by root."""
    return playwright.chromium.launch(
        executable_path=path, args=[*_ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    )
