"""A digest as a text to send."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.entities import Ref
from app.positions import Position
from app.problems import Severity
from app.questions.contacts import Contact
from app.questions.digest import Closed, Digest
from app.questions.gaps import Gap
from app.questions.mention import Mention
from app.questions.scorecards import Card
from app.questions.tally import Tally
from app.questions.waivers import Waived
from app.reports.digest import FORMATS, markdown, text

AT = datetime(2026, 11, 23, 6, tzinfo=UTC)
MONEY = Mention(Ref.parse("group:money"), "Money")
SHOP = Mention(Ref.parse("component:shop"), "shop")
GAP = Gap(
    "finding",
    "owner-missing",
    Severity.GAP,
    SHOP,
    MONEY,
    Position("shop.yaml", 6, 3),
    "shop names no owner.",
    "Write `owner: group:<team>` under `spec`.",
    "",
    (),
    datetime(2026, 8, 2, tzinfo=UTC),
)
NOTHING = Digest(MONEY, AT, (), None, 0, (), (), None, Tally(), (), (), 0, (), 0, (), 0, None)
FULL = Digest(
    MONEY,
    AT,
    (Contact("slack", "#money", "", ""),),
    Contact("pagerduty", "money-primary", "", ""),
    3,
    (("services", 2), ("stores", 1)),
    ((1, 2), (None, 1)),
    Card(MONEY, 1, ("bronze", "silver"), GAP),
    Tally(0, 12),
    (GAP,),
    (GAP,),
    1,
    (Closed("no-logs", SHOP, "shop has no logs.", AT),),
    3,
    (
        Waived("no-slo", SHOP, MONEY, date(2026, 11, 30), "it goes soon", "user:ada", Position("policy.yaml", 3), 1),
        Waived("no-docs", SHOP, MONEY, date(2026, 11, 20), "it went", "user:ada", Position("policy.yaml", 9), 0),
    ),
    2,
    datetime(2026, 8, 2, tzinfo=UTC),
)


def test_text():
    """Everything on lines of their own, the order in which to mend numbered."""
    assert text(FULL).splitlines() == [
        "Money: 12 gaps",
        "Owns 3 things: Services 2, Data stores 1; tier 1: 2.",
        "Level: bronze. Next, for silver: owner-missing of component:shop.",
        "Reached by money-primary (pagerduty), #money (slack).",
        "2 gaps older than 90 days, the oldest of 2 August 2026.",
        "",
        "To mend, in this order",
        (
            "1. component:shop: shop names no owner. Write `owner: group:<team>` under `spec`. "
            "(gap, owner-missing, shop.yaml:6:3, since 2 August 2026)"
        ),
        "- and 11 more",
        "",
        "New in the last 7 days",
        "- component:shop: shop names no owner. (gap, owner-missing)",
        "",
        "Closed in the last 7 days",
        "- component:shop: no-logs, 23 November 2026",
        "- and 2 more",
        "",
        "Waivers at their end",
        "- component:shop: no-slo ends 30 November 2026, 8 days left: it goes soon (user:ada)",
        "- component:shop: no-docs ended 20 November 2026: it went (user:ada)",
    ]


def test_markdown():
    """The same with headings and lists; what would be markup is written as it is meant."""
    lines = markdown(FULL).splitlines()

    assert lines[0] == "## Money: 12 gaps"
    assert "### To mend, in this order" in lines
    assert (
        "1. **component:shop**: shop names no owner. Write `owner: group:<team>` under `spec`. "
        "(gap, owner-missing, shop.yaml:6:3, since 2 August 2026)" in lines
    )


def test_nothing():
    """A team without anything hears so, and how it could be reached if it said so."""
    assert text(NOTHING).splitlines() == [
        "Money: nothing to mend",
        "Owns nothing.",
        "Nothing says how to reach this team.",
    ]


@pytest.mark.parametrize(
    ("card", "said"),
    [
        pytest.param(Card(MONEY, 2, ("bronze", "silver"), None), "Level: silver, the highest.", id="the highest"),
        pytest.param(
            Card(MONEY, 0, ("bronze",), GAP),
            "No level is reached yet. Next, for bronze: owner-missing of component:shop.",
            id="none yet",
        ),
        pytest.param(Card(MONEY, 0, (), None), "The policy has no levels.", id="none there are"),
    ],
)
def test_levels(card, said):
    """What is reached is said in one sentence, with what comes next."""
    assert said in text(replace(NOTHING, card=card)).splitlines()


EVIL = "![x](http://evil.example) <script> @here\n# big | **bold** \x1b[31m \u202e"


@pytest.mark.parametrize("style", FORMATS)
def test_no_text_is_obeyed(style):
    """What authors wrote stays on its line, moves no cursor, and in Markdown is no link, image, heading or tag."""
    told = FORMATS[style](
        replace(FULL, team=replace(MONEY, title=EVIL), gaps=(replace(GAP, message=EVIL, remedy="", write=EVIL),))
    )

    assert len(told.splitlines()) == len(FORMATS[style](FULL).splitlines())
    assert not set("\x1b\u202e") & set(told)
    if style == "markdown":
        bare = re.sub(r"(?<!\\)`[^`]+`", "", told)
        assert not re.search(r"(?<!\\)[\[\]<>|`]", bare)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        pytest.param("Write `owner: a<b>`.", "Write `owner: a<b>`.", id="code"),
        pytest.param("a ` b <i>", "a \\` b \\<i\\>", id="an odd one is itself"),
        pytest.param("a `` b", "a \\`\\` b", id="so is code without text"),
    ],
)
def test_code_in_markdown(message, told):
    """What a message has between backticks is code; any other backtick is one."""
    assert f"**component:shop**: {told} (gap" in markdown(
        replace(FULL, gaps=(replace(GAP, message=message, remedy="", write=""),))
    )
