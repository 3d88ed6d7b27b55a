from textwrap import dedent

import pytest

from app.definitions import outline
from tests.definitions.told import faults, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """\
            asyncapi: 3.0.0
            channels:
              paid:
                address: payments.v2
                description: One event for each change.
                messages:
                  taken: {$ref: '#/components/messages/Taken'}
                  refused: {summary: It said no., payload: {properties: {reason: {type: string}}}}
              unused:
                address: null
                parameters: {key: {description: Which one., enum: [a, b]}}
                messages: {ping: {payload: {type: string}}}
            operations:
              say:
                action: send
                summary: Say it
                channel: {$ref: '#/channels/paid'}
                messages: [{$ref: '#/channels/paid/messages/taken'}]
              hear:
                action: receive
                channel: {$ref: '#/channels/paid'}
                reply: {messages: [{$ref: '#/components/messages/Taken'}]}
            components:
              messages:
                Taken: {name: taken, summary: It is ours., payload: {$ref: '#/components/schemas/Payment'}}
              schemas:
                Payment: {properties: {id: {type: string}}}
            """,
            [
                "[payments.v2] One event for each change.",
                "14 send say - Say it",
                "  > taken <Taken>",
                "19 receive hear",
                "  > taken <Taken>",
                "  > refused object",
                "    reason string",
                "  < taken <Taken>",
                "[unused]",
                "9 carries unused",
                "  key! one of a, b (in the channel) - Which one.",
                "  > ping string",
                "25 message Taken: <Payment> - It is ours.",
                "27 object Payment: object",
                "  id string",
            ],
            id="version 3",
        ),
        pytest.param(
            """\
            asyncapi: '2.6.0'
            channels:
              light/{id}/measured:
                description: What a light sees.
                parameters: {id: {$ref: '#/components/parameters/id'}}
                publish:
                  operationId: receiveLight
                  summary: Tell what you see
                  message: {$ref: '#/components/messages/Light'}
                subscribe:
                  message:
                    oneOf: [{name: dim, payload: {type: integer}}, {$ref: '#/components/messages/Light'}]
            components:
              parameters: {id: {schema: {type: string}}}
              messages:
                Light:
                  payload: {properties: {lumens: {type: integer, minimum: 0}}}
            """,
            [
                "[light/{id}/measured] What a light sees.",
                "6 publish receiveLight - Tell what you see",
                "  id! string (in the channel)",
                "  > message <Light>",
                "10 subscribe light/{id}/measured",
                "  id! string (in the channel)",
                "  > dim integer",
                "  > message <Light>",
                "16 message Light: object",
                "  lumens integer, 0 or more",
            ],
            id="version 2",
        ),
        pytest.param(
            """\
            asyncapi: 3.0.0
            channels: {a: {messages: {m: {payload: {schemaFormat: avro, schema: {type: record}}}}}}
            operations: {o: {action: send, channel: {$ref: 'other.yaml#/channels/b'}, messages: [{$ref: 'o.yaml#/M'}]}}
            """,
            ["[a]", "2 carries a", "  > m record", "[other.yaml#/channels/b]", "3 send o", "  > M o.yaml#/M"],
            id="what stands elsewhere is text",
        ),
    ],
)
def test_says_what_stands_there(text, expected):
    """Channels as groups, with what is sent and received there; messages are types."""
    found = outline(dedent(text), "asyncapi")

    assert (told(found), found.faults) == (expected, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: 3\n", ["1: The text has no key `asyncapi`, which says its version."], id="something else"),
        pytest.param("text\n", ["1: The text is no map of keys."], id="prose"),
        pytest.param(
            "asyncapi: 3.0.0\noperations:\n  o: {channel: {$ref: '#/channels/gone'}}\n",
            ["3: `$ref` leads to `#/channels/gone`, which is not there."],
            id="a channel that is not there",
        ),
        pytest.param(
            "asyncapi: 2.0.0\nchannels:\n  c: {publish: {message: {$ref: '#/components/messages/M'}}}\n"
            "components: {messages: {M: {$ref: '#/components/messages/M'}}}\n",
            [f"{line}: `$ref` leads in a circle: `#/components/messages/M`." for line in (3, 4)],
            id="a circle",
        ),
    ],
)
def test_faults_have_a_line(text, expected):
    """What is wrong is said where it stands, with a remedy."""
    found = outline(text, "asyncapi")

    assert faults(found) == expected
    assert all(fault.remedy for fault in found.faults)


def test_the_head():
    """Servers are told with their protocol, in the words of either version."""
    text = """\
        asyncapi: 3.0.0
        info: {title: Events, version: 2.1.0, description: All of them.}
        servers:
          a: {host: kafka.example, pathname: /x, protocol: kafka}
          b: {url: mqtt.example, protocol: mqtt}
          c: {}
        """
    found = outline(dedent(text), "asyncapi")

    assert (found.format, found.version, found.title, found.release) == ("AsyncAPI", "3.0.0", "Events", "2.1.0")
    assert (found.description, found.servers) == ("All of them.", ("kafka.example/x (kafka)", "mqtt.example (mqtt)"))
