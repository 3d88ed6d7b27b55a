"""Each page can be used by everybody: checked by axe, in both themes, on a desk and on a phone.

`ENSEMBLE_TEST_SCREENS` names a folder that takes a picture of every page in each of these views.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import axe
from tests.browser.pages import EXAMPLES
from tests.browser.visits import Visit, complaints

SCREENS = os.environ.get("ENSEMBLE_TEST_SCREENS")
HEIGHTS = {1280: 800, 390: 844}
Views = Mapping[str, tuple[Visit, Page]]

# What stands out of the page to the right, by its tag, classes and edge; what scrolls within itself is at home there.
WIDER = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  return [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > edge + 0.5)
    .map((each) => `${each.localName}.${each.classList} to ${Math.round(each.getBoundingClientRect().right)}`);
}"""


@pytest.fixture(scope="module")
def views(browser: Browser, site: str) -> Iterator[Views]:
    """A page in each theme and width, kept for all tests, since a browser context takes its time."""
    contexts = {
        f"{width}-{theme}": browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            reduced_motion="reduce",
            has_touch=width == 390,
        )
        for width, height in HEIGHTS.items()
        for theme in ("light", "dark")
    }
    yield {name: (Visit(context, site), context.new_page()) for name, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize(("name", "address", "status"), EXAMPLES)
def test_everybody_can_use_it(views, name, address, status):
    """Axe finds nothing against WCAG 2.2 AA or good practice, and the browser nothing to complain about."""
    for visit, page in views.values():
        visit.go(page, address, status=status)
        photograph(page, name, next(view for view, (_, each) in views.items() if each is page))
        axe.start(page)
    found = {view: axe.found(page) for view, (_, page) in views.items()}

    assert found == {view: [] for view in views}
    assert complaints([visit for visit, _ in views.values()]) == []


@pytest.mark.parametrize(("name", "address", "status"), EXAMPLES)
def test_it_fits_every_width(visitor, name, address, status):
    """From the smallest phone to a wall, in the text size a reader sets, no page scrolls sideways."""
    visit = visitor()
    page = visit.open(address, status=status)
    wide = {}
    for width in (360, 390, 768, 1280, 3840):
        page.set_viewport_size({"width": width, "height": 900})
        wide[width] = page.evaluate(WIDER)

    assert wide == {width: [] for width in wide}


@pytest.mark.parametrize(("name", "address", "status"), EXAMPLES)
def test_it_prints(visitor, name, address, status):
    """On paper there are neither the ways through the site nor buttons, and nothing is cut off at the right."""
    visit = visitor(width=794)
    page = visit.open(address, status=status)
    page.emulate_media(media="print")

    assert page.locator("header nav:visible, .search:visible, .head-acts:visible, main .btn-group:visible").count() == 0
    assert page.locator("h1").is_visible()
    assert page.evaluate(WIDER) == []


def photograph(page: Page, name: str, view: str) -> None:
    """Keep a picture of a page, where a folder is named for it."""
    if SCREENS:
        page.screenshot(path=Path(SCREENS) / f"{name}-{view}.png", full_page=True)
