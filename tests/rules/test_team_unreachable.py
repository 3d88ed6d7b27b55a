"""A team that owns something says how to reach it."""

import pytest

from app.rules import team_unreachable
from tests.texts import a, all_of, printed, team

OWNED = a("Component billing", "owner: payments")
REMEDY = "Write a chat channel or an e-mail address into `contacts` under `spec`, or write `onCall`."
FOUND = [f"x.yaml:1:1: gap: payments owns billing, and nothing says how to reach it. {REMEDY} [team-unreachable]"]


def with_metadata(line):
    """The team with one more key in its metadata."""
    return team("payments").replace("{name: payments}", f"{{name: payments, {line}}}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(team("payments"), FOUND, id="nothing"),
        pytest.param(team("payments", "contacts: [{type: slack, value: '#payments'}]"), [], id="a contact"),
        pytest.param(team("payments", "contacts: []"), FOUND, id="no contacts in the list"),
        pytest.param(team("payments", "onCall: {type: pagerduty, value: payments-primary}"), [], id="on-call"),
        pytest.param(team("payments", "profile: {email: payments@example.org}"), [], id="an e-mail address"),
        pytest.param(team("payments", "profile: {displayName: Payments}"), FOUND, id="only a name"),
        pytest.param(
            with_metadata("links: [{url: 'https://chat.example.org/p', type: chat}]"), [], id="a link to chat"
        ),
        pytest.param(
            with_metadata("links: [{url: 'https://duty.example.org/p', type: OnCall}]"), [], id="a link to on-call"
        ),
        pytest.param(with_metadata("links: [{url: 'mailto:p@example.org'}]"), [], id="a link to an address"),
        pytest.param(with_metadata("links: [{url: 'https://example.org', type: docs}]"), FOUND, id="a link to a page"),
        pytest.param(with_metadata("links: [{url: 'https://example.org'}]"), FOUND, id="a link to anything"),
        pytest.param(with_metadata("annotations: {pagerduty.com/service-id: P1}"), [], id="an on-call annotation"),
        pytest.param(with_metadata("annotations: {opsgenie.com/team: payments}"), [], id="of another service"),
        pytest.param(with_metadata("annotations: {example.org/on-call: payments}"), [], id="of one's own"),
        pytest.param(with_metadata("annotations: {pagerduty.com/service-id: ''}"), FOUND, id="an empty one"),
        pytest.param(with_metadata("annotations: {example.org/slack-channel: '#p'}"), [], id="a chat annotation"),
        pytest.param(with_metadata("annotations: {github.com/team-slug: acme/p}"), FOUND, id="another annotation"),
    ],
)
def test_finds_owning_teams_that_cannot_be_reached(catalog_of, text, found):
    """A team that owns something and names no contact of any sort is a gap."""
    assert printed(team_unreachable, catalog_of({"x.yaml": text, "y.yaml": OWNED})) == found


def test_leaves_teams_alone_that_own_nothing(catalog_of):
    """A team without things needs no contact; owning through somebody else is not owning."""
    text = all_of(
        team("payments"), team("cards", "contacts: [{type: slack, value: '#c'}]"), a("System s", "owner: cards")
    )

    assert printed(team_unreachable, catalog_of(text)) == []


def test_names_what_the_team_owns(catalog_of):
    """So that its people see what is at stake."""
    (line,) = printed(team_unreachable, catalog_of(all_of(team("payments"), OWNED, a("API cards", "owner: payments"))))

    assert "payments owns cards and billing, and nothing" in line


@pytest.mark.parametrize(
    "type_", ["chat", "email", "on-call", "oncall", "opsgenie", "pagerduty", "phone", "slack", "teams"]
)
def test_takes_links_to_people(catalog_of, type_):
    """A link of any of these types is a way to reach the team."""
    linked = with_metadata(f"links: [{{url: 'https://example.org', type: {type_}}}]")

    assert printed(team_unreachable, catalog_of(all_of(linked, OWNED))) == []
