"""The whole site by keyboard: single keys that rest in fields, and can be turned off."""

import pytest
from playwright.sync_api import expect


def test_slash_leads_to_the_search_and_escape_out_of_it(visitor):
    """The search is one key away from anywhere, and left by another."""
    page = visitor().open("/services/payments")
    page.keyboard.press("/")

    expect(page.locator("[data-search]")).to_be_focused()
    expect(page.locator("[data-search]")).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator("[data-search]")).not_to_be_focused()


@pytest.mark.parametrize(
    ("letter", "address"),
    [
        pytest.param("h", "/", id="home"),
        pytest.param("s", "/services", id="services"),
        pytest.param("a", "/apis", id="APIs"),
        pytest.param("d", "/stores", id="data stores"),
        pytest.param("t", "/teams", id="teams"),
        pytest.param("p", "/gaps", id="gaps"),
    ],
)
def test_g_and_a_letter_go_to_a_place(visitor, letter, address):
    """Two keys lead to each main page."""
    visit = visitor()
    page = visit.open("/people")
    page.keyboard.press("g")
    page.keyboard.press(letter)
    page.wait_for_url(visit.site + address)


def test_each_place_has_a_letter_of_its_own(visitor):
    """No two places share a letter, and the sheet of keys names each."""
    page = visitor().open("/")
    letters = page.locator("[data-key]").evaluate_all("(links) => links.map((link) => link.dataset.key)")

    assert len(letters) == len(set(letters))
    assert set(letters) <= set(page.locator("#keys kbd").all_text_contents())


@pytest.mark.parametrize("address", ["/services", "/gaps", "/teams", "/services/payments"])
def test_j_and_k_walk_the_rows(visitor, address):
    """The row one is at is marked and its link has the focus; the ends are ends."""
    page = visitor().open(address)
    for key in ("j", "j", "k", "k", "k"):
        page.keyboard.press(key)

    current = page.locator("main .is-current")
    expect(current).to_have_count(1)
    assert current.evaluate("(row) => row.contains(document.activeElement)")
    first = page.evaluate("() => document.querySelector('main .is-current').previousElementSibling?.tagName")
    assert first in (None, "DIV", "H2", "HEADER")


def test_enter_opens_the_row(visitor):
    """Down to the second service and into it takes three keys."""
    visit = visitor()
    page = visit.open("/services")
    second = page.locator("main tbody tr").nth(1).locator("a").first.get_attribute("href")
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url(visit.site + second)


def test_brackets_walk_the_sections(visitor):
    """Each section of a page comes under the eye and gets the focus, in order."""
    page = visitor().open("/services/payments")
    titles = page.locator("main h2").all_inner_texts()
    page.keyboard.press("]")
    page.keyboard.press("]")

    expect(page.locator("main h2:focus")).to_have_text(titles[1])
    page.keyboard.press("[")
    expect(page.locator("main h2:focus")).to_have_text(titles[0])


def test_y_copies_the_reference(visitor):
    """What the page is about is copied by one key, and that is said."""
    page = visitor(permissions=["clipboard-read", "clipboard-write"]).open("/services/payments")
    page.keyboard.press("y")

    expect(page.locator(".toast")).to_have_text("Copied component:default/payments")
    assert page.evaluate("() => navigator.clipboard.readText()") == "component:default/payments"


def test_the_sheet_of_keys(visitor):
    """It opens and closes by the same key, also closes by Esc, and no key acts behind it."""
    page = visitor().open("/services")
    sheet = page.locator("#keys")
    for key, shown in (("?", True), ("j", True), ("?", False), ("?", True), ("Escape", False)):
        page.keyboard.press(key)
        expect(sheet).to_be_visible(visible=shown)

    expect(page.locator(".is-current")).to_have_count(0)


def test_keys_rest_in_fields(visitor):
    """What is typed into a field is text."""
    page = visitor().open("/services")
    page.locator("[data-search]").focus()
    page.keyboard.type("gj?/")

    expect(page.locator("[data-search]")).to_have_value("gj?/")
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator(".is-current")).to_have_count(0)


def test_keys_can_be_turned_off(visitor):
    """Without single keys nothing happens by them, on any page, until they are turned on again."""
    visit = visitor()
    page = visit.open("/services")
    page.get_by_role("button", name="Keyboard").click()
    page.get_by_label("Single keys are on").uncheck()
    page.keyboard.press("Escape")
    visit.go(page, "/teams")
    for key in ("j", "/", "?"):
        page.keyboard.press(key)

    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator(".is-current")).to_have_count(0)
    expect(page.locator("[data-search]")).not_to_be_focused()
    page.get_by_role("button", name="Keyboard").click()
    page.get_by_label("Single keys are on").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(".is-current")).to_have_count(1)


@pytest.mark.parametrize("held", ["Control", "Meta", "Alt"])
def test_held_keys_belong_to_the_browser(visitor, held):
    """With Ctrl, Alt or the command key nothing of the site happens."""
    page = visitor().open("/services")
    page.keyboard.press(f"{held}+j")

    expect(page.locator(".is-current")).to_have_count(0)


@pytest.mark.parametrize("address", ["/", "/services/payments", "/teams/payments", "/gaps"])
def test_the_first_tab_skips_to_the_content(visitor, address):
    """Whoever tabs through a page meets the link past the header first, and it works."""
    page = visitor().open(address)
    page.keyboard.press("Tab")

    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


# What has the focus, where it cannot be seen to have it.
UNSEEN = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const box = at.getBoundingClientRect();
  const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const drawn = at.closest("svg") && parseFloat(getComputedStyle(at.querySelector("path, polygon")).strokeWidth) >= 2;
  return inside && (drawn || getComputedStyle(at).outlineStyle !== "none") ? null : at.outerHTML.slice(0, 80);
}"""


@pytest.mark.parametrize("address", ["/", "/services/payments", "/gaps"])
def test_the_focus_is_always_seen(visitor, address):
    """Whatever gets the focus by Tab is in view, and looks different from before."""
    page = visitor().open(address)
    unseen = []
    for _ in range(50):
        page.keyboard.press("Tab")
        unseen.append(page.evaluate(UNSEEN))

    assert [each for each in unseen if each] == []
