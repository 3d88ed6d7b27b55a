"""Drawings move: by buttons, keys, a pinch and the mouse; and say the same in black and white and without colours."""

import pytest
from playwright.sync_api import Page, expect

ADDRESS = "/services/payments"
WIDTH = "() => Math.round(document.querySelector('.graph-canvas > svg').getBoundingClientRect().width)"
SCROLLED = (
    "() => [document.querySelector('.graph-canvas').scrollLeft, document.querySelector('.graph-canvas').scrollTop]"
)


@pytest.fixture
def drawn(visitor) -> Page:
    """A page with a drawing, which is in view."""
    page: Page = visitor().open(ADDRESS)
    page.locator(".graph-frame").first.scroll_into_view_if_needed()
    return page


def test_buttons_zoom(drawn):
    """The drawing grows by one button, shrinks by another, and fits again by the third; the page around stays."""
    height = drawn.evaluate("() => document.documentElement.scrollHeight")
    sizes = [drawn.evaluate(WIDTH)]
    for label in ("Zoom in", "Zoom in", "Zoom out", "Fit"):
        drawn.get_by_role("button", name=label).first.click()
        sizes.append(drawn.evaluate(WIDTH))

    assert sizes[0] < sizes[1] < sizes[2] > sizes[3] > sizes[4] == sizes[0]
    assert drawn.evaluate("() => document.documentElement.scrollHeight") == height


def test_keys_zoom_and_move(drawn):
    """+, - and 0 zoom wherever the focus is; arrows move the drawing once it has the focus."""
    before = drawn.evaluate(WIDTH)
    for _ in range(3):
        drawn.keyboard.press("+")
    assert drawn.evaluate(WIDTH) > before
    at = drawn.evaluate(SCROLLED)
    drawn.locator(".graph-canvas").first.focus()
    drawn.keyboard.press("ArrowLeft")
    drawn.keyboard.press("ArrowUp")
    drawn.wait_for_function(f"(at) => ({SCROLLED})().every((each, axis) => each < at[axis])", arg=at)
    drawn.keyboard.press("-")
    drawn.keyboard.press("0")
    assert drawn.evaluate(WIDTH) == before


def test_what_is_in_the_middle_stays_there(drawn):
    """Zooming keeps the point one looks at."""
    middle = """() => {
      const canvas = document.querySelector(".graph-canvas").getBoundingClientRect();
      const drawing = document.querySelector(".graph-canvas > svg").getBoundingClientRect();
      return (canvas.left + canvas.width / 2 - drawing.left) / drawing.width;
    }"""
    for _ in range(2):
        drawn.keyboard.press("+")
    before = drawn.evaluate(middle)
    drawn.keyboard.press("+")

    assert drawn.evaluate(middle) == pytest.approx(before, abs=0.01)


def test_a_pinch_zooms_and_a_wheel_scrolls(drawn):
    """A pinch on the drawing zooms the drawing, not the page; a turn of the wheel scrolls the page past it."""
    before = drawn.evaluate(WIDTH)
    drawn.locator(".graph-canvas").first.hover()
    drawn.mouse.wheel(0, 100)
    assert drawn.evaluate(WIDTH) == before
    drawn.locator(".graph-canvas").first.hover()
    drawn.keyboard.down("Control")
    drawn.mouse.wheel(0, -50)
    drawn.wait_for_function(f"(before) => ({WIDTH})() > before", arg=before)
    drawn.keyboard.up("Control")

    assert drawn.evaluate("() => window.visualViewport.scale") == 1


def test_dragging_moves_and_opens_nothing(drawn):
    """A drag that begins on a box moves the drawing and does not follow the box's link; a click does."""
    drawn.get_by_role("button", name="Fit").first.click()
    for _ in range(3):
        drawn.keyboard.press("+")
    before, address = drawn.evaluate(SCROLLED), drawn.url
    box = drawn.locator(".graph-canvas .is-root a").first
    box.scroll_into_view_if_needed()
    before = drawn.evaluate(SCROLLED)
    place = box.bounding_box()
    assert place is not None
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    drawn.mouse.move(x, y)
    drawn.mouse.down()
    drawn.mouse.move(x - 40, y - 10, steps=4)
    drawn.mouse.up()

    after = drawn.evaluate(SCROLLED)
    assert after[0] > before[0]
    assert drawn.url == address
    other = drawn.locator(".graph-canvas .node:not(.is-root) a[href]").first
    target = other.get_attribute("href")
    other.scroll_into_view_if_needed()
    other.click()
    drawn.wait_for_url(f"**{target}")


def test_on_a_phone_it_begins_at_its_root(visitor):
    """A drawing wider than the screen is scrolled to what it is about."""
    page = visitor(width=390, height=844).open(ADDRESS)
    canvas = page.locator(".graph-canvas").first.bounding_box()
    root = page.locator(".graph-canvas .is-root").first.bounding_box()
    assert canvas is not None
    assert root is not None

    assert canvas["x"] <= root["x"]
    assert root["x"] + root["width"] <= canvas["x"] + canvas["width"]


def test_without_script_it_scrolls(visitor):
    """Without script there are no buttons that do nothing, and the drawing scrolls within its frame."""
    page = visitor(width=390, height=844, java_script_enabled=False).open(ADDRESS)

    expect(page.locator("[data-zoom]:visible")).to_have_count(0)
    assert page.locator(".graph-canvas").first.evaluate("(each) => getComputedStyle(each).overflowX") == "auto"


def test_forced_colours(visitor):
    """In the system's own colours boxes, lines and text are drawn in its text colour, the root in its highlight."""
    page = visitor(forced_colors="active", color_scheme="dark").open(ADDRESS)
    colour = "(each, name) => getComputedStyle(each)[name]"
    text = page.evaluate("() => getComputedStyle(document.body).color")
    ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    box = page.locator(".graph .node:not(.is-root) path").first
    line = page.locator(".graph-canvas .edge path").first

    assert text != ground
    assert box.evaluate(colour, "stroke") == line.evaluate(colour, "stroke") == text
    assert page.locator(".graph-canvas .node text").first.evaluate(colour, "fill") == text
    assert page.locator(".graph-canvas .is-root path").first.evaluate(colour, "stroke") != text


def test_reduced_motion(visitor):
    """Whoever asks for less motion gets none: no transition, no animation, no smooth scrolling."""
    page = visitor(reduced_motion="reduce").open(ADDRESS)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((each) => {
          const style = getComputedStyle(each);
          return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0
            || style.scrollBehavior === "smooth";
        }).length"""
    )

    assert moving == 0
