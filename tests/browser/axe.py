"""Axe, which finds what keeps people from using a page.

It is started and asked apart, since the browser looks at several pages at once.
"""

from pathlib import Path

from playwright.sync_api import Page

_SOURCE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
_ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# Most of axe's work is done at one go, so it is put off until this call has returned.
_LOOK = "([within, how]) => { window.looked = new Promise(setTimeout).then(() => axe.run(within, how)); }"


def start(page: Page, within: str = "html", *, colours: bool = False) -> None:
    """Begin to look at a page, or at a part of it, by WCAG 2.2 AA and by good practice; or at its colours alone."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_SOURCE)
    how = {"runOnly": _COLOURS if colours else _ALL, "resultTypes": ["violations"]}
    page.evaluate(_LOOK, [within, how])


def found(page: Page) -> list[str]:
    """What is against the rules, an element a line, once axe has looked at all of it."""
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in page.evaluate("() => window.looked")["violations"]
        for node in rule["nodes"]
    ]
