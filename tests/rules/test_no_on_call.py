"""Somebody can be woken for what matters most in production."""

import pytest

from app.policy import Policy
from app.rules import no_on_call
from tests.texts import a, all_of, person, printed, team

RUNS = ("type: service", "lifecycle: production", "owner: payments", "tier: 1")
DUTY = "onCall: {type: pagerduty, value: payments-primary}"
REMEDY = "Write `onCall` under `spec` of payments, or a contact of type `pagerduty` under `contacts` of billing."
FOUND = [
    (
        "x.yaml:5:1: gap: billing is of tier 1 and in production, and neither it nor payments, which owns it, names an "
        f"on-call. {REMEDY} [no-on-call]"
    )
]
NOBODY = [
    (
        "x.yaml:5:1: gap: billing is of tier 1 and in production, and nobody owns it. Write `onCall` under `spec` "
        "of its team, or a contact of type `pagerduty` under `contacts` of billing. [no-on-call]"
    )
]


def with_metadata(line: str, text: str) -> str:
    """The text with one more key in the metadata of its first entity."""
    return text.replace("}\nspec:", f", {line}}}\nspec:", 1)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(team("payments"), id="nothing"),
        pytest.param(team("payments", "contacts: [{type: slack, value: '#p'}]"), id="only a channel"),
        pytest.param(team("payments", "contacts: [{type: phone, value: '+47 22'}]"), id="a number is for calling"),
        pytest.param(team("payments", "profile: {email: p@example.org}"), id="only an address"),
        pytest.param(team("payments", "onCall: {}"), id="nothing in it"),
    ],
)
def test_finds_what_nobody_is_woken_for(catalog_of, text):
    """Tier 1 in production without on-call, on itself or its team, is a gap."""
    assert printed(no_on_call, catalog_of({"x.yaml": a("Component billing", *RUNS), "y.yaml": text})) == FOUND


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(team("payments", DUTY), id="onCall"),
        pytest.param(team("payments", "onCall: {type: phone, value: '+47 22'}"), id="onCall by telephone"),
        pytest.param(team("payments", "contacts: [{type: pagerduty, value: p}]"), id="a contact that wakes"),
        pytest.param(
            with_metadata("annotations: {pagerduty.com/service-id: P1}", team("payments")), id="an annotation"
        ),
        pytest.param(
            with_metadata("links: [{url: 'https://duty.example.org', type: oncall}]", team("payments")), id="a link"
        ),
    ],
)
def test_the_team_answers_for_what_it_owns(catalog_of, text):
    """What a team has is enough for everything it owns."""
    assert printed(no_on_call, catalog_of({"x.yaml": a("Component billing", *RUNS), "y.yaml": text})) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(a("Component billing", *RUNS, "contacts: [{type: pagerduty, value: b}]"), [], id="a contact"),
        pytest.param(
            with_metadata("annotations: {opsgenie.com/team: b}", a("Component billing", *RUNS)), [], id="an annotation"
        ),
        pytest.param(
            a("Component billing", *RUNS, "contacts: [{type: slack, value: '#b'}]").replace("tier: 1", "tier: 2"),
            ["x.yaml:10:3: gap: billing is of tier 2" + FOUND[0].removeprefix("x.yaml:5:1: gap: billing is of tier 1")],
            id="a channel",
        ),
        pytest.param(a("Component billing", *RUNS[:3], "tier: 3"), [], id="tier 3"),
        pytest.param(a("Component billing", *RUNS[:3]), [], id="no tier"),
        pytest.param(a("Component billing", "type: service", *RUNS[2:]), [], id="no lifecycle"),
        pytest.param(a("Component billing", "lifecycle: deprecated", *RUNS[2:]), [], id="another lifecycle"),
        pytest.param(a("Component billing", "type: library", *RUNS[1:]), [], id="a library"),
        pytest.param(a("Component billing", "type: go-library", *RUNS[1:]), [], id="a library by another name"),
        pytest.param(a("API billing", "type: openapi", "definition: x", *RUNS[1:]), [], id="an API is its provider's"),
        pytest.param(a("Resource billing", "type: database", "owner: payments", "tier: 1"), [], id="a plain store"),
        pytest.param(a("Resource billing", *RUNS), FOUND, id="a store that is in production"),
        pytest.param(a("System billing", *RUNS), [], id="a system is its parts"),
    ],
)
def test_asks_what_runs_and_matters(catalog_of, text, found):
    """What is asked runs, is in production, and of a tier that demands it; contacts of its own are enough."""
    assert printed(no_on_call, catalog_of({"x.yaml": text, "y.yaml": team("payments")})) == found


@pytest.mark.parametrize(
    ("owner", "others", "found"),
    [
        pytest.param("owner: TBD", "", NOBODY, id="a placeholder"),
        pytest.param("owner: payments", "", [], id="an unknown team may have one"),
        pytest.param("owner: user:kim", person("kim"), [FOUND[0].replace("payments", "kim")], id="a person"),
        pytest.param(
            "system: core", all_of(a("System core", "owner: payments"), team("payments", DUTY)), [], id="inherited"
        ),
        pytest.param(
            "system: core", all_of(a("System core", "owner: payments"), team("payments")), FOUND, id="in vain"
        ),
        pytest.param("system: core", a("System core"), NOBODY, id="nobody around it"),
    ],
)
def test_looks_for_whoever_answers(catalog_of, owner, others, found):
    """An inherited owner is woken as well; what nobody owns, nobody is woken for; an absent team may be."""
    billing = a("Component billing", *RUNS[:2], owner, "tier: 1")

    assert printed(no_on_call, catalog_of({"x.yaml": billing, "y.yaml": others})) == found


def test_the_policy_says_which_tiers_demand_it(catalog_of):
    """A tier that demands nothing is left alone, and any may demand it."""
    catalog = catalog_of(
        all_of(a("Component billing", *RUNS[:3], "tier: 3"), a("Component shop", *RUNS), team("payments"))
    )
    policy = Policy(roles={3: frozenset(("on-call",))})

    assert [each.ref.name for each in no_on_call.check(catalog, policy)] == ["billing"]
