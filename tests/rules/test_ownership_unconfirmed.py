"""The owner of what matters has said lately that it is theirs."""

import pytest

from app.policy import DEFAULT, Policy
from app.rules import ownership_unconfirmed
from tests.texts import a, all_of, printed

REMEDY = (
    "Ask who answers for it, and write that person and the day into `confirmed` under `spec`. [ownership-unconfirmed]"
)


def confirmed(what: str, on: str, tier: int = 1) -> str:
    """An entity that was confirmed on a day; the catalog is as of 2026-11-23."""
    return a(what, f"tier: {tier}", f"confirmed: {{by: user:kim, on: {on}}}")


def names(catalog, policy=DEFAULT):
    """What is found, by name."""
    return [each.ref.name for each in ownership_unconfirmed.check(catalog, policy)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(confirmed("Component billing", "2026-08-25"), [], id="90 days ago"),
        pytest.param(
            confirmed("Component billing", "2026-08-24"),
            ["Who owns billing was confirmed on 2026-08-24, 91 days ago; tier 1 allows 90."],
            id="91 days ago",
        ),
        pytest.param(confirmed("API billing", "2026-05-27", 2), [], id="tier 2 allows 180"),
        pytest.param(
            confirmed("API billing", "2026-05-26", 2),
            ["Who owns billing was confirmed on 2026-05-26, 181 days ago; tier 2 allows 180."],
            id="tier 2 allows no more",
        ),
        pytest.param(confirmed("Resource billing", "2025-11-23", 3), [], id="tier 3 allows 365"),
        pytest.param(
            confirmed("System billing", "2025-11-22", 3),
            ["Who owns billing was confirmed on 2025-11-22, 366 days ago; tier 3 allows 365."],
            id="tier 3 allows no more",
        ),
        pytest.param(confirmed("Component billing", "2001-01-01", 4), [], id="tier 4 is never asked"),
        pytest.param(confirmed("Component billing", "2026-12-24"), [], id="a day to come"),
        pytest.param(
            a("Component billing", "confirmed: {by: user:kim, on: 2001-01-01}"), [], id="without a tier nobody is asked"
        ),
        pytest.param(a("Component billing", "tier: 1"), [], id="an organisation that does not use it"),
    ],
)
def test_finds_what_was_confirmed_too_long_ago(catalog_of, text, found):
    """Each tier allows so many days, the last one included."""
    place = "x.yaml:7:29: gap:"

    assert printed(ownership_unconfirmed, catalog_of({"x.yaml": text})) == [
        f"{place} {each} {REMEDY}" for each in found
    ]


@pytest.mark.parametrize(
    ("others", "found"),
    [
        pytest.param(
            [confirmed("Component b", "2026-11-01")],
            ["Nobody has confirmed who owns billing; 1 of 2 Components of tier 1 say so."],
            id="half of them are",
        ),
        pytest.param(
            [confirmed("Component b", "2026-11-01"), a("Component c", "tier: 1")], [], id="a third of them is"
        ),
        pytest.param([confirmed("Component b", "2026-11-01", 2)], [], id="only of another tier"),
        pytest.param([confirmed("Resource b", "2026-11-01")], [], id="only of another kind"),
    ],
)
def test_finds_what_never_was_where_its_like_are(catalog_of, others, found):
    """Where at least half of a kind and tier were confirmed, the others are asked as well."""
    catalog = catalog_of({"x.yaml": a("Component billing", "tier: 1"), "y.yaml": all_of(*others)})
    about = [each for each in printed(ownership_unconfirmed, catalog) if each.startswith("x.yaml")]

    assert about == [f"x.yaml:5:1: gap: {each} {REMEDY}" for each in found]


def test_the_policy_says_from_which_share_on(catalog_of):
    """With a share of 0 everything of a tier that has to be confirmed is asked for it."""
    catalog = catalog_of(
        all_of(a("Component billing", "tier: 1"), a("Component shop", "tier: 4"), a("Domain d", "tier: 1"))
    )

    assert names(catalog) == []
    assert names(catalog, Policy(numbers={"ownership-unconfirmed.share": 0})) == ["billing"]


def test_the_policy_says_how_long_it_holds(catalog_of):
    """The days of each tier are the policy's, and a tier without any is never asked."""
    catalog = catalog_of(all_of(confirmed("Component a", "2026-11-12"), confirmed("Component b", "2001-01-01", 2)))

    assert names(catalog, Policy(confirmed_within={1: 10})) == ["a"]
    assert names(catalog, Policy(confirmed_within={1: 11})) == []
