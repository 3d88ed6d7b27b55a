"""Ten questions that people come with, each answered with a mouse, without script, and by keyboard alone.

At the end of the run a table says what each took, from the home page on.
"""

import csv
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.people import HANDS, Person, journeys

Journey = Callable[[Person], None]


@pytest.fixture(params=HANDS)
def person(request: pytest.FixtureRequest, visitor) -> Person:
    """Somebody at the home page, once for each way to use a site."""
    visit = visitor(java_script_enabled=request.param != "no script", permissions=["clipboard-read", "clipboard-write"])
    return Person(visit, request.param)


def owner_of_refunds(person: Person) -> None:
    """The owner stands on the first screen, with a way to ask."""
    person.find("refu", "refunds")
    person.read(
        cell(person, "Owner").get_by_role("link", name="payments"), cell(person, "Ask").get_by_role("link").first
    )


def whom_to_wake(person: Person) -> None:
    """Who is on call is one press away from being woken."""
    person.find("payme", "payments")
    person.read(cell(person, "Wake somebody").get_by_text("payments-primary"))


def what_breaks(person: Person) -> None:
    """What stops and degrades is counted in the title; the text to post is there to be copied."""
    person.find("payme", "payments")
    person.open(cell(person, "If it fails").get_by_role("link").first)
    title = person.page.get_by_role("heading", level=1)
    expect(title).to_have_text("If payments fails, 9 things stop and 5 degrade")
    text = person.page.locator("pre").first
    if person.hand != "no script":
        person.use(person.page.locator("main [data-copy]").first)
        assert "payments" in person.page.evaluate("() => navigator.clipboard.readText()")
    person.read(text)


def what_is_missing(person: Person) -> None:
    """From the team to its gaps, each with the line to write."""
    person.go("Teams")
    person.open(person.page.locator("main").get_by_role("link", name="analytics").first)
    person.open(cell(person, "Missing").get_by_role("link").first)
    person.read(person.page.locator(".fix-line").first)


def a_typo(person: Person) -> None:
    """What is misspelt is found all the same."""
    person.find("paymnets", "payments")
    person.read(person.page.get_by_role("heading", level=1))


def tier_1_as_csv(person: Person) -> None:
    """What is filtered on the page is what is saved."""
    person.go("Services")
    tier = person.page.get_by_role("navigation", name="Filters").locator("a[href*='tier=1']").first
    person.open(tier)
    saved = person.save(person.page.get_by_role("link", name="CSV"))
    with saved.path().open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))

    assert {row["tier"] for row in rows} == {"1"}
    assert {"payments", "ledger"} <= {row["name"] for row in rows if row["gaps"].isdigit()}


def how_they_hang_together(person: Person) -> None:
    """The path from one to the other is told in the title."""
    person.find("checkout", "checkout-web")
    person.open(person.page.locator("main").get_by_role("link", name="Graph", exact=True))
    person.fill(person.page.get_by_label("Path to"), "ledger")
    with person.page.expect_navigation():
        person.press("Enter")
    person.read(person.page.get_by_role("heading", level=1, name="checkout-web needs ledger, through payments"))


def who_consumes_it(person: Person) -> None:
    """Consumers stand beside the operations, each of which opens."""
    person.find("payments-a", "payments-api")
    operation = person.page.locator("details.op > summary").first
    person.use(operation)
    person.read(operation, person.page.get_by_role("heading", name="Consumers", exact=True))


def who_writes_it(person: Person) -> None:
    """Writers and readers stand in a table on the first screen."""
    person.find("payments-d", "payments-db")
    person.read(person.page.get_by_role("region", name="Who writes and reads payments-db"))


def is_it_fresh(person: Person) -> None:
    """The foot of every page leads to the sources, and what could not be read in them."""
    person.open(person.page.get_by_role("contentinfo").get_by_role("link", name="source"))
    person.read(person.page.get_by_role("heading", level=1))
    person.read(person.page.locator("main table").first)


@pytest.mark.parametrize(
    "journey",
    [
        pytest.param(owner_of_refunds, id="who owns refunds"),
        pytest.param(whom_to_wake, id="whom do I wake for payments"),
        pytest.param(what_breaks, id="what breaks if payments fails, whom to tell"),
        pytest.param(what_is_missing, id="what is missing on my team's things"),
        pytest.param(a_typo, id="find a thing by a misspelt name"),
        pytest.param(tier_1_as_csv, id="the gaps of tier 1 as CSV"),
        pytest.param(how_they_hang_together, id="how does checkout-web need the ledger"),
        pytest.param(who_consumes_it, id="who consumes an API, what is an operation"),
        pytest.param(who_writes_it, id="who writes to payments-db"),
        pytest.param(is_it_fresh, id="is it fresh, what could not be read"),
    ],
)
def test_the_question_is_answered(request, person: Person, journey: Journey):
    """The answer comes into view."""
    journey(person)
    asked = request.node.callspec.id.removeprefix(f"{person.hand}-")
    request.config.stash[journeys].setdefault(asked, {})[person.hand] = person.done


def cell(person: Person, label: str) -> Locator:
    """The part of the answer that is told first, by its label."""
    labelled = person.page.locator(".answer-label", has_text=label)
    return person.page.locator(".answer-cell", has=labelled)
