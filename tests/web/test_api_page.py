import gzip
import json

import pytest

from tests.web.pages import Page

HEAD = "apiVersion: backstage.io/v1alpha1\n"
OPENAPI = """\
openapi: 3.0.3
info: {title: Pay, version: "2.8"}
tags: [{name: Payments, description: Money in.}]
paths:
  /payments:
    post:
      tags: [Payments]
      summary: Create a payment
      description: Answers at once.
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}}
      responses:
        202: {description: Pending., content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}}
        404: {$ref: '#/components/responses/Gone'}
components:
  schemas:
    New: {required: [amount], properties: {amount: {type: integer, description: In cents.}}}
    Payment: {properties: {parent: {$ref: '#/components/schemas/Payment'}}}
"""


def api(definition, type_="openapi", name="pay-api"):
    """The text of an API; its definition is a JSON string, which YAML takes for what it is."""
    spec = f"{{type: {type_}, lifecycle: production, owner: money, definition: {json.dumps(definition)}}}"
    return f"{HEAD}kind: API\nmetadata: {{name: {name}}}\nspec: {spec}\n"


def component(name, owner, spec):
    """The text of a service."""
    kind = f"{HEAD}kind: Component\nmetadata: {{name: {name}}}\n"
    return f"---\n{kind}spec: {{type: service, lifecycle: production, owner: {owner}, {spec}}}\n"


SHOP = "".join(
    (
        api(OPENAPI),
        component("payments", "money", "providesApis: [pay-api]"),
        component("shop", "sales", "consumesApis: [pay-api]"),
        component(
            "mail", "sales", "consumesApis: [pay-api], dependencyDetails: {api:default/pay-api: {criticality: soft}}"
        ),
        *(
            f"---\n{HEAD}kind: Group\nmetadata: {{name: {name}}}\nspec: {{type: team, children: []}}\n"
            for name in ("money", "sales")
        ),
    )
)


def shown(client, address="/apis/pay-api"):
    """The page, and its text with spaces as a reader sees them."""
    response = client.get(address)
    assert response.status_code == 200, response.get_data(as_text=True)
    # Cells and labels stand apart on the page without a space between them.
    page = Page(response.get_data(as_text=True).replace("><", "> <"))
    assert (page.unclosed, page.misplaced) == ([], [])
    assert len(page.ids) == len(set(page.ids))
    return page, " ".join(page.text.split())


def marked(page, state):
    """The lines of the definition that are marked so."""
    lines = [attributes for attributes in page.all("li") if attributes.get("id", "").startswith("L")]
    return [attributes["id"] for attributes in lines if attributes.get("class") == state]


def test_it_works(undrawn):
    """The title says how much there is and who notices; operations, types and the source follow."""
    page, text = shown(undrawn(SHOP))

    assert "pay-api: 1 operation, 2 consumers in 1 team" in text
    assert "OpenAPI 3.0.3" in text
    assert "Version 2.8." in text
    assert "1 consumer stops, 1 degrades" in text
    assert "Ask sales before you change it." in text
    assert "POST /payments Create a payment" in text
    assert "amount needed" in text
    assert "openapi: 3.0.3" in text
    assert {"/services/payments", "/services/shop", "/services/mail", "/teams/sales", "/teams/money"} <= set(page.hrefs)


def test_links_lead_somewhere(undrawn):
    """Every jump on the page has its target: types, and lines of the source."""
    page, _ = shown(undrawn(SHOP))

    jumps = {href[1:] for href in page.hrefs if href.startswith("#")}
    assert {"type-0", "type-1", "L6", "L16", "L17"} <= jumps
    assert jumps <= set(page.ids)


def test_a_fault_is_said_where_it_stands(undrawn):
    """A reference to nothing is told above the operations and at its line."""
    page, text = shown(undrawn(SHOP))

    said = "$ref leads to #/components/responses/Gone, which is not there."
    assert f"Line 13: {said} Write what it names, or mend the reference." in text
    assert text.count(said) == 2
    assert marked(page, "is-bad") == ["L13"]


def test_the_definition_as_text(undrawn):
    """The whole text is answered as text that no browser runs, and only by an API."""
    client = undrawn(
        api("openapi: 3.0.0\ninfo: {title: '<script>alert(1)</script>'}\n") + component("a", "b", "system: c")
    )
    response = client.get("/apis/pay-api?format=text")

    assert response.get_data(as_text=True) == "openapi: 3.0.0\ninfo: {title: '<script>alert(1)</script>'}\n"
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"].split("; ")
    assert client.get("/services/a?format=text").status_code == 400


@pytest.mark.parametrize(
    ("type_", "definition", "expected"),
    [
        pytest.param(
            "asyncapi",
            "asyncapi: 3.0.0\nchannels: {c: {address: a.b, messages: {m: {payload: {type: string}}}}}\n"
            "operations: {hear: {action: receive, channel: {$ref: '#/channels/c'}, summary: Hear it}}\n",
            ["1 operation", "a.b", "receive hear Hear it", "Messages m string"],
            id="AsyncAPI",
        ),
        pytest.param(
            "graphql",
            'type Query {\n  "Finds."\n  find(id: ID!): Case\n}\ntype Case { id: ID! }\n',
            ["1 operation", "Query", "query find Finds.", "Arguments id needed ID!", "Case type, 1 field"],
            id="GraphQL",
        ),
        pytest.param(
            "grpc",
            'syntax = "proto3";\nservice Ledger {\n  // Books.\n  rpc Book(Entry) returns (stream Entry);\n}\n'
            "message Entry { string id = 1; }\n",
            [
                "1 operation",
                "Protocol Buffers proto3",
                "Ledger",
                "rpc Book Books.",
                "Takes Entry Takes fields id string, = 1",
                "stream of Entry",
            ],
            id="Protocol Buffers",
        ),
        pytest.param(
            "openapi",
            "openapi: 3.0.0\ncomponents: {schemas: {A: {type: string}}}\n",
            ["pay-api: 1 type, no consumers", "A string"],
            id="types alone",
        ),
        pytest.param(
            "crd",
            "apiVersion: v1\nkind: X\n",
            ["its definition as text", "Definitions of type crd are shown as they are written", "kind: X"],
            id="another format",
        ),
        pytest.param(
            "openapi",
            "",
            ["no definition", "There is no definition", "definition: {$text: ./openapi.yaml}"],
            id="empty",
        ),
        pytest.param("grpc", "syntax = ", ["its definition as text", "where more is wanted"], id="nothing can be read"),
    ],
)
def test_every_format(undrawn, type_, definition, expected):
    """Each format is drawn up in its own words; what is not drawn up is shown as it is written."""
    _, text = shown(undrawn(api(definition, type_)))

    assert [words for words in expected if words not in text] == []


def test_a_definition_elsewhere(undrawn):
    """An address is not fetched; the page says so, and what to write."""
    text = api("").replace('definition: ""', "definition: {$text: 'https://a.example/openapi.yaml'}")
    _, said = shown(undrawn(text))

    assert "The definition stands elsewhere and is not read" in said
    assert "https://a.example/openapi.yaml" in said
    assert "write definition: {$text: ./openapi.yaml}" in said


def test_an_mcp_server(undrawn):
    """An MCP server has addresses in place of a definition."""
    text = api("", "mcp-server").replace('definition: ""', "remotes: [{type: sse, url: 'https://m.example/x'}]")
    _, said = shown(undrawn(text))

    assert "pay-api: 1 address, no consumers" in said
    assert "It is reached at https://m.example/x." in said


def test_nobody_provides_or_consumes_it(undrawn):
    """Who provides and who consumes is said also where it is nobody, with what to write."""
    _, text = shown(undrawn(api(OPENAPI)))

    assert "Its provider writes providesApis: [pay-api]." in text
    assert "A consumer writes consumesApis: [pay-api]." in text


def large(operations=250, types=130):
    """A definition of many operations and types."""
    paths = "".join(
        f"  /things/{number}:\n    get:\n      summary: Thing {number}\n      responses:\n        200:\n"
        f"          content:\n            {{a/b: {{schema: {{$ref: '#/components/schemas/T{number % types}'}}}}}}\n"
        for number in range(operations)
    )
    schemas = "".join(f"    T{number}: {{properties: {{x: {{type: string}}}}}}\n" for number in range(types))
    return f"openapi: 3.0.0\npaths:\n{paths}components:\n  schemas:\n{schemas}"


def test_sheets(undrawn):
    """Many operations and types stand on several sheets; a link to a type or line that is elsewhere leads there."""
    client = undrawn(api(large()))
    page, text = shown(client)

    assert "1\N{EN DASH}100 of 250" in text
    assert "Thing 99" in text
    assert "Thing 100" not in text
    assert "/apis/pay-api?page=2&types=1#operations" in page.hrefs
    assert "/apis/pay-api?types=2#type-60" in page.hrefs
    assert "/apis/pay-api?line=606#L606" in page.hrefs

    page, text = shown(client, "/apis/pay-api?page=3&types=2&line=1000")
    assert "201\N{EN DASH}250 of 250" in text
    assert "Thing 249" in text
    assert "type-60" in page.ids
    assert "L1000" in page.ids
    assert marked(page, "is-marked") == ["L1000"]
    assert "lines 988\N{EN DASH}1 587" in text


def test_links_between_sheets_lead_somewhere(undrawn):
    """Wherever a link of a large definition leads, its target is there."""
    client = undrawn(api(large()))
    page, _ = shown(client)
    others = sorted({href for href in page.hrefs if href.startswith("/apis/pay-api?") and "#" in href})

    assert len(others) > 10
    for href in others[:: len(others) // 10]:
        address, _, target = href.partition("#")
        assert target in shown(client, address)[0].ids


@pytest.mark.parametrize("query", ["line=0", "line=x", "types=0", "types=-1", "page=1.5"])
def test_what_cannot_be_asked(undrawn, query):
    """A sheet or line that cannot be is refused."""
    assert undrawn(api(OPENAPI)).get(f"/apis/pay-api?{query}").status_code == 400


def test_a_megabyte(undrawn):
    """The page of a large definition stays light, and its text is read once."""
    text = api("").replace('definition: ""', "definition: {$text: ./openapi.yaml}")
    client = undrawn({"catalog-info.yaml": text, "openapi.yaml": large(operations=7_000)})
    first = client.get("/apis/pay-api?page=2")

    assert len(gzip.compress(first.data)) < 100_000
    assert "more than 5,000 operations" in first.get_data(as_text=True)
    assert len(client.application.config["OUTLINES"]) == 1


def test_hostile_words(undrawn):
    """Markup in any text of a definition stays text, and nothing turns a line round."""
    bad = "<img src=x onerror=alert(1)>\u202e"
    definition = {
        "openapi": bad,
        "info": {"title": bad, "version": bad, "description": bad},
        "tags": [{"name": bad, "description": bad}],
        "paths": {
            f"/{bad}": {
                "get": {
                    "tags": [bad],
                    "summary": bad,
                    "description": bad,
                    "parameters": [
                        {"name": bad, "in": bad, "schema": {"enum": [bad], "default": bad}, "description": bad}
                    ],
                    "requestBody": {"content": {bad: {"schema": {"$ref": f"#/components/schemas/{bad}"}}}},
                    "responses": {bad: {"description": bad, "$ref": bad}},
                }
            }
        },
        "components": {"schemas": {bad: {"type": bad, "properties": {bad: {"type": bad, "format": bad}}}}},
    }
    page, _ = shown(undrawn(api(json.dumps(definition, ensure_ascii=False, indent=1))))

    assert page.all("img") == []
    assert "\u202e" not in page.text


def test_the_example_is_drawn_up(example):
    """Each API of the example organisation has operations and no fault."""
    listed = Page(example.get("/apis").get_data(as_text=True))
    addresses = {href for href in listed.hrefs if href.startswith("/apis/")}

    assert len(addresses) >= 5
    for address in sorted(addresses):
        _, text = shown(example, address)
        assert "operation" in text
        assert "cannot be read here" not in text
