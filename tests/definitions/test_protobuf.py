from textwrap import dedent

import pytest

from app.definitions import outline
from tests.definitions.told import faults, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """\
            // Licence.

            syntax = "proto3";
            package halden.ledger.v1;
            import "google/protobuf/timestamp.proto";
            option java_package = "a.b";

            // Books money.
            // And more.
            service Ledger {
              option (x).y = { a: "}" };
              /* Books it. */
              rpc Book(BookRequest) returns (.halden.ledger.v1.Entry);
              rpc Follow (stream BookRequest) returns (stream Entry) { // Follows.
                option deprecated = true;
                option (google.api.http) = { get: "/v1/{name=a/*}" additional_bindings { post: "/x" } };
              }
            }

            message BookRequest {
              string key = 1; // Only once.
              repeated Entry.Side sides = 2 [(validate) = {min: 1}, deprecated = true];
              map<string, Entry> all = 3;
              oneof way { int32 card = 4; Entry account = 5; }
              optional google.protobuf.Timestamp at = 6;
              reserved 7 to 9, "old";
            }

            message Entry {
              enum Side {
                option allow_alias = true;
                SIDE_UNSPECIFIED = 0;
                // To the left.
                LEFT = 1 [deprecated = true];
                BELOW = -1;
              }
              Side side = 1;
              message Inner { Side side = 1; Inner inner = 2; }
            }
            """,
            [
                "[Ledger] Books money.\nAnd more.",
                "13 rpc Book - Books it.",
                "  > <BookRequest>",
                "  < <Entry>",
                "14 rpc Follow deprecated",
                "  > stream of <BookRequest>",
                "  < stream of <Entry>",
                "20 message BookRequest",
                "  key string (= 1) - Only once.",
                "  sides repeated <Entry.Side> (= 2) deprecated",
                "  all map<string, <Entry>> (= 3)",
                "  card int32 (one of way, = 4)",
                "  account <Entry> (one of way, = 5)",
                "  at google.protobuf.Timestamp (optional, = 6)",
                "29 message Entry",
                "  side <Entry.Side> (= 1)",
                "30 enum Entry.Side",
                "  SIDE_UNSPECIFIED (= 0)",
                "  LEFT (= 1) deprecated - To the left.",
                "  BELOW (= -1)",
                "38 message Entry.Inner",
                "  side <Entry.Side> (= 1)",
                "  inner <Entry.Inner> (= 2)",
            ],
            id="proto3",
        ),
        pytest.param(
            """\
            syntax = 'proto2';
            message A {
              required string a = 1 [default = "x;}"];
              optional group Inner = 2 { optional int32 b = 1; }
              extensions 100 to max;
              extend A { optional bool c = 100; }
            }
            extend A { optional bool d = 101; }
            """,
            [
                "2 message A",
                '  a! string ("x;}" unless given, = 1)',
                "  Inner <A.Inner> (optional, = 2)",
                "4 message A.Inner",
                "  b int32 (optional, = 1)",
                "6 extend A: extends <A>",
                "  c bool (optional, = 100)",
                "8 extend A: extends <A>",
                "  d bool (optional, = 101)",
            ],
            id="proto2",
        ),
        pytest.param(
            'edition = "2023";\nservice S { rpc A(stream) returns (S.B); }\nmessage stream {}\n'
            "message S { message B {} }\n",
            ["[S]", "2 rpc A", "  > <stream>", "  < <S.B>", "3 message stream", "4 message S", "4 message S.B"],
            id="editions, and names that are words of the language",
        ),
    ],
)
def test_says_what_stands_there(text, expected):
    """Services as groups of calls; messages and enums as types, names looked up from the inside out."""
    found = outline(dedent(text), "grpc")

    assert (told(found), found.faults, found.format) == (expected, (), "Protocol Buffers")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("// nothing\n", ["1: The text defines no service and no message."], id="only a comment"),
        pytest.param(
            "message A { B b = 1; }\n",
            ["1: The type `B` is not defined here, and nothing is imported."],
            id="a type that is not there",
        ),
        pytest.param('import "b.proto";\nmessage A { B b = 1; }\n', [], id="a type that may be imported"),
        pytest.param("message A {}\nmessage A {}\n", ["2: `A` is defined at line 1 already."], id="twice"),
        pytest.param("message A {\n  string a = 1;\n", ["1: The block that begins here is not closed."], id="open"),
        pytest.param(
            "message A { b",
            [
                "1: Here stands the end of the text where a name is wanted.",
                "1: The block that begins here is not closed.",
            ],
            id="the end",
        ),
        pytest.param("message A {} }\n", ["1: A `}` closes nothing."], id="a brace too many"),
        pytest.param(
            "hello world;\n",
            ["1: Here stands `hello` where `message`, `enum`, `service`, `import` or `option` is wanted."],
            id="something else",
        ),
    ],
)
def test_faults_have_a_line(text, expected):
    """What is wrong is said where it stands, with a remedy."""
    found = outline(text, "grpc")

    assert faults(found) == expected
    assert all(fault.remedy for fault in found.faults)


def test_a_statement_at_fault_costs_only_itself():
    """What stands around a statement that cannot be read is there."""
    text = """\
        message A {
          string a 1;
          string b = 2
          string c = 3;
          oneof d { ( }
          string e = 5;
        }
        service S {
          rpc One(A);
          rpc Two(A) returns (A);
        }
        """
    found = outline(dedent(text), "protobuf")

    assert told(found) == [
        "[S]",
        "10 rpc Two",
        "  > <A>",
        "  < <A>",
        "1 message A",
        "  b string (= 2)",
        "  e string (= 5)",
    ]
    assert faults(found) == [
        "2: Here stands `1` where `=` is wanted.",
        "4: Here stands `string` where `;` is wanted.",
        "5: Here stands `(` where a name is wanted.",
        "9: Here stands `;` where `returns` is wanted.",
    ]


def test_the_head():
    """Syntax and package are the version and the title."""
    found = outline('syntax = "proto3";\npackage a.b.v1;\nmessage A {}\n', "grpc")

    assert (found.version, found.title) == ("proto3", "a.b.v1")
