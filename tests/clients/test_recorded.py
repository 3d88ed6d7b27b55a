"""What Backstage answered is what Ensemble answers."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.clients import recordings, tables
from tests.clients.replaying import Replay
from tests.corpus import golden

_ARGUED = (
    ("068", "error.message", "A parameter with brackets in its name is no other parameter here."),
    ("088", "the items", "A text has no field `length`: only JavaScript finds one there."),
    (
        "098 100 102 104",
        "the number of items",
        "What lacks the field that a list is ordered by comes last, and is not left out.",
    ),
    ("107", "the order", "A field is found in any case, with a limit as without."),
    (
        "169",
        "the number of items",
        "An entity is on a page once, however many values it has of what the page is ordered by.",
    ),
    ("179 180", "", "`%` and `_` are looked for as they are, and stand for nothing else."),
    (
        "259",
        "status 400",
        "A condition with `$exists` and `$in` says two things at once, of which one would be passed over.",
    ),
    ("277 284", "status 400", "What is asked for wrongly is refused as such, and no fault of the server."),
    ("286", "error.message", "What is wrong with the JSON is told by our own parser."),
    ("287", "status 415", "Another type of content is refused with the status that says so."),
    ("294 296", "the items", "A reference means the same in capitals, and without a namespace."),
    ("323", "error.message", "A name with a slash is no name, and its address leads nowhere."),
    (
        "324 451 452 453 455",
        "a body, not none",
        "An address where there is nothing is answered in JSON, as all errors are.",
    ),
    ("459", "Link", "A page leads on in small letters, however it was asked for."),
    ("405", "status 200", "An API of type mcp-server needs no definition."),
    (
        "419 420 475 477 478 484",
        "the answer",
        "Locations are the sources that are read, and none are added through the API.",
    ),
    ("425 437", "status 404", "There is no location by this id, whatever the id looks like."),
    ("426", "status 200", "Every entity comes from a source, which is its location."),
    ("429", "error.message", "The message names the setting that allows a host to be read."),
    ("435 474", "the answer", "An entity that is tried has a list of relations like any other, if an empty one."),
    ("436", "status 400", "A word that is neither true nor false is refused, where Backstage would add the location."),
    ("440 441 469 470 471 472", "status 403", "The catalog holds what files say, and is not changed through the API."),
    (
        "442 443 444 445 446 447 448 449",
        "status 405",
        "Another method is answered with the ones that the address takes.",
    ),
    ("450", "", "The methods are told by a header alone."),
    ("476 479 481", "status 404", "The recording asks for a location that it had added, and that is not added here."),
)
DIFFERENT = {number: (how, why) for numbers, how, why in _ARGUED for number in numbers.split()}
"""Requests by number that Ensemble answers otherwise than Backstage: how what is told of it begins, and why it does."""


@pytest.mark.parametrize("folder", golden("battery.json"))
def test_requests(folder, replay):
    """Every recorded request is answered as Backstage answered it, but for what the table argues."""
    found = _differences(replay, folder)

    written = {each["id"]: _asked(each["request"]) for each in recordings.requests(folder)}
    rows = [
        (each, f"`{written[each]}`", "; ".join(how), DIFFERENT.get(each, ("", ""))[1]) for each, how in found.items()
    ]
    tables.write(folder.name, ("number", "request", "what differs", "why"), *rows)
    assert [
        f"{each} {written[each]}: {'; '.join(how)}" for each, how in found.items() if not _is_argued(each, how)
    ] == []


def test_every_reason_is_needed(replay):
    """What the table argues differs in some recorded catalog."""
    folders = [each.values[0] for each in golden("battery.json") if not each.marks]
    if not folders:
        pytest.skip("There are no recorded answers of Backstage.")

    assert set(DIFFERENT) == {each for folder in folders for each in _differences(replay, folder)}


@cache
def _differences(replay: Callable[[Path], Replay], folder: Path) -> Mapping[str, Sequence[str]]:
    """The requests that are answered otherwise, and how."""
    asked = replay(folder)
    found = {each["id"]: asked.differences(each) for each in recordings.requests(folder)}
    return {each: how for each, how in found.items() if how}


def _is_argued(number: str, found: Sequence[str]) -> bool:
    how, _ = DIFFERENT.get(number, ("nothing", ""))
    return all(each.startswith(how) for each in found)


def _asked(request: Mapping[str, Any]) -> str:
    body = request.get("raw", json.dumps(request["body"]) if "body" in request else "")
    return f"{request['method']} {request['path']} {body}".strip()
