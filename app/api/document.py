"""The OpenAPI document: what routes and schemas say, completed by what holds for many addresses at once."""

import copy
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from app.api.errors import PROTOCOL
from app.api.examples import EXAMPLES, Example, answers
from app.api.shapes import JOINED

Json = dict[str, Any]

REFERENCE = "/api"
"""The page on which people read this."""

ABOUT = """\
Everything the pages show, as JSON. Nothing can be changed here: the catalog is what its files say.

Addresses below `/api/catalog` speak Backstage's catalog protocol, so its clients work with another base URL alone.

Every answer to a GET below `/api` has an `ETag`; who sends it back in `If-None-Match` gets 304 and no body where \
nothing has changed. Parameters that an address does not know are refused. An address that is asked by another method \
answers 405 and lists in `Allow` those it takes; HEAD is answered wherever GET is.

An error has one shape everywhere: the members of RFC 9457 and, beside them, those of Backstage. Below `/api/catalog` \
it comes as `application/json`, elsewhere as `application/problem+json`. A 500 is a fault of ours, and its \
`request_id` stands in the log of the server.
"""

TAGS = {
    f"{PROTOCOL}/location": ("Locations", "Where entities come from, as Backstage serves it."),
    f"{PROTOCOL}/analyze": ("Locations", ""),
    f"{PROTOCOL}/openapi": ("This document", "What is told here."),
    f"{PROTOCOL}/": ("Entities", "Entities, as Backstage serves them."),
    "/api/search": ("Search", "What there is by name, title, tag, owner or description."),
    "/api/owner": ("Owners", "Who answers for something, and how to reach them."),
    "/api/gaps": ("Gaps", "What is missing or wrong."),
    "/api/scorecards": ("Gaps", ""),
    "/api/alignment": ("Alignment", "What could run on its own, and what holds it back."),
    "/api/metrics": ("Numbers", "What the catalog is judged by, now and over time."),
    "/metrics": ("Numbers", ""),
    "/api/graph": ("Graph", "What hangs together."),
    "/api/impact": ("Impact", "What a failure does."),
    "/api/check": ("Check", "What to say about a descriptor before it is merged."),
    "/healthz": ("Health", "Whether this process can answer."),
    "/readyz": ("Health", ""),
    "/api/openapi": ("This document", ""),
}
"""By the beginning of their addresses, the longest first: what operations are grouped by, and what that is about."""

SAID = {
    400: "The request cannot be understood; `detail` says what may stand there.",
    403: "Nobody may change the catalog here: its files say what it holds.",
    404: "There is no such thing.",
    406: "The `Accept` header names nothing that this address answers with.",
    413: "The body is larger than 1 MiB, or names more than can be looked up at once.",
    414: "The address is longer than 8 KiB.",
    415: "The body is of another media type, of another charset or compressed.",
    422: "The text has errors; `errors` lists each with its line.",
    503: "The database cannot be used now.",
}
"""What each error is for."""

_EVERYWHERE = (400, 414)
_WITH_BODY = (413, 415)
_ALIVE = "/healthz"
_TEXT = {"type": "string"}

_ETAG = {"ETag": {"description": "Changes with the catalog, the question and the build.", "schema": _TEXT}}
_LINK = {"Link": {"description": 'The next page, as `<…>; rel="next"`, where there is one.', "schema": _TEXT}}
_PAGED = (f"{PROTOCOL}/entities", f"{PROTOCOL}/entities/by-query")
_RETRY = {"Retry-After": {"description": "In how many seconds to try again.", "schema": _TEXT}}
_SEEN = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag of the answer that the caller holds.",
    "schema": _TEXT,
}

_ITEM = "$response.body#/items/0"
_NAMES = {
    "kind": f"{_ITEM}/kind",
    "namespace": f"{_ITEM}/metadata/namespace",
    "name": f"{_ITEM}/metadata/name",
}
LINKS: Mapping[str, Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "getEntitiesByQuery": {
        "NextPage": ("getEntitiesByQuery", {"cursor": "$response.body#/pageInfo/nextCursor"}),
        "FirstEntity": ("getEntityByName", _NAMES),
        "ItsAncestry": ("getEntityAncestryByName", _NAMES),
        "ItsLocation": ("getLocationByEntity", _NAMES),
        "ItByUid": ("getEntityByUid", {"uid": f"{_ITEM}/metadata/uid"}),
    },
    "getLocations": {"FirstLocation": ("getLocation", {"id": "$response.body#/0/data/id"})},
    "search": {
        "ItsOwner": ("getOwner", {"ref": f"{_ITEM}/ref"}),
        "ItsImpact": ("getImpact", {"ref": f"{_ITEM}/ref"}),
        "AroundIt": ("getGraph", {"from": f"{_ITEM}/ref"}),
    },
    "getGaps": {"ItsOwner": ("getOwner", {"ref": "$response.body#/gaps/0/about/ref"})},
}
"""Which values of an answer another operation takes: by the operation that answers, the name of the link."""


def complete(raw: Json, server: str) -> Json:
    """The document of the schemas and routes in `raw`; `server` is the address that its paths are below."""
    found = copy.deepcopy(raw)
    operations = {(example.method, example.path): example for example in EXAMPLES}
    paths = {path: _path(path, found["paths"][path], operations) for path in _in_order(found["paths"])}
    return {
        "openapi": found["openapi"],
        "info": {
            **found["info"],
            "description": ABOUT,
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "externalDocs": {"description": "The same as a page", "url": f"{server.rstrip('/')}{REFERENCE}"},
        "servers": [{"url": server}],
        "tags": [
            {"name": name, "description": about}
            for name, about in sorted((tag for tag in TAGS.values() if tag[1]), key=lambda tag: _TOLD.index(tag[0]))
        ],
        "paths": paths,
        "components": {"schemas": _used(found["components"]["schemas"]), "responses": dict(_errors(paths))},
    }


def _used(schemas: Mapping[str, Json]) -> Json:
    """The schemas that are ours: the framework brings one for pages, which nothing here is answered with."""
    return {name: schema for name, schema in schemas.items() if name != "PaginationMetadata"}


def _in_order(paths: Mapping[str, Any]) -> list[str]:
    places = [example.path for example in EXAMPLES]
    return sorted(paths, key=lambda path: places.index(path) if path in places else len(places))


def _path(path: str, item: Json, operations: Mapping[tuple[str, str], Example]) -> Json:
    """A path, whose parameters each operation has for itself."""
    shared = item.pop("parameters", [])
    done = {}
    for method, operation in item.items():
        operation["parameters"] = [*copy.deepcopy(shared), *operation.get("parameters", [])]
        done[method] = _operation(path, method, operation, operations.get((method, path)))
    return done


def _operation(path: str, method: str, written: Json, example: Example | None) -> Json:
    parameters = [_parameter(each) for each in written["parameters"]]
    responses = {str(status): said for status, said in written.get("responses", {}).items() if "description" in said}
    errors = {*map(int, written.get("responses", {})), *_EVERYWHERE, *(_WITH_BODY if "requestBody" in written else ())}
    errors |= {404} if "{" in path and method != "delete" else set()
    errors |= {503} if path != _ALIVE else set()
    errors |= {406} if path.startswith(REFERENCE) else set()
    for status in errors & SAID.keys():
        responses.setdefault(str(status), {})
        _add_error(path, str(status), responses)
    if path in _PAGED:
        responses["200"]["headers"] = _LINK
    if method == "get" and path.startswith("/api"):
        parameters.append(copy.deepcopy(_SEEN))
        responses["200"]["headers"] = {**_ETAG, **responses["200"].get("headers", {})}
        responses["304"] = {"description": "Nothing has changed since the caller's `ETag`.", "headers": _ETAG}
    done = {
        "operationId": example.operation if example else f"{method}{path}",
        "summary": written.get("summary", ""),
        **({"description": written["description"]} if "description" in written else {}),
        "tags": [_tag(path)],
        **({"parameters": parameters} if parameters else {}),
        **({"requestBody": written["requestBody"]} if "requestBody" in written else {}),
        "responses": dict(sorted(responses.items())),
    }
    if example:
        _illustrate(done, example)
    return done


def _parameter(written: Json) -> Json:
    """A parameter that may be left out, which says so by being absent and never by a word such as null."""
    schema = written["schema"]
    if written["in"] == "query" and isinstance(schema.get("type"), list):
        [schema["type"]] = [type_ for type_ in schema["type"] if type_ != "null"]
    if schema.pop(JOINED, False):
        written["explode"] = False
    # Nothing by default, as schemas and texts of them have it.
    if "default" in schema and schema["default"] in (None, "", "()", []):
        del schema["default"]
    if written["in"] == "path":
        written["description"] = _PARTS[written["name"]]
    return written


_PARTS = {
    "kind": "The kind, in any case, such as `component`.",
    "namespace": "The namespace, in any case; `default` where nobody says another.",
    "name": "The name, in any case.",
    "uid": "The `metadata.uid`.",
    "section": "The section; the summary lists them.",
    "id": "The `id` of the location.",
}


def _add_error(path: str, status: str, responses: Json) -> None:
    """An error as its address tells it, unless the route says more about it."""
    if not responses[status]:
        responses[status] = {"$ref": f"#/components/responses/{_error_name(path, int(status))}"}


def _error_name(path: str, status: int) -> str:
    name = HTTPStatus(status).phrase.title().replace(" ", "").replace("-", "")
    return f"Catalog{name}" if path.startswith(PROTOCOL) else name


def _errors(paths: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    """The errors that some operation refers to."""
    used = {
        said["$ref"].rpartition("/")[2]
        for item in paths.values()
        for operation in item.values()
        for said in operation["responses"].values()
        if "$ref" in said
    }
    for path in (PROTOCOL, "/"):
        for status in SAID:
            if _error_name(path, status) in used:
                yield _error_name(path, status), _error(path, status)


def _error(path: str, status: int) -> Json:
    type_ = "application/json" if path.startswith(PROTOCOL) else "application/problem+json"
    headers = {"headers": _RETRY} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    content = {type_: {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {"description": SAID[status], **headers, "content": content}


def _tag(path: str) -> str:
    return next(name for begin, (name, _) in TAGS.items() if path.startswith(begin))


_TOLD = list(dict.fromkeys(_tag(example.path) for example in EXAMPLES))


def _illustrate(operation: Json, example: Example) -> None:
    """Put the example into the operation: its values, its body, its answer, and the links from that."""
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in example.values:
            parameter["example"] = example.values[parameter["name"]]
    if example.body is not None:
        operation["requestBody"]["content"]["application/json"]["example"] = example.body
    answer = answers().get(example.operation)
    if answer is not None:
        response = operation["responses"][str(example.status)]
        if "$ref" in response:
            response = _error(example.path, example.status)
            operation["responses"][str(example.status)] = response
        next(iter(response["content"].values()))["example"] = answer
    links = {
        name: {"operationId": target, "parameters": dict(values)}
        for name, (target, values) in LINKS.get(example.operation, {}).items()
    }
    if links:
        operation["responses"]["200"]["links"] = links
