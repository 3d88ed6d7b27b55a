"""OpenAPI 3 and its forerunner Swagger 2: paths, webhooks and schemas."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from app.definitions import plain
from app.definitions.outlines import Fault, Field, Group, Message, Operation, Outline, told
from app.definitions.schemas import Schemas
from app.definitions.trees import Part, Tree, tree

METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace", "query")

MOST = 5_000
"""How many operations are shown of one definition."""

_UNTAGGED = ""


def outline(text: str) -> Outline:
    """What an OpenAPI text says."""
    return read(tree(text))


def read(found: Tree) -> Outline:
    """What the tree of an OpenAPI text says."""
    root = found.root
    version = root["openapi"] or root["swagger"]
    if isinstance(found.value, dict) and not version:
        remedy = "Write `openapi: 3.1.0` as its first line, or name another type in `spec.type`."
        found.faults.append(Fault(1, "The text has no key `openapi`, which says its version.", remedy))
    elif found.value is not None and not isinstance(found.value, dict):
        found.faults.append(Fault(1, "The text is no map of keys.", "Begin with `openapi: 3.1.0`."))
    schemas = Schemas(root, ("/components/schemas", "/definitions"))
    info = root["info"]
    return Outline(
        "OpenAPI" if root["openapi"] or not version else "Swagger",
        version.text,
        info["title"].text,
        info["version"].text,
        info["description"].prose,
        tuple(_servers(root)),
        _groups(root, schemas),
        (*schemas.types("/components/schemas"), *schemas.types("/definitions")),
        told(found.faults),
    )


def _servers(root: Part) -> Iterator[str]:
    for server in root["servers"].items():
        if server["url"].text:
            yield server["url"].text
    if root["host"].text:
        schemes = [each.text for each in root["schemes"].items()] or ["https"]
        for scheme in schemes:
            yield f"{scheme}://{root['host'].text}{root['basePath'].text}"


def _groups(root: Part, schemas: Schemas) -> tuple[Group, ...]:
    """The operations by their first tag: tags in the order they are described, then as they are met, webhooks last."""
    described = {tag["name"].text: tag for tag in root["tags"].items() if tag["name"].text}
    by_tag: dict[str, list[Operation]] = {name: [] for name in described}
    for tag, operation in _operations(root["paths"], schemas):
        by_tag.setdefault(tag, []).append(operation)
    hooks = tuple(operation for _, operation in _operations(root["webhooks"], schemas))
    groups = [
        Group(
            tag,
            tuple(operations),
            described[tag].line if tag in described else operations[0].line,
            described[tag]["description"].prose if tag in described else "",
        )
        for tag, operations in by_tag.items()
        if operations
    ]
    if hooks:
        groups.append(Group("Webhooks", hooks, root["webhooks"].line, "What this API calls where you listen."))
    return tuple(groups)


def _operations(paths: Part, schemas: Schemas) -> Iterator[tuple[str, Operation]]:
    """Each operation with its first tag."""
    count = 0
    for path, written in paths.entries():
        item = written.followed()
        for method in METHODS:
            if isinstance(item[method].value, dict):
                count += 1
                if count > MOST:
                    message = f"There are more than {MOST:,} operations; those from here on are not shown."
                    paths.tree.faults.append(Fault(written.line, message, "Split the API."))
                    return
                tag = next((each.text for each in item[method]["tags"].items() if each.text), _UNTAGGED)
                yield tag, _operation(method, path, item, schemas)


def _operation(method: str, path: str, item: Part, schemas: Schemas) -> Operation:
    part = item[method]
    parameters: dict[tuple[str, str], Part] = {}
    for each in (*item["parameters"].items(), *part["parameters"].items()):
        parameter = each.followed()
        parameters[parameter["name"].text, parameter["in"].text] = parameter
    bodies = [each for (_, place), each in parameters.items() if place == "body"]
    others = [each for (_, place), each in parameters.items() if place != "body"]
    return Operation(
        method.upper(),
        plain.line(path),
        part.line,
        part["summary"].text or item["summary"].text,
        part["description"].prose,
        part["deprecated"].value is True,
        tuple(_parameter(each, schemas) for each in others),
        (*_body(part["requestBody"].followed(), schemas), *(_swagger_body(each, schemas) for each in bodies)),
        tuple(_answers(part["responses"], schemas)),
    )


def _parameter(part: Part, schemas: Schemas) -> Field:
    content = next((media["schema"] for _, media in part["content"].entries()), part["schema"])
    # Swagger 2 writes a parameter's type beside its name.
    schema = content or part
    place = part["in"].text
    return Field(
        part["name"].text or plain.line(part.ref) or "?",
        schemas.wording(schema) if content or part["type"] else (),
        part.line,
        part["required"].value is True,
        part["description"].prose,
        part["deprecated"].value is True,
        "in the form" if place == "formData" else f"in the {place}" if place else "",
    )


def _body(part: Part, schemas: Schemas) -> Iterator[Message]:
    """A request's body, once for all media types that carry the same."""
    by_schema = defaultdict(list)
    for media, content in part["content"].entries():
        by_schema[repr(content["schema"].value)].append((media, content))
    for same in by_schema.values():
        label = ", ".join(media for media, _ in same)
        yield schemas.message(label, same[0][1]["schema"], part, required=part["required"].value is True)


def _swagger_body(part: Part, schemas: Schemas) -> Message:
    return schemas.message("body", part["schema"], part, required=part["required"].value is True)


def _answers(responses: Part, schemas: Schemas) -> Iterator[Message]:
    for status, written in responses.entries():
        answer = written.followed()
        contents = [content["schema"] for _, content in answer["content"].entries()]
        schema = next((each for each in contents if each), answer["schema"])
        if schema:
            yield replace(schemas.message(status, schema, answer), line=written.line)
        else:
            yield Message(plain.line(status), (), written.line, description=answer["description"].prose)
