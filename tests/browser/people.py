"""A person at the site, with a mouse, without script, or with the keyboard alone; what they do is counted."""

from collections import Counter
from typing import Literal

import pytest
from playwright.sync_api import Download, Locator, Page, expect

from tests.browser.visits import Visit

Hand = Literal["mouse", "no script", "keyboard"]
HANDS: tuple[Hand, ...] = ("mouse", "no script", "keyboard")
_MOST_STEPS = 150

Journeys = dict[str, dict[Hand, Counter[str]]]
journeys = pytest.StashKey[Journeys]()
"""What each journey took in each hand, kept for the end of the run."""

# How a part of a page is come near by keys, on a page that has just been opened: by `j` where it is what its row opens,
# by `]` where it stands in a section, else past the header by the link that Tab meets first.
_WAY = """(part) => {
  const none = {rows: 0, sections: 0, skips: false};
  const main = document.getElementById("main");
  if (document.activeElement !== document.body || !main.contains(part)) return none;
  const seen = (each) => each.checkVisibility();
  const rows = [...main.querySelectorAll("tbody tr, .hit, .gap, .gap-line")].filter((row) => row.querySelector("a"));
  const row = rows.findIndex((each) => each.querySelector("a") === part);
  const before = (each) => each.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING;
  const sections = [...main.querySelectorAll("h2")].filter(seen).filter(before).length;
  return row >= 0 ? {...none, rows: row + 1} : sections ? {...none, sections} : {...none, skips: true};
}"""
_IN_VIEW = """(each) => {
  const box = each.getBoundingClientRect();
  return box.top >= 0 && box.top < innerHeight - 16;
}"""


class Person:
    """Somebody with a question. They begin at the home page; `done` counts clicks, keys and turns of the wheel."""

    def __init__(self, visit: Visit, hand: Hand) -> None:
        self.hand = hand
        self.page: Page = visit.open("/")
        self.done: Counter[str] = Counter()

    def press(self, *keys: str) -> None:
        """Press keys, each by itself."""
        for key in keys:
            self.page.keyboard.press(key)
            self.done["keys"] += 1

    def type(self, text: str) -> None:
        """Write into what has the focus."""
        self.page.keyboard.type(text)
        self.done["keys"] += len(text)

    def find(self, typed: str, name: str) -> None:
        """Search for a thing and open its page: from the suggestions, or from the results where there are none."""
        self.at_search()
        self.type(typed)
        if self.hand == "no script":
            self.press("Enter")
            self.open(self.page.locator("main").get_by_role("link", name=name, exact=True).first)
            return
        wanted = self.page.locator("[role=option]").first
        expect(wanted.locator("span")).to_have_text(name)
        if self.hand == "keyboard":
            with self.page.expect_navigation():
                self.press("ArrowDown", "Enter")
        else:
            self.open(wanted)

    def at_search(self) -> None:
        """Put the focus into the search of the header."""
        if self.hand == "keyboard":
            self.press("/")
        else:
            self._click(self.page.locator("[data-search]"))

    def go(self, title: str) -> None:
        """Go to one of the main pages of the header."""
        self.open(self.page.get_by_role("navigation", name="Catalog").get_by_role("link", name=title))

    def open(self, link: Locator) -> None:
        """Follow a link, or send a form, and wait for the page it leads to."""
        key = link.get_attribute("data-key") if self.hand == "keyboard" else None
        with self.page.expect_navigation():
            if key:
                self.press("g", key)
            else:
                self.use(link)

    def save(self, link: Locator) -> Download:
        """Follow a link to a file."""
        with self.page.expect_download() as saved:
            self.use(link)
        return saved.value

    def use(self, part: Locator) -> None:
        """Click a part of the page, or reach it by Tab and press Enter."""
        if self.hand == "keyboard":
            self.reach(part)
            self.press("Enter")
        else:
            self._click(part)

    def fill(self, field: Locator, text: str) -> None:
        """Write a text into a field in place of what is there."""
        if self.hand == "keyboard":
            self.reach(field)
        else:
            self._click(field)
        if field.input_value():
            self.press("Control+a")
        self.type(text)

    def reach(self, part: Locator) -> None:
        """Get the focus to a part of the page by the shortest of the ways a keyboard offers."""
        way = part.evaluate(_WAY)
        if way["rows"]:
            self.press(*["j"] * way["rows"])
        elif way["sections"]:
            self.press(*["]"] * way["sections"])
        elif way["skips"]:
            self.press("Tab", "Enter")
        for _ in range(_MOST_STEPS):
            if part.evaluate("(each) => each === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"{part} is more than {_MOST_STEPS} tabs away")

    def read(self, *parts: Locator) -> None:
        """See parts of the page, going down it as far as needed."""
        for part in parts:
            expect(part).to_be_visible()
            for _ in range(_MOST_STEPS):
                if part.evaluate(_IN_VIEW):
                    break
                if self.hand == "keyboard":
                    self.press("PageDown")
                else:
                    self.page.mouse.wheel(0, 700)
                    self.done["scrolls"] += 1
                self.page.wait_for_timeout(50)
            else:
                raise AssertionError(f"{part} does not come into view")

    def _click(self, part: Locator) -> None:
        part.click()
        self.done["clicks"] += 1


def table(taken: Journeys) -> list[str]:
    """What each journey took in each hand, in lines."""
    width = max(len(name) for name in taken)
    rows = {"": list[str](HANDS)}
    rows.update((name, [_told(hands.get(hand, Counter())) for hand in HANDS]) for name, hands in taken.items())
    return [f"{name:{width}}  {''.join(f'{cell:28}' for cell in row)}".rstrip() for name, row in rows.items()]


def _told(done: Counter[str]) -> str:
    words = (("clicks", "click"), ("keys", "key"), ("scrolls", "scroll"))
    return ", ".join(f"{done[many]} {one if done[many] == 1 else many}" for many, one in words if done[many])
