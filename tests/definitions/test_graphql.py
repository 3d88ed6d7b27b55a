from textwrap import dedent

import pytest

from app.definitions import graphql, outline
from tests.definitions.told import faults, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '''\
            "What may be asked."
            type Query {
              """
              Finds cases.
              """
              cases(state: CaseState = OPEN, first: Int!): [Case!]!
              old: Case @deprecated(reason: "Ask `cases`.")
            }
            type Mutation { open(input: OpenCase!): Case }

            "A question."
            interface Thing { id: ID! }
            type Case implements Thing & Aged {
              id: ID!
              notes(last: Int = 3): [String]
            }
            interface Aged { at: When }
            enum CaseState { OPEN "Gone." CLOSED @deprecated }
            input OpenCase { text: String!, tags: [String!] = [] }
            union Found = Case | Query
            scalar When
            directive @cost(of: Int!) on OBJECT
            ''',
            [
                "[Query] What may be asked.",
                "6 query cases - Finds cases.",
                "  state <CaseState> (OPEN unless given)",
                "  first! Int!",
                "  < [<Case>!]!",
                "7 query old deprecated - Deprecated: Ask `cases`.",
                "  < <Case>",
                "[Mutation]",
                "9 mutation open",
                "  input! <OpenCase>!",
                "  < <Case>",
                "12 interface Thing - A question.",
                "  id ID!",
                "13 type Case: implements <Thing> and <Aged>",
                "  id ID!",
                "  notes [String] (takes last: Int = 3)",
                "17 interface Aged",
                "  at <When>",
                "18 enum CaseState",
                "  OPEN",
                "  CLOSED deprecated - Gone.",
                "19 input OpenCase",
                "  text! String!",
                "  tags [String!] ([] unless given)",
                "20 union Found: <Case> or Query",
                "21 scalar When",
                "22 directive @cost",
                "  of! Int!",
            ],
            id="every sort of type",
        ),
        pytest.param(
            """\
            schema { query: Root subscription: Live }
            extend type Root { a: Int }
            type Live { b: Int }
            type Mutation { c: Int }
            extend type Root { d: Int }
            """,
            [
                "[Query]",
                "2 query a",
                "  < Int",
                "5 query d",
                "  < Int",
                "[Subscription]",
                "3 subscription b",
                "  < Int",
                "4 type Mutation",
                "  c Int",
            ],
            id="roots by other names, and what extends them",
        ),
    ],
)
def test_says_what_stands_there(text, expected):
    """The fields of the root types are operations, everything else is a type."""
    found = outline(dedent(text), "graphql")

    assert (told(found), found.faults, found.format) == (expected, (), "GraphQL")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# nothing\n", ["1: The text defines no type."], id="only a comment"),
        pytest.param("type A { b: B }\n", ["1: The type `B` is not defined here."], id="a type that is not there"),
        pytest.param("query { a }\ntype A { b: Int }\n", ["1: A query stands where types are defined."], id="a query"),
        pytest.param(
            "type A { b: Int }}\n", ["1: GraphQL cannot be read here: Unexpected '}'."], id="a brace too many"
        ),
        pytest.param('{"data": {"__schema": {}}}', ["1: The text is a query or JSON, not a schema."], id="JSON"),
    ],
)
def test_faults_have_a_line(text, expected):
    """What is wrong is said where it stands, with a remedy."""
    found = outline(text, "graphql")

    assert faults(found) == expected
    assert all(fault.remedy for fault in found.faults)


def test_goes_on_after_a_fault():
    """A type that cannot be read costs only itself; the lines of those below it are right."""
    text = (
        'type A { a: Int }\n"""\nOf B\n"""\ntype B { b Int }\n\n# c\ntype C { c: Int }\nenum D { }\ntype E { e: Int }\n'
    )
    found = outline(text, "graphql")

    assert [(each.name, each.line) for each in found.types] == [("A", 1), ("C", 8), ("E", 10)]
    assert faults(found) == [
        "5: GraphQL cannot be read here: Expected ':', found Name 'Int'.",
        "9: GraphQL cannot be read here: Expected Name, found '}'.",
    ]


def test_very_many_words():
    """A text of more words than are read is shown as far as it was read."""
    found = outline(f"type A {{ a: Int }}\nunion B = A{'|A' * (graphql._MOST_TOKENS // 2)}\n", "graphql")

    assert found.types[0].name == "A"
    assert "more than 250,000 words" in faults(found)[-1]
