"""A waiver is over when its day is."""

from dataclasses import replace
from datetime import date

import pytest

from app.entities import Ref
from app.policy import Policy, Waiver
from app.positions import Position
from app.rules import check, waiver_expired
from tests.texts import a, printed

WAIVER = Waiver(
    "no-runbook",
    Ref("component", "default", "billing"),
    date(2026, 11, 22),
    "It moves to the new platform",
    "user:jane",
    Position("policy.yaml", 7, 5),
)
LATER = date(2027, 1, 31)
FOUND = (
    "policy.yaml:7:5: gap: The waiver of no-runbook for component:billing ended with 2026-11-22. Mend what no-runbook "
    "finds there and delete the waiver, or give it a later `until`. [waiver-expired]"
)


@pytest.mark.parametrize(
    ("waivers", "found"),
    [
        pytest.param([], [], id="none"),
        pytest.param([WAIVER], [FOUND], id="over since yesterday"),
        pytest.param([replace(WAIVER, until=date(2026, 11, 23))], [], id="today is its last day"),
        pytest.param([replace(WAIVER, until=LATER)], [], id="still holds"),
        pytest.param([WAIVER, replace(WAIVER, until=LATER)], [], id="renewed below"),
        pytest.param([replace(WAIVER, until=LATER), WAIVER], [], id="renewed above"),
        pytest.param([WAIVER, replace(WAIVER, until=date(2026, 1, 31))], [FOUND], id="over twice, the later is told"),
        pytest.param([WAIVER, replace(WAIVER, rule="no-docs", until=LATER)], [FOUND], id="another rule's holds"),
    ],
)
def test_finds_waivers_that_are_over(catalog_of, waivers, found):
    """A waiver whose day is past is a gap at its place in the policy, unless another one holds in its place."""
    catalog = catalog_of(a("Component billing"))

    assert printed(waiver_expired, catalog, Policy(waivers=tuple(waivers))) == found


def test_is_about_the_entity_and_the_rule(catalog_of):
    """Two waivers of one entity are two findings; who gave which reason is told with it."""
    waivers = (WAIVER, replace(WAIVER, rule="no-docs"))
    first, second = waiver_expired.check(catalog_of({}), Policy(waivers=waivers))

    assert {first.ref, second.ref} == {WAIVER.ref}
    assert [first.target, second.target] == ["no-runbook", "no-docs"]
    assert first.evidence == ("`user:jane` gave the reason: `It moves to the new platform`.",)


def test_what_it_hid_is_shown_again(catalog_of):
    """The day after, both the waiver and what it hid are there."""
    catalog = catalog_of(a("Component billing", "type: service", "lifecycle: production"))
    waiver = replace(WAIVER, rule="owner-missing")

    assert [each.rule for each in check(catalog, Policy(waivers=(waiver,)))] == ["owner-missing", "waiver-expired"]
    assert check(catalog, Policy(waivers=(replace(waiver, until=LATER),))) == []
