"""The script that asked Backstage through its own client is told by Ensemble what it was told there."""

import json
import re

import pytest

from tests.cli.processes import served
from tests.clients import node, recordings, tables
from tests.corpus import GOLDEN, golden

_SOURCES = "The sources are locations, and each entity comes from one. There, none were registered."

DIFFERENT = {
    "getEntityAncestors": "What leads to an entity begins at its source, which the recording hides from the client.",
    "getLocations": _SOURCES,
    "queryLocations": _SOURCES,
    "streamLocations": _SOURCES,
    "getLocationByEntity": _SOURCES,
    "validateEntity bad": "Faults of an entity are told in our own words, each with its place.",
    "addLocation dryRun unreadable": "The message names the setting that allows a host to be read.",
}
"""Calls that Ensemble answers otherwise than Backstage, and why it does."""


@pytest.fixture(scope="session")
def script(packages, tmp_path_factory):
    """The script beside the packages, as it expects to be."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "client.mjs").symlink_to(GOLDEN / "client" / "client.mjs")
    (folder / "node_modules").symlink_to(node.SCRIPTS / "node_modules")
    return folder / "client.mjs"


@pytest.mark.parametrize("folder", golden("client.json"))
def test_calls(folder, script, as_recorded, replay, tmp_path):
    """Every call returns or throws what it did, and asks for the same."""
    theirs = json.loads((folder / "client.json").read_text())
    # The script tells an entity by its reference where it is as in this file: but for the order of lists, as recorded.
    entities = tmp_path / "entities.json"
    entities.write_text(json.dumps(recordings.plain(replay(folder).served)))
    with (
        recordings.hosted(folder) as site,
        served(DATABASE_URL=as_recorded(folder), ENSEMBLE_READABLE_HOSTS=site.host) as (_, address),
    ):
        ours = node.run(
            script,
            f"{address}/api/catalog",
            str(entities),
            site.at(_fixture(folder)),
            NODE_PRESERVE_SYMLINKS="1",
            NODE_PRESERVE_SYMLINKS_MAIN="1",
        )

    assert ours["params"] == theirs["params"]
    pairs = zip(map(plain, theirs["report"]), map(plain, ours["report"]), strict=True)
    different = {json.loads(told)["call"]: f"{told}, not {recorded}" for recorded, told in pairs if told != recorded}
    rows = [(call, how, DIFFERENT.get(call, "")) for call, how in different.items()]
    tables.write(f"{folder.name}-client", ("call", "what differs", "why"), *rows)
    assert [how for call, how in different.items() if call not in DIFFERENT] == []
    assert set(DIFFERENT) - set(different) == set()


def _fixture(folder):
    """The file that the script has tried as a location."""
    [target] = {each["request"]["body"]["target"] for each in recordings.requests(folder) if each["id"] == "435"}
    return target.removeprefix("http://fixture/")


def plain(call):
    """A call less the words of libraries."""
    return re.sub(r"(Invalid query|Malformed cursor): (?:[^\"\\]|\\.)*", r"\1", json.dumps(call, sort_keys=True))
