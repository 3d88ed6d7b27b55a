from textwrap import dedent

import pytest

from app.definitions import openapi, outline, schemas
from tests.definitions.told import faults, told, words

HEAD = "openapi: 3.1.0\n"
SCHEMA = f"{HEAD}components:\n  schemas:\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """\
            openapi: 3.0.3
            paths:
              /payments/{id}:
                parameters:
                  - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
                get:
                  summary: Show one payment
                  responses:
                    200:
                      description: It is there.
                      content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}
                    404: {description: There is none.}
            components:
              schemas:
                Payment:
                  type: object
                  required: [amount]
                  properties:
                    amount: {type: integer, minimum: 1, description: In cents.}
                    parent: {$ref: '#/components/schemas/Payment'}
            """,
            [
                "[]",
                "6 GET /payments/{id} - Show one payment",
                "  id! string (uuid) (in the path)",
                "  < 200 <Payment>",
                "  < 404",
                "15 object Payment: object",
                "  amount! integer, 1 or more - In cents.",
                "  parent <Payment>",
            ],
            id="an operation and its type",
        ),
        pytest.param(
            """\
            openapi: 3.1.0
            tags: [{name: second, description: Told last.}, {name: unused}]
            paths:
              /a: {get: {tags: [first]}, post: {tags: [second, first]}}
              /b: {delete: {deprecated: true}}
            webhooks:
              paid: {post: {summary: It is paid}}
            """,
            [
                "[second] Told last.",
                "4 POST /a",
                "[first]",
                "4 GET /a",
                "[]",
                "5 DELETE /b deprecated",
                "[Webhooks] What this API calls where you listen.",
                "7 POST paid - It is paid",
            ],
            id="groups by the first tag, those described first, webhooks last",
        ),
        pytest.param(
            """\
            openapi: 3.0.0
            paths:
              /a:
                parameters: [{$ref: '#/components/parameters/Page'}, {name: q, in: query, schema: {type: string}}]
                put:
                  parameters: [{name: q, in: query, required: true, schema: {enum: [x, y]}}]
                  requestBody: {$ref: '#/components/requestBodies/Thing'}
                  responses: {default: {$ref: '#/components/responses/Failed'}}
            components:
              parameters:
                Page: {name: page, in: header, schema: {type: integer, default: 1}}
              requestBodies:
                Thing:
                  required: true
                  content:
                    application/json: {schema: {type: object, required: [a], properties: {a: {type: string}}}}
                    text/json: {schema: {type: object, required: [a], properties: {a: {type: string}}}}
                    text/plain: {schema: {type: string}}
              responses:
                Failed: {description: It failed., content: {text/plain: {schema: {type: string}}}}
            """,
            [
                "[]",
                "5 PUT /a",
                "  page integer, 1 unless given (in the header)",
                "  q! one of x, y (in the query)",
                "  > application/json, text/json! object",
                "    a! string",
                "  > text/plain! string",
                "  < default string",
            ],
            id="parameters, bodies and answers by reference; an operation's own parameter before its path's",
        ),
        pytest.param(
            """\
            swagger: "2.0"
            paths:
              /a:
                post:
                  consumes: [application/json]
                  parameters:
                    - {name: id, in: query, type: integer}
                    - {name: file, in: formData, type: file}
                    - {name: body, in: body, required: true, schema: {$ref: '#/definitions/A'}}
                  responses: {201: {description: ok, schema: {type: array, items: {$ref: '#/definitions/A'}}}}
            definitions:
              A: {type: object, properties: {x: {type: string}}}
            """,
            [
                "[]",
                "4 POST /a",
                "  id integer (in the query)",
                "  file file (in the form)",
                "  > body! <A>",
                "  < 201 list of <A>",
                "12 object A: object",
                "  x string",
            ],
            id="version 2",
        ),
        pytest.param(
            '{"openapi": "3.0.0",\n "paths": {\n  "/a": {\n   "get": {"summary": "x"}}},\n "components": {"schemas":\n'
            '  {"A": {"type": "string"}}}}',
            ["[]", "4 GET /a - x", "6 string A: string"],
            id="JSON, with its lines",
        ),
    ],
)
def test_says_what_stands_there(text, expected):
    """Operations in groups and types, in their order, each with its line."""
    found = outline(dedent(text), "openapi")

    assert (told(found), found.faults) == (expected, ())


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        pytest.param("{type: string}", "string", id="a type"),
        pytest.param("{type: string, format: date}", "string (date)", id="a format"),
        pytest.param("{type: [string, 'null']}", "string or null", id="several types"),
        pytest.param("{type: string, nullable: true}", "string or null", id="as 3.0 says null"),
        pytest.param("{enum: [a, 1, null, true]}", "one of a, 1, null, true", id="values"),
        pytest.param("{const: a}", "always a", id="one value"),
        pytest.param(
            "{type: array, items: {type: array, items: {$ref: '#/components/schemas/B'}}}",
            "list of list of <B>",
            id="lists",
        ),
        pytest.param("{type: array}", "list", id="a list of anything"),
        pytest.param("{type: object, additionalProperties: {type: integer}}", "map of integer", id="a map"),
        pytest.param("{oneOf: [{$ref: '#/components/schemas/B'}, {type: string}]}", "<B> or string", id="either"),
        pytest.param(
            "{allOf: [{$ref: '#/components/schemas/B'}, {properties: {x: {}}}]}",
            "<B> and fields of its own",
            id="all of them",
        ),
        pytest.param("{$ref: '#/components/schemas/B/properties/y'}", "<y>", id="a part of another type leads to that"),
        pytest.param("{$ref: 'other.yaml#/C'}", "other.yaml#/C", id="a reference to elsewhere is text"),
        pytest.param("{$ref: 'https://example.org/c.json'}", "https://example.org/c.json", id="an address is text"),
        pytest.param("true", "anything", id="yes"),
        pytest.param("false", "nothing", id="no"),
        pytest.param("{}", "anything", id="nothing said"),
        pytest.param(
            "{type: string, minLength: 1, maxLength: 8, pattern: '^a$', default: b}",
            "string, 1 characters or more, 8 characters or less, like ^a$, b unless given",
            id="limits",
        ),
        pytest.param(
            "{type: integer, minimum: 1, exclusiveMinimum: true}", "integer, 1 or more", id="as 3.0 says more"
        ),
        pytest.param("{type: integer, exclusiveMinimum: 1}", "integer, more than 1", id="as 3.1 says more"),
        pytest.param(
            "{enum: [" + ", ".join(f"v{n}" for n in range(100)) + "]}",
            f"one of {', '.join(f'v{n}' for n in range(60))} and 40 more",
            id="very many values",
        ),
        pytest.param("7", "anything", id="no schema at all"),
    ],
)
def test_a_schema_in_words(schema, expected):
    """A schema is told in a few words, in which the names of types lead to them."""
    found = outline(f"{SCHEMA}    A: {schema}\n    B: {{properties: {{y: {{type: string}}}}}}\n", "openapi")

    assert (words(found.types[0].says), found.faults) == (expected, ())


def test_fields_within_fields():
    """Objects without a name are written out by their path; those with one are led to, never followed."""
    text = """\
        openapi: 3.1.0
        components:
          schemas:
            A:
              properties:
                street: {type: object, required: [no], properties: {no: {type: integer, readOnly: true}}}
                lines: {type: array, items: {properties: {sum: {type: number, deprecated: true}}}}
                self: {$ref: '#/components/schemas/A'}
              allOf:
                - properties: {more: {type: string, writeOnly: true}}
                - $ref: '#/components/schemas/A'
        """

    assert told(outline(dedent(text), "openapi"))[1:] == [
        "  street object",
        "  street.no! integer (only answered)",
        "  lines list of object",
        "  lines[].sum number deprecated",
        "  self <A>",
        "  more string (only sent)",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", ["1: The definition is empty."], id="empty"),
        pytest.param(" \n\n", ["1: The definition is empty."], id="blank"),
        pytest.param("a: 1\n", ["1: The text has no key `openapi`, which says its version."], id="something else"),
        pytest.param("just text\n", ["1: The text is no map of keys."], id="prose"),
        pytest.param("- openapi: 3\n", ["1: The text is no map of keys."], id="a list"),
        pytest.param(
            f"{HEAD}paths:\n  /a:\n    get:\n      responses:\n        200: {{$ref: '#/components/responses/Gone'}}\n",
            ["6: `$ref` leads to `#/components/responses/Gone`, which is not there."],
            id="a reference to nothing",
        ),
        pytest.param(
            f"{SCHEMA}    A: {{properties: {{b: {{$ref: '#/components/schemas/B'}}}}}}\n",
            ["4: `$ref` leads to `#/components/schemas/B`, which is not there."],
            id="a field's type is not there",
        ),
        pytest.param(
            f"{HEAD}paths:\n  /a: {{$ref: '#/paths/~1b'}}\n  /b: {{$ref: '#/paths/~1a'}}\n",
            ["3: `$ref` leads in a circle: `#/paths/~1b`.", "4: `$ref` leads in a circle: `#/paths/~1a`."],
            id="a circle",
        ),
        pytest.param(
            f"{HEAD}info: {{title: a}}\ninfo: {{title: b}}\n",
            ["3: The key `info` stands at line 2 already."],
            id="a key stands twice",
        ),
        pytest.param(
            f"{HEAD}info: 'x\n",
            ["2: YAML cannot be read here: a quote is opened and not closed (`info: 'x`)."],
            id="an open quote",
        ),
        pytest.param(f"{HEAD}---\nopenapi: 3\n", ["2: The file holds more than one document."], id="two documents"),
        pytest.param('{"openapi": "3.0.0", }', [], id="nearly JSON is YAML"),
        pytest.param(
            '{"openapi": "3.0.0"',
            ["2: YAML cannot be read here: a bracket or brace is not closed."],
            id="JSON that is not closed",
        ),
        pytest.param(f"{HEAD}info: {{title: \x00}}\n", ["2: The text holds the control character U+0000."], id="NUL"),
    ],
)
def test_faults_have_a_line(text, expected):
    """What is wrong is said where it stands, with a remedy."""
    found = outline(text, "openapi")

    assert faults(found) == expected
    assert all(fault.remedy for fault in found.faults)


def test_what_stands_above_a_fault_is_read():
    """Of a YAML text that cannot be read as a whole, the lines above the fault are."""
    text = f"{HEAD}info: {{title: T, version: 1.10}}\npaths:\n  /a:\n    get: {{summary: One}}\n  /b: [\n"
    found = outline(text, "openapi")

    assert (found.title, found.release, told(found)) == ("T", "1.10", ["[]", "5 GET /a - One"])
    assert faults(found)[0].startswith("7: YAML cannot be read here")


def test_the_head():
    """Format, version, title, release, description and servers; a version of digits is as it was typed."""
    text = """\
        openapi: 3.1.0
        info: {title: Payments, version: 2.10, description: "Takes\\n\\nmoney."}
        servers: [{url: https://a.example}, {url: /v1}, {description: none}]
        """
    found = outline(dedent(text), "openapi")

    assert (found.format, found.version, found.title, found.release) == ("OpenAPI", "3.1.0", "Payments", "2.10")
    assert (found.description, found.servers) == ("Takes\n\nmoney.", ("https://a.example", "/v1"))


def test_the_head_of_version_2():
    """Swagger goes by its own name, and its servers are put together."""
    found = outline("swagger: '2.0'\nhost: a.example\nbasePath: /v1\nschemes: [http, https]\n", "openapi")

    assert (found.format, found.version) == ("Swagger", "2.0")
    assert found.servers == ("http://a.example/v1", "https://a.example/v1")


def test_very_many_operations():
    """Of very many operations the first are shown, and a fault says so."""
    paths = "".join(f"  /p{number}: {{get: {{}}}}\n" for number in range(openapi.MOST + 1))
    found = outline(f"{HEAD}paths:\n{paths}", "openapi")

    assert len(found.operations) == openapi.MOST
    assert faults(found) == [
        f"{openapi.MOST + 3}: There are more than 5,000 operations; those from here on are not shown."
    ]


def test_very_many_types():
    """Of very many types the first are shown, and a fault says so; nothing leads to the others."""
    types = "".join(
        f"    T{number}: {{$ref: '#/components/schemas/T{schemas.MOST}'}}\n" for number in range(schemas.MOST + 1)
    )
    found = outline(f"{SCHEMA}{types}", "openapi")

    assert len(found.types) == schemas.MOST
    assert faults(found) == [f"{schemas.MOST + 4}: There are more than 5,000 types; those from here on are not shown."]
    assert {piece.type for each in found.types for piece in each.says} == {""}
