"""One door for all formats: which of them a text is read as, and that no text gets the better of it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.definitions import LARGEST, outline
from app.definitions.outlines import MOST_FAULTS, Outline
from tests.definitions.told import faults

OPENAPI = """\
openapi: 3.0.3
info: {title: Payments, version: 1.0}
tags: [{name: pay, description: "It: pays"}]
paths:
  /payments/{id}:
    parameters: [{$ref: '#/components/parameters/id'}]
    get:
      tags: [pay]
      responses: {200: {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}
    post:
      requestBody: {content: {a/b: {schema: {allOf: [{$ref: '#/components/schemas/A'}, {type: object}]}}}}
components:
  parameters: {id: {name: id, in: path, required: true, schema: {type: string, enum: [a, b]}}}
  schemas:
    A: &a {type: object, required: [b], properties: {b: {type: array, items: {$ref: '#/components/schemas/A'}}}}
    B: *a
"""
JSON = '{"openapi": "3.1.0", "paths": {"/a": {"get": {"summary": "x", "parameters": [{"$ref": "#/x/0"}]}}},\n "x": [1]}'
ASYNCAPI = """\
asyncapi: 3.0.0
channels: {c: {address: a.b, messages: {m: {$ref: '#/components/messages/M'}}, parameters: {p: {enum: [a]}}}}
operations: {o: {action: send, channel: {$ref: '#/channels/c'}, messages: [{$ref: '#/channels/c/messages/m'}]}}
components: {messages: {M: {payload: {type: object, properties: {x: {type: string}}}}}}
"""
GRAPHQL = '''\
"""Root"""
type Query { a(b: [Int!]! = [1, {c: "d"}]): A @deprecated(reason: "no") }
type A implements I & J { e: [A!]! }
extend union U = A | Query
enum E { "x" F G }
input In { h: E = F }
'''
PROTOBUF = """\
syntax = "proto3"; // comment
package a.b;
/* S */ service S { rpc A(stream M) returns (M.N) { option (x) = { y: "z" }; } }
message M { message N { map<string, N> a = 1 [deprecated = true]; } oneof o { N b = 2; } enum E { F = 0; } }
"""
TEXTS = {"openapi": OPENAPI, "json": JSON, "asyncapi": ASYNCAPI, "graphql": GRAPHQL, "grpc": PROTOBUF}
TYPES = ("openapi", "asyncapi", "graphql", "grpc", "")


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        pytest.param("openapi", OPENAPI, "OpenAPI", id="openapi"),
        pytest.param("OpenAPI", OPENAPI, "OpenAPI", id="in any case"),
        pytest.param("swagger", OPENAPI, "OpenAPI", id="swagger"),
        pytest.param("asyncapi", ASYNCAPI, "AsyncAPI", id="asyncapi"),
        pytest.param("graphql", GRAPHQL, "GraphQL", id="graphql"),
        pytest.param("grpc", PROTOBUF, "Protocol Buffers", id="grpc"),
        pytest.param("rest", OPENAPI, "OpenAPI", id="an unknown type is looked at: OpenAPI"),
        pytest.param("apis-json", JSON, "OpenAPI", id="JSON of one line"),
        pytest.param("", '{\n  "info": {},\n  "asyncapi": "2.0.0"\n}', "AsyncAPI", id="JSON of several lines"),
        pytest.param("events", ASYNCAPI, "AsyncAPI", id="AsyncAPI"),
        pytest.param("", GRAPHQL, "GraphQL", id="GraphQL"),
        pytest.param("", PROTOBUF, "Protocol Buffers", id="Protocol Buffers"),
        pytest.param("crd", "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n", "", id="another"),
        pytest.param("trpc", "import { z } from 'zod';\n\nexport const a = 1;\n", "", id="a program"),
        pytest.param("", "Hello World!!\n", "", id="prose"),
    ],
)
def test_which_format(type_, text, expected):
    """The type says it; where it says none that is known, the text is looked at."""
    assert outline(text, type_).format == expected


def test_a_text_of_another_type():
    """Where the text is not of the type that is written, the type to write is said."""
    found = outline(PROTOBUF, "graphql")

    assert found.faults[0].message == "The type is graphql, and the text looks like Protocol Buffers."
    assert found.faults[0].remedy == "Write `type: grpc`, or exchange the text."


def test_a_very_large_text():
    """A text over the limit is not read, and says so."""
    found = outline(f"openapi: 3.0.0\ninfo: {{title: {'x' * LARGEST}}}\n", "openapi")

    assert not found.is_read
    assert faults(found) == [
        f"1: The definition has {LARGEST + 31:,} characters; above {LARGEST:,} only the text is shown."
    ]


def test_very_many_faults():
    """Of very many faults the first are told, and how many there are."""
    refs = "".join(f"    T{number}: {{$ref: '#/gone/{number}'}}\n" for number in range(MOST_FAULTS + 10))
    found = outline(f"openapi: 3.0.0\ncomponents:\n  schemas:\n{refs}", "openapi")

    assert len(found.faults) == MOST_FAULTS + 1
    assert found.faults[-1].message == "The text has 10 more faults from here on."


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 100_000, id="brackets"),
        pytest.param("{" * 100_000, id="braces"),
        pytest.param('{"a":' * 100_000, id="maps of JSON"),
        pytest.param('{"openapi":' * 900 + "1" + "}" * 900, id="maps that are closed"),
        pytest.param("openapi: 3.0.0\nasyncapi: 3.0.0\npaths: " + "{a: " * 100_000, id="maps of YAML"),
        pytest.param("type A { a: " + "[" * 100_000, id="lists of GraphQL"),
        pytest.param("type A { a(x: B = " + "{a:" * 100_000, id="objects of GraphQL"),
        pytest.param("message A {" * 30_000, id="messages"),
        pytest.param("message A { oneof x {" + "optional group B = 1 {" * 30_000, id="groups"),
        pytest.param("message A { extend B {" * 20_000, id="extensions"),
        pytest.param("service A { rpc B(" * 20_000, id="calls"),
        pytest.param("message A { ([{([{(}" * 10_000, id="whatever opens"),
        pytest.param("message A { " + "(" * 30_000 + "{}" * 30_000, id="what opens and blocks that close"),
        pytest.param("}" * 100_000, id="braces that close nothing"),
        pytest.param("/*" * 50_000, id="comments"),
        pytest.param('"\\' * 50_000, id="quotes"),
        pytest.param('"""' * 50_000, id="block texts"),
        pytest.param("\n" * 200_000 + "x", id="empty lines"),
        pytest.param(" \t" * 50_000 + "x", id="blanks"),
        pytest.param("# x\n" * 120_000, id="remarks"),
        pytest.param("openapi: 3.0.0\x00", id="NUL"),
        pytest.param(
            "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{$ref: '#/list/²'}]}}}\nlist: [{name: a}]",
            id="a digit that is no number",
        ),
        pytest.param("openapi: 3.0.0\ninfo: {title: '\ud800'}", id="half a character"),
        pytest.param("type \ud800 { \ud800: \ud800 }", id="half a character in GraphQL"),
        pytest.param("\ufeffopenapi: 3.0.0\r\npaths: {}\r\n", id="a mark of byte order and CRLF"),
        pytest.param("<html><body>no</body></html>", id="a page"),
        pytest.param("asyncapi: 2.0.0\nchannels: [1, {a: 2}]\ncomponents: no\nservers: {a: 1}", id="other types"),
        pytest.param(
            "openapi: {}\npaths: {/a: {get: {parameters: {}, responses: [], tags: 7}}}\ninfo: []", id="no types"
        ),
    ],
)
def test_hostile_texts(text, type_):
    """Whatever a text nests, opens or repeats, it comes to an outline, and in bearable time."""
    begin = time.monotonic()
    found = outline(text, type_)

    assert isinstance(found, Outline)
    assert time.monotonic() - begin < 20


def test_aliases_that_multiply():
    """A text whose aliases stand for billions of values is refused at the line where they become too many."""
    text = "openapi: 3.0.0\na: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
    )

    assert faults(outline(text, "openapi")) == ["7: Aliases expand past 500,000 values."]


def test_a_huge_enum():
    """Of very many values the first are told."""
    values = ", ".join(f"v{number}" for number in range(50_000))
    [found] = outline(f"openapi: 3.0.0\ncomponents: {{schemas: {{A: {{enum: [{values}]}}}}}}\n", "openapi").types

    assert found.says[0].text.endswith("v59 and 49,940 more")


def test_what_is_not_seen_is_left_out():
    """No text of an outline turns its line round or hides in it."""
    head = "openapi: 3.0.0\ninfo: {title: 'a\u202eb\u2066c'}\n"
    text = f"{head}paths: {{/\u202ex: {{get: {{summary: 'a\u200bb', description: '\u202e'}}}}}}\n"
    found = outline(text, "openapi")

    [operation] = found.operations
    assert (found.title, operation.name, operation.summary, operation.description) == ("abc", "/x", "ab", "")


@st.composite
def mutated(draw):
    """A definition with some of it left out, repeated, exchanged or put in."""
    text = TEXTS[draw(st.sampled_from(sorted(TEXTS)))]
    for _ in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(0, len(text)))
        end = min(len(text), begin + draw(st.integers(0, 40)))
        other = draw(
            st.one_of(
                st.text(max_size=6),
                st.sampled_from([*"{}[]()<>:;,=&*!|@#$\"'\\/\n\t- ", '"""', "null", "true", "1", "$ref: ", "#/paths"]),
                st.just(text[begin:end] * 2),
            )
        )
        text = text[:begin] + other + text[end:]
    return text


@settings(max_examples=400, deadline=None)
@given(text=mutated(), type_=st.sampled_from(TYPES))
def test_nothing_is_raised(text, type_):
    """Whatever becomes of a definition, it comes to an outline whose links lead to its types and whose lines exist."""
    found = outline(text, type_)

    keys = [each.key for each in found.types]
    assert len(keys) == len(set(keys))
    wordings = [
        *(each.says for each in found.types),
        *(field.type for each in found.types for field in each.fields),
        *(message.type for each in found.operations for message in (*each.sent, *each.answers)),
        *(field.type for each in found.operations for field in each.parameters),
    ]
    assert {piece.type for wording in wordings for piece in wording} <= {"", *keys}
    lines = [
        *(each.line for each in found.faults),
        *(each.line for each in found.operations),
        *(each.line for each in found.types),
    ]
    assert all(1 <= line <= text.count("\n") + text.count("\r") + 2 for line in lines)
