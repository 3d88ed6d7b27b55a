"""Outlines as lines of text, so that a table may hold a definition on the left and what it says on the right."""

from collections.abc import Iterator

from app.definitions import Field, Message, Operation, Outline, Type, Wording


def told(outline: Outline) -> list[str]:
    """Groups in brackets, operations and types behind their line, `>` for what is sent and `<` for what comes back.

    What leads to a type stands between `<` and `>`; a `!` follows what is required.
    """
    return [*_lines(outline)]


def words(wording: Wording) -> str:
    """A wording, with what leads to a type between `<` and `>`."""
    return "".join(f"<{piece.text}>" if piece.type else piece.text for piece in wording)


def faults(outline: Outline) -> list[str]:
    """The faults with their lines."""
    return [f"{fault.line}: {fault.message}" for fault in outline.faults]


def _lines(outline: Outline) -> Iterator[str]:
    for group in outline.groups:
        yield f"[{group.title}] {group.description}".rstrip()
        for operation in group.operations:
            yield from _operation(operation)
    for type_ in outline.types:
        yield from _type(type_)


def _operation(operation: Operation) -> Iterator[str]:
    yield _said(f"{operation.line} {operation.verb} {operation.name}", operation)
    for parameter in operation.parameters:
        yield _field(parameter)
    for sign, messages in ((">", operation.sent), ("<", operation.answers)):
        for message in messages:
            yield from _message(sign, message)


def _message(sign: str, message: Message) -> Iterator[str]:
    required = "!" if message.required else ""
    yield " ".join(each for each in (f"  {sign}", f"{message.label}{required}", words(message.type)) if each)
    for field in message.fields:
        yield f"  {_field(field)}"


def _type(type_: Type) -> Iterator[str]:
    yield _said(f"{type_.line} {type_.kind} {type_.name}", type_, words(type_.says))
    for field in type_.fields:
        yield _field(field)


def _field(field: Field) -> str:
    parts = (
        f"  {field.name}{'!' if field.required else ''}",
        words(field.type),
        f"({field.note})" if field.note else "",
    )
    return _said(" ".join(part for part in parts if part), field)


def _said(begin: str, what: Operation | Type | Field, says: str = "") -> str:
    gone = " deprecated" if what.deprecated else ""
    said = getattr(what, "summary", "") or what.description
    return f"{begin}{f': {says}' if says else ''}{gone}{f' - {said}' if said else ''}"
