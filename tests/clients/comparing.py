"""In what an answer of ours differs from the one that was recorded of the same request."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from werkzeug.test import TestResponse

from tests.clients.recordings import Entity, in_order, is_whole, plain, ref

_MOST_SHOWN = 160
_LINK = re.compile(r'<(?P<url>[^>]*)>; rel="next"')
OUR_WORDS = ("Invalid query: ", "Invalid filter predicate: ", "Malformed request: ", "Malformed cursor: ")
"""How messages begin that go on with what another's library says; only their name and status are compared."""


def differences(
    recorded: Mapping[str, Any], response: TestResponse, known: Mapping[str, Entity], host: str
) -> Iterator[str]:
    """Each way in which a response is not the one recorded; `known` are the entities that references stand for.

    What the recordings call `fixture` is at `host`.
    """
    if response.status_code != recorded["status"]:
        yield f"status {response.status_code}, not {recorded['status']}{_said(response)}"
        return
    yield from _headers(recorded.get("headers", {}), response)
    body = recorded.get("body")
    if body is None:
        if response.data:
            yield f"a body, not none: {_short(response.get_data(as_text=True))}"
    elif body["as"] == "text":
        if response.get_data(as_text=True) != body["text"]:
            yield f"the text is {_short(response.get_data(as_text=True))}"
    elif body["as"] != "openapi":
        yield from shown(body, json.loads(response.get_data(as_text=True).replace(host, "fixture")), known)


def shown(body: Mapping[str, Any], ours: Any, known: Mapping[str, Entity]) -> Iterator[str]:
    """Each way in which what an answer shows is not what was recorded of it."""
    ours = plain(ours)
    if isinstance(ours, dict) and "error" in ours:
        yield from _errors(body.get("json", {}).get("error", {}), ours["error"])
        return
    if body["as"] == "ancestry":
        yield from _equal("the ancestry", _ancestry(body), _ancestry(ours))
        return
    if "entity" in body:
        yield from _equal("the entity", body["entity"], _short_for(ours, known))
        return
    if "order" not in body:
        yield from _faults(body["json"], ours) if "errors" in body["json"] else _equal("the answer", body["json"], ours)
        return
    items = ours if isinstance(ours, list) else ours["items"]
    if "totalItems" in body:
        yield from _equal("totalItems", body["totalItems"], ours["totalItems"])
        yield from _equal("pageInfo", body["pageInfo"], sorted(ours["pageInfo"]))
    yield from _equal("the number of items", body["n"], len(items))
    if not body.get("items_undefined") and body["n"] == len(items):
        yield from _items(body, items, known)


def _items(body: Mapping[str, Any], items: Sequence[Any], known: Mapping[str, Entity]) -> Iterator[str]:
    whole = body["as"] in ("refs", "groups")
    ours = [_short_for(each, known) if whole else each for each in items]
    if body["order"] == "groups":
        yield from _groups(body, [ref(each) if is_whole(each) else each for each in ours])
    elif body["order"] == "exact":
        yield from _equal("the items", body["items"], ours)
    elif Counter(map(_text, ours)) != Counter(map(_text, body["items"])):
        yield f"the items are others: {_apart(body['items'], ours)}"


def _groups(body: Mapping[str, Any], ours: Sequence[Any]) -> Iterator[str]:
    """Inside a group any order will do; the last one may have been cut anywhere."""
    groups = [[each] if isinstance(each, str) else each for each in body["groups"]]
    start = 0
    for number, group in enumerate(groups, start=1):
        found = ours[start : start + len(group)]
        start += len(group)
        cut = body.get("last_group_may_be_cut") and number == len(groups)
        if not cut and Counter(map(_text, found)) != Counter(map(_text, group)):
            yield f"the order, from item {start - len(group) + 1} on: {_apart(group, found)}"
            return


def _headers(recorded: Mapping[str, str], response: TestResponse) -> Iterator[str]:
    if "content-type" in recorded:
        media = recorded["content-type"].partition(";")[0]
        yield from _equal("the content type", media, response.mimetype)
    yield from links(recorded.get("link"), response)
    if "allow" in recorded:
        yield from _equal("Allow", _words(recorded["allow"]), _words(response.headers.get("Allow", "")))


def links(recorded: str | None, response: TestResponse) -> Iterator[str]:
    """Each way in which a Link header leads elsewhere; where the protocol's paths begin is left out of both."""
    ours = response.headers.get("Link")
    yield from _equal("Link", recorded and _target(recorded), ours and _target(ours))


def _target(link: str) -> tuple[str, Sequence[tuple[str, str]]]:
    found = _LINK.fullmatch(link.replace("<cursor>", "cursor"))
    assert found, link
    parts = urlsplit(found["url"])
    query = [(name, "" if name == "after" else value) for name, value in parse_qsl(parts.query)]
    return parts.path.removeprefix("/api/catalog"), sorted(query)


def _errors(recorded: Mapping[str, str], ours: Mapping[str, str]) -> Iterator[str]:
    yield from _equal("error.name", recorded.get("name"), ours["name"])
    message = recorded.get("message")
    if not (message and message.startswith(OUR_WORDS)):
        yield from _equal("error.message", message, ours["message"])


def _faults(recorded: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[str]:
    """Faults of an entity are told in words of our own, and all at once."""
    yield from _equal("the names of faults", _names(recorded), _names(ours))


def _names(answer: Mapping[str, Any]) -> list[str]:
    return sorted({each["name"] for each in answer.get("errors", ())})


def _ancestry(answer: Mapping[str, Any]) -> Any:
    return answer["rootEntityRef"], sorted(
        (_name(each["entity"]), sorted(map(_name, each["parentEntityRefs"]))) for each in answer["items"]
    )


def _name(entity: Any) -> str:
    """A reference, or an entity's; the Locations that Backstage makes up have all the same name."""
    name = ref(entity) if is_whole(entity) else str(entity)
    return re.sub("generated-<sha1>", "<generated>", name)


def _short_for(item: Any, known: Mapping[str, Entity]) -> Any:
    """The reference of an entity that is as it was recorded; what is not stays whole."""
    if not is_whole(item):
        return item
    theirs = known.get(ref(item))
    return ref(item) if theirs is not None and in_order(theirs) == in_order(item) else item


def _equal(what: str, recorded: Any, ours: Any) -> Iterator[str]:
    if recorded != ours:
        yield f"{what}: {_short(_text(ours))}, not {_short(_text(recorded))}"


def _apart(recorded: Sequence[Any], ours: Sequence[Any]) -> str:
    theirs, own = Counter(map(_text, recorded)), Counter(map(_text, ours))
    more, fewer = list((own - theirs).elements()), list((theirs - own).elements())
    return f"here {_short(', '.join(more)) or 'nothing else'}; there {_short(', '.join(fewer)) or 'nothing else'}"


def _words(header: str) -> Sequence[str]:
    return sorted(each.strip() for each in header.split(","))


def _said(response: TestResponse) -> str:
    answer = response.get_json(force=True, silent=True)
    error = answer.get("error") if isinstance(answer, dict) else None
    return f" ({error['message']})" if error else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
