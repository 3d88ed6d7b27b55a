"""AsyncAPI 2 and 3: channels, what is sent and received on them, messages and schemas."""

from collections.abc import Iterator
from dataclasses import replace

from app.definitions import plain
from app.definitions.outlines import Fault, Field, Group, Message, Operation, Outline, Piece, Type, told
from app.definitions.schemas import Schemas
from app.definitions.trees import Part, Tree, tree

_CARRIES = "carries"
"""The verb of a channel that no operation names."""


def outline(text: str) -> Outline:
    """What an AsyncAPI text says."""
    return read(tree(text))


def read(found: Tree) -> Outline:
    """What the tree of an AsyncAPI text says."""
    root = found.root
    version = root["asyncapi"].text
    if isinstance(found.value, dict) and not version:
        remedy = "Write `asyncapi: 3.0.0` as its first line, or name another type in `spec.type`."
        found.faults.append(Fault(1, "The text has no key `asyncapi`, which says its version.", remedy))
    elif found.value is not None and not isinstance(found.value, dict):
        found.faults.append(Fault(1, "The text is no map of keys.", "Begin with `asyncapi: 3.0.0`."))
    schemas = Schemas(root, ("/components/schemas", "/components/messages"))
    info = root["info"]
    return Outline(
        "AsyncAPI",
        version,
        info["title"].text,
        info["version"].text,
        info["description"].prose,
        tuple(_servers(root)),
        tuple(_groups_of_2(root, schemas) if version.startswith(("1", "2")) else _groups_of_3(root, schemas)),
        (
            *(_message_type(name, part, schemas) for name, part in root["components"]["messages"].entries()),
            *schemas.types("/components/schemas"),
        ),
        told(found.faults),
    )


def _servers(root: Part) -> Iterator[str]:
    for _, written in root["servers"].entries():
        server = written.followed()
        # Version 3 parts what version 2 had in one address.
        host = server["host"].text
        address = f"{host}{server['pathname'].text}" if host else server["url"].text
        if address:
            protocol = server["protocol"].text
            yield f"{address} ({protocol})" if protocol else address


def _groups_of_2(root: Part, schemas: Schemas) -> Iterator[Group]:
    """A group for each channel with what may be published and subscribed there."""
    for address, written in root["channels"].entries():
        channel = written.followed()
        operations = [
            _operation(
                verb,
                channel[verb]["operationId"].text or address,
                channel[verb],
                tuple(_message(each, "message", schemas) for each in _messages_of_2(channel[verb]["message"])),
            )
            for verb in ("publish", "subscribe")
            if isinstance(channel[verb].value, dict)
        ]
        yield _group(address, channel, operations, schemas)


def _messages_of_2(part: Part) -> list[Part]:
    """One message, or one of several."""
    several = list(part["oneOf"].items())
    return several or ([part] if part else [])


def _groups_of_3(root: Part, schemas: Schemas) -> Iterator[Group]:
    """A group for each channel with its operations; a channel that has none says what it carries."""
    by_channel: dict[str, list[tuple[str, Part]]] = {}
    for name, written in root["operations"].entries():
        operation = written.followed()
        by_channel.setdefault(operation["channel"].followed().pointer, []).append((name, operation))
    for name, written in root["channels"].entries():
        channel = written.followed()
        by_channel.setdefault(channel.pointer, [])
        yield _group_of_3(name, channel, by_channel.pop(channel.pointer), schemas)
    for operations in by_channel.values():
        elsewhere = operations[0][1]["channel"]
        yield _group_of_3(elsewhere.ref, elsewhere, operations, schemas)


def _group_of_3(name: str, channel: Part, written: list[tuple[str, Part]], schemas: Schemas) -> Group:
    carried = tuple(_message(part, label, schemas) for label, part in channel["messages"].entries())
    operations = [
        _operation(
            operation["action"].text or _CARRIES,
            operation_name,
            operation,
            tuple(_message(each, _last(each.ref), schemas) for each in operation["messages"].items()) or carried,
            tuple(_message(each, _last(each.ref), schemas) for each in operation["reply"]["messages"].items()),
        )
        for operation_name, operation in written
    ]
    if not operations and carried:
        operations = [Operation(_CARRIES, plain.line(name), channel.line, sent=carried)]
    return _group(name, channel, operations, schemas)


def _group(name: str, channel: Part, operations: list[Operation], schemas: Schemas) -> Group:
    """A channel's operations; what its address leaves open is a parameter of each."""
    parameters = tuple(_parameters(channel, schemas))
    return Group(
        channel["address"].text or plain.line(name),
        tuple(replace(operation, parameters=parameters) for operation in operations),
        channel.line,
        channel["description"].prose or channel["summary"].prose,
    )


def _operation(
    verb: str, name: str, part: Part, sent: tuple[Message, ...], answers: tuple[Message, ...] = ()
) -> Operation:
    return Operation(
        verb,
        plain.line(name),
        part.line,
        part["summary"].text or part["title"].text,
        part["description"].prose,
        part["deprecated"].value is True,
        sent=sent,
        answers=answers,
    )


def _parameters(channel: Part, schemas: Schemas) -> Iterator[Field]:
    for name, written in channel["parameters"].entries():
        parameter = written.followed()
        # Version 3 knows texts only, and says what they may be beside their name.
        schema = parameter["schema"] or parameter
        words = schemas.wording(schema) if parameter["schema"] or parameter["enum"] else ()
        description = parameter["description"].prose
        yield Field(
            plain.line(name), words, written.line, required=True, description=description, note="in the channel"
        )


def _message(written: Part, label: str, schemas: Schemas) -> Message:
    """A message as an operation names it: a link where it has a name of its own, else what it holds."""
    steps = written.steps()
    message = steps[-1]
    title = message["name"].text or message["title"].text or plain.line(label)
    said = message["summary"].prose or message["description"].prose or message["title"].prose
    named = next((step.ref for step in steps if schemas.leads(step.ref)), "")
    if named:
        return Message(title, (schemas.name(named),), written.line, description=said)
    payload = _payload(message)
    if not payload:
        return Message(title, (Piece(plain.line(message.ref)),) if message.ref else (), written.line, description=said)
    return replace(schemas.message(title, payload, message), line=written.line, description=said)


def _message_type(name: str, written: Part, schemas: Schemas) -> Type:
    message = written.followed()
    payload = _payload(message)
    return Type(
        written.pointer,
        plain.line(name),
        "message",
        written.line,
        schemas.wording(payload) if payload else (),
        () if payload.ref else schemas.fields(payload),
        message["description"].prose or message["summary"].prose or message["title"].prose,
        message["deprecated"].value is True,
    )


def _payload(message: Part) -> Part:
    """The schema of what a message carries; one in another language stands below its format's name."""
    payload = message["payload"]
    return payload["schema"] if payload["schemaFormat"] else payload


def _last(ref: str) -> str:
    return ref.rpartition("/")[2] or "message"
