import pytest

from app.questions import contacts
from app.questions.contacts import Contact
from app.rules.contacts import is_reachable

HEAD = "apiVersion: backstage.io/v1alpha1\nkind: Group\n"


@pytest.fixture
def team(catalog_of):
    """Makes a team of the lines below its metadata and spec."""

    def made(spec="", metadata=""):
        text = f"{HEAD}metadata:\n  name: a\n{metadata}spec:\n  type: team\n  children: []\n{spec}"
        return next(iter(catalog_of(text)))

    return made


@pytest.mark.parametrize(
    ("spec", "metadata", "expected"),
    [
        pytest.param(
            '  contacts:\n    - {type: slack, value: "#pay", title: Ask}\n',
            "",
            [Contact("slack", "#pay", "Ask", "")],
            id="a channel has no address",
        ),
        pytest.param(
            "  contacts:\n    - {type: email, value: pay@example.org}\n",
            "",
            [Contact("email", "pay@example.org", "", "mailto:pay@example.org")],
            id="e-mail",
        ),
        pytest.param(
            '  contacts:\n    - {type: phone, value: "+47 22 00"}\n',
            "",
            [Contact("phone", "+47 22 00", "", "tel:+472200")],
            id="phone",
        ),
        pytest.param(
            "  contacts:\n    - {type: url, value: https://example.org}\n",
            "",
            [Contact("url", "https://example.org", "", "https://example.org")],
            id="an address leads there",
        ),
        pytest.param(
            '  contacts:\n    - {type: slack, value: "javascript:alert(1)"}\n',
            "",
            [Contact("slack", "javascript:alert(1)", "", "")],
            id="what would run is text",
        ),
        pytest.param(
            "  profile: {email: pay@example.org}\n",
            "",
            [Contact("email", "pay@example.org", "", "mailto:pay@example.org")],
            id="the profile",
        ),
        pytest.param(
            "  profile: {email: pay@example.org}\n  contacts:\n    - {type: email, value: pay@example.org}\n",
            "",
            [Contact("email", "pay@example.org", "", "mailto:pay@example.org")],
            id="the same twice is said once",
        ),
        pytest.param(
            "",
            "  links:\n    - {url: https://chat.example.org/pay, type: chat, title: Chat}\n"
            "    - {url: https://example.org, type: docs}\n",
            [Contact("chat", "https://chat.example.org/pay", "Chat", "https://chat.example.org/pay")],
            id="links of its kind",
        ),
        pytest.param("  onCall: {type: pagerduty, value: primary}\n", "", [], id="on-call is told apart"),
        pytest.param("", "", [], id="nothing"),
    ],
)
def test_of(team, spec, metadata, expected):
    """Every way to ask the people behind an entity, once each."""
    assert list(contacts.of(team(spec, metadata))) == expected


@pytest.mark.parametrize(
    ("spec", "metadata", "expected"),
    [
        pytest.param(
            "  onCall: {type: pagerduty, value: primary}\n", "", ("pagerduty", "primary"), id="said to be on call"
        ),
        pytest.param(
            "  contacts:\n    - {type: pagerduty, value: P1}\n", "", ("pagerduty", "P1"), id="among the contacts"
        ),
        pytest.param("", "  annotations: {pagerduty.com/service-id: PD1}\n", ("pagerduty", "PD1"), id="an annotation"),
        pytest.param(
            "",
            "  annotations: {pagerduty.com/integration-key: s3cret}\n",
            ("pagerduty", "pagerduty"),
            id="a key is not shown",
        ),
        pytest.param(
            "",
            "  links:\n    - {url: https://oncall.example.org, type: oncall}\n",
            ("oncall", "https://oncall.example.org"),
            id="a link",
        ),
        pytest.param('  contacts:\n    - {type: slack, value: "#a"}\n', "", None, id="nobody to wake"),
    ],
)
def test_on_call(team, spec, metadata, expected):
    """Whom to wake, however that is written."""
    found = contacts.on_call(team(spec, metadata))

    assert (found and (found.type, found.value)) == expected


@pytest.mark.parametrize(
    ("spec", "metadata"),
    [
        ("", ""),
        ('  contacts:\n    - {type: slack, value: "#a"}\n', ""),
        ("  onCall: {type: pagerduty, value: p}\n", ""),
        ("  profile: {email: a@example.org}\n", ""),
        ("  profile: {displayName: A}\n", ""),
        ("", "  links:\n    - {url: https://a.example, type: chat}\n"),
        ("", "  links:\n    - {url: https://a.example, type: OnCall}\n"),
        ("", "  links:\n    - {url: https://a.example, type: docs}\n"),
        ("", "  links:\n    - {url: 'mailto:a@example.org'}\n"),
        ("", "  annotations: {pagerduty.com/service-id: P}\n"),
        ("", "  annotations: {opsgenie.com/team: a}\n"),
        ("", "  annotations: {github.com/team-slug: a/b}\n"),
    ],
)
def test_who_is_reachable_is_shown_so(team, spec, metadata):
    """The rule that misses a contact and the page that shows them never disagree."""
    made = team(spec, metadata)

    assert is_reachable(made) == bool(contacts.of(made) or contacts.on_call(made))


def test_contacts_of_an_entity_stand_alone(catalog_of):
    """Where an entity names contacts of its own, its team's are not added; else both count."""
    catalog = catalog_of(
        f"{HEAD}metadata: {{name: a}}\nspec: {{type: team, children: [], profile: {{email: a@example.org}}}}\n---\n"
        "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: own}\n"
        'spec: {owner: a, contacts: [{type: slack, value: "#own"}]}\n---\n'
        "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: bare}\nspec: {owner: a}\n"
    )
    [team], [bare, own] = catalog.of_kind("group"), catalog.of_kind("system")

    assert [each.value for each in contacts.either(own, team)] == ["#own"]
    assert [each.value for each in contacts.either(bare, team)] == ["a@example.org"]


def test_the_team_is_woken_before_what_an_entity_is_wired_to(catalog_of):
    """An annotation of the entity is where alerts go; the name somebody can page is the team's."""
    catalog = catalog_of(
        f"{HEAD}metadata: {{name: a}}\n"
        "spec: {type: team, children: [], onCall: {type: pagerduty, value: primary}}\n---\n"
        "apiVersion: backstage.io/v1alpha1\nkind: System\n"
        "metadata: {name: s, annotations: {pagerduty.com/service-id: PD1}}\nspec: {owner: a}\n"
    )
    [team], [system] = catalog.of_kind("group"), catalog.of_kind("system")

    [own] = catalog_of(
        "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: s}\n"
        "spec: {owner: a, contacts: [{type: pagerduty, value: own}]}\n"
    )

    assert contacts.waking(own, team) == Contact("pagerduty", "own", "", "")
    assert contacts.waking(system, team) == Contact("pagerduty", "primary", "", "")
    assert contacts.waking(system, None) == Contact("pagerduty", "PD1", "", "")
