import pytest

from app.definitions.held import Held
from app.entities import Ref
from app.questions import definition, entity
from app.questions.definition import LIMIT
from tests.questions import counting
from tests.questions.organisation import HEAD

API = f"""\
{HEAD}kind: API
metadata: {{name: pay-api}}
spec:
  type: openapi
  owner: money
  definition: |
    openapi: 3.0.0
    paths: {{/pay: {{post: {{summary: Pay}}}}}}
"""


def component(name, *, spec, owner="money"):
    """The text of a component in one line of `spec`."""
    return f"---\n{HEAD}kind: Component\nmetadata: {{name: {name}}}\nspec: {{type: service, owner: {owner}, {spec}}}\n"


USED = "".join(
    (
        API,
        component("payments", spec="providesApis: [pay-api]"),
        component("shop", spec="consumesApis: [pay-api]", owner="sales"),
        component(
            "mail",
            spec="consumesApis: [pay-api], dependencyDetails: {api:default/pay-api: {criticality: soft, mode: async}}",
        ),
        f"---\n{HEAD}kind: Component\nmetadata: {{name: orphan}}\nspec: {{type: service, consumesApis: [pay-api]}}\n",
        f"---\n{HEAD}kind: Group\nmetadata: {{name: money}}\nspec: {{type: team, children: []}}\n",
    )
)


def asked(session, name="pay-api"):
    """The definition of one API."""
    return definition.of(session, entity.about(session, Ref.parse(f"api:{name}")).entity, Held())


def test_who_can_wait_does_not_stop(look):
    """A consumer that needs the API hard but asks for nothing at once goes on when it breaks."""
    details = "dependencyDetails: {api:default/pay-api: {criticality: hard, mode: async}}"
    with look(API + component("nightly", spec=f"consumesApis: [pay-api], {details}")) as session:
        found = asked(session)

    assert [each.mention.ref.name for each in found.consumers] == ["nightly"]
    assert found.breaking == ()


def test_it_works(look):
    """What the definition says, who provides it, and who consumes it, with owners and how much they need it."""
    with look(USED) as session:
        found = asked(session)

    assert [each.name for each in found.outline.operations] == ["/pay"]
    assert [(each.mention.ref.name, each.owner and each.owner.ref.name) for each in found.providers] == [
        ("payments", "money")
    ]
    assert [
        (
            each.mention.ref.name,
            each.owner and each.owner.ref.name,
            each.need.criticality,
            each.need.mode,
            each.need.assumed,
        )
        for each in found.consumers
    ] == [
        ("mail", "money", "soft", "async", False),
        ("orphan", None, "hard", "sync", True),
        ("shop", "sales", "hard", "sync", True),
    ]
    assert [each.mention.ref.name for each in found.breaking] == ["orphan", "shop"]
    assert found.teams == found.owners
    assert [(team.ref.name, team.exists) for team in found.teams] == [("money", True), ("sales", False)]
    assert found.left_out == 0


def test_people_are_no_teams(look):
    """A person who owns a consumer is to be asked, and counts as no team."""
    with look(API + component("shop", spec="consumesApis: [pay-api]", owner="user:mei")) as session:
        found = asked(session)

    assert ([each.ref.name for each in found.owners], found.teams) == (["mei"], ())


def test_few_queries(look):
    """Relations, owners and the consumers' documents: three queries, however many consume it."""
    with look(USED) as session:
        api = entity.about(session, Ref.parse("api:pay-api")).entity
        with counting.selects(session) as queries:
            definition.of(session, api, Held())

    assert len(queries) == 3


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        pytest.param("definition: ''", ("", "", ()), id="empty"),
        pytest.param("definition: {$text: 'https://a.example/b'}", ("", "https://a.example/b", ()), id="elsewhere"),
        pytest.param("definition: {openapi: 3.0.0}", ("", "", ()), id="no text"),
        pytest.param("definition: [1]", ("", "", ()), id="a list"),
        pytest.param(
            "remotes: [{type: sse, url: 'https://m.example'}, 7]", ("", "", ("https://m.example",)), id="remotes"
        ),
        pytest.param("definition: Hello", ("Hello", "", ()), id="text"),
    ],
)
def test_what_stands_in_its_place(look, spec, expected):
    """Where there is no text, what is named instead is told."""
    text = (
        f"{HEAD}kind: API\nmetadata: {{name: a}}\nspec: {{type: mcp-server, lifecycle: production, owner: x, {spec}}}\n"
    )
    with look(text) as session:
        found = asked(session, "a")

    assert (found.text, found.elsewhere, found.remotes) == expected


def test_nobody_consumes_it(look):
    """An API that nobody names has nobody on either side."""
    with look(API) as session:
        found = asked(session)

    assert (found.providers, found.consumers, found.teams, found.breaking) == ((), (), (), ())


def test_very_many_consumers(look):
    """Of very many consumers the first are told, and how many there are more."""
    text = API + "".join(component(f"c{number}", spec="consumesApis: [pay-api]") for number in range(LIMIT + 2))
    with look(text) as session:
        found = asked(session)

    assert (len(found.consumers), found.left_out) == (LIMIT, 2)
