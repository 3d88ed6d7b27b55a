"""What a reader sets is remembered in the browser: the theme, and which teams are theirs."""

import pytest
from playwright.sync_api import expect

DARK = "() => document.documentElement.dataset.theme"


@pytest.mark.parametrize("preferred", ["light", "dark"])
def test_the_theme_follows_the_system_until_it_is_switched(visitor, preferred):
    """The system's theme is there from the first paint; the switch turns it round, on every page from then on."""
    visit = visitor(color_scheme=preferred)
    page = visit.open("/")
    before = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Switch between light and dark").click()
    after = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    visit.go(page, "/services")

    assert (before, after) == (before, page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
    assert before != after
    assert page.evaluate(DARK) == ("light" if preferred == "dark" else "dark")


def test_my_teams(visitor):
    """A team marked on its page stands on the home page with its gaps, in this browser, until it is taken away."""
    visit = visitor()
    page = visit.open("/")
    panel = page.locator("[data-my-teams]")
    expect(panel).to_be_hidden()
    for team in ("payments", "ledger"):
        visit.go(page, f"/teams/{team}")
        page.get_by_role("button", name="Add to my teams").click()

    visit.go(page, "/")
    expect(panel.get_by_role("heading")).to_have_text("My teams")
    assert panel.locator("a").evaluate_all("(links) => links.map((link) => link.pathname)") == [
        "/teams/payments",
        "/teams/ledger",
    ]
    panel.get_by_role("link", name="payments").click()
    page.get_by_role("button", name="Remove from my teams").click()
    visit.go(page, "/")
    expect(panel.locator("li")).to_have_count(1)


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param("{", id="no JSON"),
        pytest.param("{}", id="no list"),
        pytest.param('[null, 1, {"name": "x"}]', id="no teams"),
        pytest.param('[{"name": "x", "url": "javascript:alert(1)"}]', id="no address of the site"),
        pytest.param('[{"name": "x", "url": "//elsewhere.example/teams/x"}]', id="another host"),
    ],
)
def test_what_was_kept_is_not_trusted(visitor, kept):
    """Whatever stands in the browser's storage, the page shows no link that the site did not make."""
    visit = visitor()
    page = visit.open("/")
    page.evaluate("(kept) => localStorage.setItem('teams', kept)", kept)
    page.reload()

    expect(page.locator("[data-my-teams]")).to_be_hidden()


def test_a_browser_that_keeps_nothing(visitor):
    """Without storage everything works for the page one is on."""
    visit = visitor()
    page = visit.open("/about:blank", status=404)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('switched off'); } })"
    )
    visit.go(page, "/teams/payments")
    page.get_by_role("button", name="Add to my teams").click()
    before = page.evaluate(DARK)
    page.get_by_role("button", name="Switch between light and dark").click()

    assert page.evaluate(DARK) != before


def test_times_are_local(visitor):
    """Moments are shown in the reader's zone, which is named, and the stored UTC stays at hand."""
    page = visitor(timezone_id="Asia/Tokyo", locale="en-GB").open("/")
    time = page.locator("footer time").nth(1)

    assert time.get_attribute("title") == time.get_attribute("datetime")
    assert time.inner_text().endswith(("GMT+9", "JST"))


def test_copying(visitor):
    """A line to write is copied whole, and that is said where one looks and where one listens."""
    page = visitor(permissions=["clipboard-read", "clipboard-write"]).open("/gaps")
    button = page.locator("[data-copy]").first
    button.click()

    expect(button.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == button.get_attribute("data-copy")
    expect(button.get_by_role("status")).to_have_text("Copy")


def test_without_script_nothing_is_offered_that_does_nothing(visitor):
    """Buttons that need script are not there without it."""
    visit = visitor(java_script_enabled=False)
    for address in ("/", "/teams/payments", "/gaps", "/services/payments"):
        page = visit.open(address)
        offered = [
            button.get_attribute("class")
            for button in page.get_by_role("button").all()
            if button.is_visible() and button.get_attribute("type") != "submit"
        ]
        assert offered == [], address
        expect(page.locator("[data-my-teams]")).to_be_hidden()
