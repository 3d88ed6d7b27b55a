"""Descriptors that nobody wrote for Ensemble load as they are, and as Backstage itself loads them."""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app import reading
from app.catalog import Catalog
from app.entities import Entity
from app.problems import CODES, Severity
from app.sources.folder import Folder
from tests.conftest import TODAY
from tests.corpus import CORPUS, EXAMPLE, golden, repositories


@cache
def read(folder: Path) -> reading.Reading:
    """What comes of a repository."""
    return reading.read(Folder(folder))


# --- every repository ----------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [pytest.param(EXAMPLE, id="our own example"), *repositories()])
def test_every_file_is_entities_or_coded_problems(folder):
    """Each problem has a code and a place in its file, each entity and each reference a place as well."""
    found = read(folder)

    lines = {file.path: len((folder / file.path).read_bytes().splitlines()) for file in found.files}
    for problem in found.problems:
        assert problem.code in CODES
        assert 1 <= problem.position.line <= lines[problem.position.path] + 1
        assert str(problem).isprintable()
    for entity in found.entities:
        assert 1 <= entity.line <= lines[entity.path]
        assert all(1 <= entity.at(each.pointer).line <= lines[entity.path] for each in entity.references)
        assert json.loads(json.dumps(entity.document)) == entity.document
    assert all((file.state == "failed") is bool(file.reason) for file in found.files)


@pytest.mark.parametrize("folder", repositories())
def test_a_second_run_comes_to_the_same(folder):
    """With what the first run kept, a second is equal to it."""
    kept = reading.Cache()

    assert reading.read(Folder(folder), cache=kept) == reading.read(Folder(folder), cache=kept) == read(folder)


def test_our_own_example_has_no_faults():
    """The example organisation has gaps on purpose, and no fault of reading."""
    assert [str(each.position) for each in read(EXAMPLE).problems if each.severity is Severity.ERROR] == []


# --- what the corpus says of itself ----------------------------------------------------------------


def listed(*classes: str) -> list[Any]:
    """The files of the corpus that its index gives one of these classes, as a test's parameters."""
    index = CORPUS / "INDEX.tsv"
    if not index.is_file():
        reason = f"There is no list of real descriptors at {index}. Name their folder in ENSEMBLE_CORPUS."
        return [pytest.param("", marks=pytest.mark.skip(reason), id="corpus")]
    with index.open() as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["class"] in classes]
    return [pytest.param(row["file"], id=row["file"].removeprefix("backstage/")) for row in rows]


def state_of(file: str) -> reading.FileRead | None:
    """What became of a file of the corpus when its repository was read."""
    folder = CORPUS / "/".join(file.split("/")[:2])
    path = (CORPUS / file).relative_to(folder).as_posix()
    return next((each for each in read(folder).files if each.path == path), None)


@pytest.mark.parametrize("file", listed("skeleton+templated"))
def test_templates_yield_nothing(file):
    """A template still to be filled in is set aside, whether it is YAML as it stands or not."""
    state = state_of(file)

    assert state is not None
    assert (state.state, state.yielded) == ("set-aside", ())


@pytest.mark.parametrize("file", listed("textref"))
def test_included_files_yield_nothing(file):
    """What an API includes is no descriptor of its own."""
    state = state_of(file)

    assert state is not None
    assert (state.state, state.yielded) == ("included", ())


def test_real_faults_are_met():
    """The troubles that real descriptors have are told apart, and hardly any is a fault that leaves no entity."""
    if not CORPUS.is_dir():
        pytest.skip(f"There are no real descriptors at {CORPUS}. Name their folder in ENSEMBLE_CORPUS.")

    found = Counter(
        problem.code for folder in CORPUS.glob("*/*") if folder.is_dir() for problem in read(folder).problems
    )

    assert set(found) >= {
        "declared-twice",
        "key-misspelt",
        "key-unknown",
        "kind-unknown",
        "look-alike",
        "schema",
        "target-elsewhere",
        "target-missing",
        "template-skeleton",
        "yaml-syntax",
    }
    assert found["yaml-syntax"] + found["envelope"] < 5


# --- Backstage's own answers -----------------------------------------------------------------------

NOT_KEPT = ("managed-by-location", "managed-by-origin-location", "view-url", "edit-url", "source-location", "orphan")
"""Annotations that Backstage makes up; the recorded answers leave them out everywhere."""


def recorded(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """The entities that Backstage answered, by reference."""
    answers = json.loads((folder / "entities.json").read_text())
    return {reference(answer): answer for answer in answers}


def reference(answer: Mapping[str, Any]) -> str:
    """The reference of a recorded entity."""
    metadata = answer["metadata"]
    return f"{answer['kind']}:{metadata.get('namespace', 'default')}/{metadata['name']}".lower()


def refused(folder: Path) -> Mapping[str, str]:
    """What Backstage refused, and of which sort the reason was."""
    return {
        each["ref"].lower(): each["class"] for each in json.loads((folder / "refused.json").read_text()) if each["ref"]
    }


def undisputed(folder: Path) -> Iterator[tuple[Entity, Mapping[str, Any]]]:
    """Entities that one document alone declares, each with what Backstage answered."""
    found = read(CORPUS / "backstage" / folder.name)
    answers = recorded(folder)
    disputed = {problem.ref for problem in found.problems if problem.code == "declared-twice"}
    yield from (
        (each, answers[str(each.ref)])
        for each in found.entities
        if each.ref not in disputed and str(each.ref) in answers
    )


def plain(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Metadata less what was left out of the recorded answers, its tags in order."""
    annotations = metadata.get("annotations") or {}
    kept = {key: value for key, value in annotations.items() if key.removeprefix("backstage.io/") not in NOT_KEPT}
    rest = {key: value for key, value in metadata.items() if key not in ("annotations", "namespace", "uid", "etag")}
    return in_order({**rest, **({"annotations": kept} if kept else {})})


def in_order(part: Mapping[str, Any]) -> dict[str, Any]:
    """A part whose lists of texts are sorted, as the recorded answers have them."""
    return {
        key: sorted(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else value
        for key, value in part.items()
    }


@pytest.mark.parametrize("folder", golden("entities.json"))
def test_whatever_backstage_takes_is_taken(folder):
    """Every entity that Backstage serves is there; what is there besides was refused there for a fault we bear."""
    ours = {str(each.ref) for each in read(CORPUS / "backstage" / folder.name).entities}
    theirs = set(recorded(folder))

    assert theirs - ours == set()
    assert {refused(folder).get(ref) for ref in ours - theirs} <= {"environment", "validation", "sibling"}


@pytest.mark.parametrize("folder", golden("entities.json"))
def test_entities_are_as_backstage_has_them(folder):
    """Their metadata and spec are the same, but for what Backstage adds."""
    for entity, answer in undisputed(folder):
        assert in_order(entity.spec) == in_order(answer.get("spec") or {}), entity.ref
        assert plain(entity.metadata) == plain(answer["metadata"]), entity.ref


@pytest.mark.parametrize("folder", golden("entities.json"))
def test_relations_are_as_backstage_has_them(folder):
    """Their relations are the same, but for those of entities that Backstage refused."""
    found = read(CORPUS / "backstage" / folder.name)
    catalog = Catalog(found.entities, TODAY)
    only_ours = {str(each.ref) for each in found.entities} - set(recorded(folder))
    disputed = {str(problem.ref) for problem in found.problems if problem.code == "declared-twice"}
    for entity, answer in undisputed(folder):
        theirs = {(each["type"], each["targetRef"]) for each in answer.get("relations", ())}
        ours = {(each.type, str(each.target)) for each in catalog.relations(entity.ref)}
        assert {each for each in theirs ^ ours if each[1] not in only_ours | disputed} == set(), entity.ref
