"""Suggestions as one types: by keyboard, by mouse, and never late."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import axe


@pytest.fixture
def searching(visitor) -> Page:
    """A page whose search has the focus."""
    page: Page = visitor().open("/gaps")
    page.keyboard.press("/")
    return page


def options(page: Page) -> list[str]:
    """The names suggested, in order."""
    expect(page.locator("[role=listbox]")).to_be_visible()
    return page.locator("[role=option] > span").all_inner_texts()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("payments", "payments", id="a name"),
        pytest.param("refu", "refunds", id="the beginning of one"),
        pytest.param("paymnets", "payments", id="a typo"),
    ],
)
def test_a_name_is_suggested_as_it_is_typed(searching, typed, name):
    """What one means comes first."""
    searching.keyboard.type(typed)

    assert options(searching)[0] == name


def test_arrows_choose_and_enter_opens(searching):
    """Down and up walk the suggestions round, through the field itself; Enter opens the chosen one."""
    searching.keyboard.type("pay")
    names = options(searching)
    field = searching.locator("[data-search]")
    chosen = searching.locator("[role=option][aria-selected=true]")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(chosen).to_have_count(0)
    searching.keyboard.press("ArrowDown")
    expect(chosen.locator("span")).to_have_text(names[0])
    searching.keyboard.press("ArrowUp")
    expect(chosen).to_have_count(0)
    searching.keyboard.press("ArrowUp")
    expect(chosen.locator("span")).to_have_text(names[-1])
    searching.keyboard.press("ArrowDown")
    searching.keyboard.press("ArrowDown")

    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert field.input_value() == "pay"
    target = chosen.get_attribute("href")
    searching.keyboard.press("Enter")
    searching.wait_for_url(f"**{target}")


def test_enter_alone_searches(searching):
    """Without a choice Enter asks for all results."""
    searching.keyboard.type("pay")
    options(searching)
    searching.keyboard.press("Enter")
    searching.wait_for_url("**/search?q=pay")


def test_escape_closes_then_leaves(searching):
    """The first Esc closes the suggestions and keeps what was typed, the second leaves the field."""
    searching.keyboard.type("pay")
    options(searching)
    field = searching.locator("[data-search]")
    searching.keyboard.press("Escape")
    expect(searching.locator("[role=listbox]")).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value("pay")
    expect(field).to_have_attribute("aria-expanded", "false")
    searching.keyboard.press("ArrowDown")
    options(searching)
    searching.keyboard.press("Escape")
    searching.keyboard.press("Escape")
    expect(field).not_to_be_focused()


def test_tab_and_an_empty_field_close(searching):
    """Suggestions are there only while one types."""
    searching.keyboard.type("p")
    options(searching)
    searching.keyboard.press("Backspace")
    expect(searching.locator("[role=listbox]")).to_be_hidden()
    searching.keyboard.type("p")
    options(searching)
    searching.keyboard.press("Tab")
    expect(searching.locator("[role=listbox]")).to_be_hidden()


def test_a_click_opens(searching):
    """The mouse chooses, too."""
    searching.keyboard.type("refunds")
    options(searching)
    searching.locator("[role=option]").first.click()
    searching.wait_for_url("**/services/refunds")


def test_typing_asks_once_for_what_was_meant(searching):
    """Nothing is asked between quick keys, whose time the test keeps: a busy machine may be slow to press them."""
    asked = []
    searching.on("request", lambda request: asked.append(request.url.partition("/search/suggest?")[2]))
    searching.clock.install(time=0)
    searching.clock.pause_at(1_000)
    for key in "refunds":
        searching.keyboard.press(key)
        searching.clock.run_for(20)
    searching.clock.run_for(1_000)
    options(searching)

    assert [each for each in asked if each] == ["q=refunds"]


def test_an_answer_that_was_overtaken_is_not_shown(searching):
    """A slow answer to an older question does not replace a quick one to the newer."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        if "q=ledger" in route.request.url:
            waiting.append(route)
        else:
            route.continue_()

    searching.route("**/search/suggest?*", hold)
    searching.keyboard.type("ledger")
    with searching.expect_request("**/search/suggest?q=ledger"):
        pass
    searching.locator("[data-search]").fill("refunds")
    before = options(searching)
    for route in waiting:
        route.continue_()
    searching.wait_for_timeout(300)

    assert before[0] == options(searching)[0] == "refunds"


def test_nothing_found_says_so_to_a_listener(searching):
    """Where nothing is suggested a screen reader hears it, and Enter still searches."""
    searching.keyboard.type("zzzzzzzz")
    expect(searching.locator("header [role=status]")).to_have_text("No suggestions")
    expect(searching.locator("[role=listbox]")).to_be_hidden()


@pytest.mark.parametrize("typed", ["%", '"', "AND", "payment-service", "<b>", "\\", "*", "'"])
def test_any_text_may_be_typed(searching, typed):
    """Signs that mean something to a database or to HTML are ordinary text."""
    with searching.expect_response("**/search/suggest?*") as answered:
        searching.keyboard.type(typed)

    assert answered.value.status == 200
    expect(searching.locator("header b")).to_have_count(0)


def test_the_list_is_sound(searching):
    """Axe finds nothing in the open list."""
    searching.keyboard.type("pay")
    options(searching)
    searching.keyboard.press("ArrowDown")
    axe.start(searching, "header")

    assert axe.found(searching) == []


def test_without_script_the_field_is_a_plain_search(visitor):
    """Enter searches; nothing promises suggestions."""
    page = visitor(java_script_enabled=False).open("/gaps")
    field = page.locator("[data-search]")
    field.fill("refunds")
    field.press("Enter")
    page.wait_for_url("**/search?q=refunds")

    assert page.locator("[role=combobox]").count() == 0
    expect(page.locator("main").get_by_role("link", name="refunds", exact=True).first).to_be_visible()
