"""Each page can be used by everybody: checked by axe, in both themes, on a desk and on a phone.

`ENSEMBLE_TEST_SCREENS` names a folder that takes a picture of every page in each of these views.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from app.config import Config
from app.factory import create_app
from tests.browser import axe
from tests.browser.pages import PAGES
from tests.browser.visits import Visit, complaints

SCREENS = os.environ.get("ENSEMBLE_TEST_SCREENS")
OK = 200
NO_PAGES = {"web.static", "web.suggest", "web.by_reference"}
"""Files, answers to scripts, and addresses that lead to others."""

# What the switch of the theme does.
THEMED = "(theme) => { document.documentElement.dataset.theme = theme; }"
SIZES = {1280: 800, 390: 844}
WIDTHS = (360, 390, 768, 1280, 3840)
THEMES = ("light", "dark")

# What stands out of the page to the right, by its tag, classes and edge; what scrolls within itself is at home there.
WIDER = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  return [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > edge + 0.5)
    .map((each) => `${each.localName}.${each.classList} to ${Math.round(each.getBoundingClientRect().right)}`);
}"""


@dataclass
class View:
    """One browser at one width, which goes from page to page."""

    visit: Visit
    page: Page
    width: int


@pytest.fixture(scope="module")
def desk_and_phone(browser: Browser, site: str) -> Iterator[list[View]]:
    """A browser of each width, kept for all pages, since each takes its time to begin."""
    contexts = {
        width: browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", has_touch=width < 600
        )
        for width, height in SIZES.items()
    }
    yield [View(Visit(context, site), context.new_page(), width) for width, context in contexts.items()]
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module", params=[pytest.param((name, page), id=name) for name, page in PAGES.items()])
def views(request: pytest.FixtureRequest, desk_and_phone: list[View]) -> list[View]:
    """Each page in turn, in all views."""
    name, (address, status) = request.param
    for view in desk_and_phone:
        view.visit.complaints.clear()
        view.visit.go(view.page, address, status=status)
        view.page.emulate_media(media="screen", reduced_motion="reduce")
        view.page.set_viewport_size({"width": view.width, "height": SIZES[view.width]})
        if SCREENS:
            photograph(view, name)
    return desk_and_phone


def test_every_page_has_an_example():
    """A page that is new is looked at, too."""
    app = create_app(Config(database_url="sqlite://"))
    routes = app.url_map.bind("localhost")
    seen = {routes.match(urlsplit(page.address).path)[0] for page in PAGES.values() if page.status == OK}
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("web.")}

    assert pages - seen == NO_PAGES


@pytest.mark.parametrize("theme", THEMES)
def test_everybody_can_use_it(views, theme):
    """Axe finds nothing against WCAG 2.2 AA or good practice, and the browser nothing to complain about."""
    for view in views:
        view.page.evaluate(THEMED, theme)
        # Both are looked at at once, each by its own process. The second theme changes nothing but colours.
        axe.start(view.page, colours=theme != THEMES[0])
    found = {view.width: axe.found(view.page) for view in views}

    assert found == {width: [] for width in SIZES}
    assert complaints([view.visit for view in views]) == []


def test_it_fits_every_width(views):
    """From the smallest phone to a wall no page scrolls sideways."""
    page = views[0].page
    wider = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wider[width] = page.evaluate(WIDER)

    assert wider == {width: [] for width in WIDTHS}


def test_it_prints(views):
    """On paper there are neither the ways through the site nor buttons, and nothing is cut off at the right."""
    page = views[0].page
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")

    assert page.locator("header nav:visible, .search:visible, .head-acts:visible, main .btn-group:visible").count() == 0
    assert page.locator("h1").is_visible()
    assert page.evaluate(WIDER) == []


def photograph(view: View, name: str) -> None:
    """Keep a picture of a whole page in each theme."""
    height = view.page.evaluate("() => document.documentElement.scrollHeight")
    # As high as the page, since beyond what is in view the browser may leave parts out.
    view.page.set_viewport_size({"width": view.width, "height": height})
    for theme in THEMES:
        view.page.evaluate(THEMED, theme)
        view.page.screenshot(path=Path(SCREENS or "") / f"{name}-{view.width}-{theme}.png")
    view.page.set_viewport_size({"width": view.width, "height": SIZES[view.width]})
