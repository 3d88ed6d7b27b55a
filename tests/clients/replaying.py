"""Asking again what was asked of Backstage, page by page where pages were followed."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.clients.comparing import differences, links, shown
from tests.clients.recordings import Entity, ref

ROOT = "/api/catalog"
NOBODY = "00000000-0000-4000-8000-000000000000"
"""An id that nothing has, where the recorded one came from an answer that we refuse."""


class Replay:
    """Asks one application; what it answers is held against the recorded answers."""

    def __init__(self, client: FlaskClient, known: Mapping[str, Entity], host: str) -> None:
        self._client = client
        self._known = known
        self._host = host
        self.served = client.get(f"{ROOT}/entities").get_json()
        self._uids = {ref(each): each["metadata"]["uid"] for each in self.served}

    def differences(self, recorded: Mapping[str, Any]) -> list[str]:
        """Each way in which our answer to a request differs from the one recorded."""
        request, expected = recorded["request"], recorded["response"]
        if "pages" in expected:
            return list(self._walked(request, expected))
        response = self._ask(request)
        found = list(differences(expected, response, self._known, self._host))
        if request.get("cond"):
            found += self._conditional(request, response)
        return found

    def _ask(self, request: Mapping[str, Any]) -> TestResponse:
        path = request["path"].replace("<id>", NOBODY)
        for each, uid in self._uids.items() if "<uid-of:" in path else ():
            path = path.replace(f"<uid-of:{each}>", uid)
        raw = json.dumps(request["body"]) if "body" in request else request.get("raw")
        return self._client.open(
            f"{ROOT}{path}",
            method=request["method"],
            data=raw and raw.replace("http://fixture", f"http://{self._host}"),
            content_type=None if raw is None else request.get("content-type", "application/json"),
        )

    def _conditional(self, request: Mapping[str, Any], response: TestResponse) -> Iterator[str]:
        """Every answer of ours has a tag, and is not sent again to whoever has it."""
        tag = response.headers.get("ETag")
        if not tag:
            yield "no ETag"
            return
        again = self._client.get(f"{ROOT}{request['path']}", headers={"If-None-Match": tag})
        if again.status_code != 304:
            yield f"status {again.status_code} for what the caller has, not 304"

    def _walked(self, request: Mapping[str, Any], expected: Mapping[str, Any]) -> Iterator[str]:
        response = self._ask(request)
        for step, page in enumerate(expected["pages"], start=1):
            if response.status_code != page["status"]:
                yield f"page {step}: status {response.status_code}, not {page['status']}"
                return
            yield from (f"page {step}: {each}" for each in shown(page, response.get_json(), self._known))
            if request["walk"] == "link":
                yield from links(page["link"], response)
            following = self._after(request, response, "nextCursor")
            if following is None:
                if step != len(expected["pages"]):
                    yield f"page {step} is the last, not one of {len(expected['pages'])}"
                break
            response = following
        for step, page in enumerate(expected.get("back", ()), start=1):
            before = self._after(request, response, "prevCursor")
            if before is None:
                yield f"no page before, {step} pages back"
                return
            response = before
            yield from (f"{step} pages back: {each}" for each in shown(page, response.get_json(), self._known))

    def _after(self, request: Mapping[str, Any], response: TestResponse, way: str) -> TestResponse | None:
        """The page that an answer leads to, asked for the way the recording was."""
        if request["walk"] == "link":
            link = response.headers.get("Link", "")
            return self._client.get(link.removeprefix("<").partition(">")[0]) if link else None
        cursor = response.get_json()["pageInfo"].get(way)
        if cursor is None:
            return None
        asked = request.get("body") or {
            name: value for name, [value] in parse_qs(urlsplit(request["path"]).query).items()
        }
        kept = {name: asked[name] for name in ("limit", "fields") if name in asked} | {"cursor": cursor}
        if request["method"] == "POST" and request["walk"] == "cursor":
            return self._client.post(f"{ROOT}/entities/by-query", json=kept)
        return self._client.get(f"{ROOT}/entities/by-query", query_string=kept)
