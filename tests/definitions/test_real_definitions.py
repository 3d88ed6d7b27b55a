"""Definitions that people wrote for others, and those of the example organisation."""

from collections import Counter

import pytest

from app import reading
from app.definitions import outline
from app.entities import fold
from app.sources.folder import Folder
from tests.conftest import TODAY
from tests.corpus import CORPUS, EXAMPLE

KNOWN = ("openapi", "asyncapi", "graphql", "grpc")


def apis_of(folder):
    """The APIs below a folder whose definitions are text."""
    catalog = reading.read(Folder(folder)).catalog(TODAY)
    return [each for each in catalog if each.ref.kind == "api" and each.text("definition")]


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"There are no real descriptors at {CORPUS}. Name their folder in ENSEMBLE_CORPUS."
)
def test_real_definitions_are_read():
    """Every definition comes to an outline; those of a known type have no fault, and nearly all have content."""
    read: Counter[str] = Counter()
    faulty, empty = [], []
    for folder in sorted(path for path in CORPUS.glob("*/*") if path.is_dir()):
        for api in apis_of(folder):
            found = outline(api.text("definition") or "", api.type or "")
            read[found.format] += found.is_read
            if fold(api.type or "") in KNOWN:
                faulty += [f"{folder.name} {api.name}: {fault}" for fault in found.faults]
                empty += [] if found.is_read else [f"{folder.name} {api.name}"]

    assert read["OpenAPI"] > 30
    assert read["AsyncAPI"] >= 4
    assert read["GraphQL"] >= 4
    assert read["Protocol Buffers"] >= 3
    assert faulty == []
    assert len(empty) <= 5, empty


def test_the_example_has_all_four_formats_without_a_fault():
    """The definitions of the example organisation are read as a whole."""
    found = [outline(api.text("definition") or "", api.type or "") for api in apis_of(EXAMPLE)]

    assert {each.format for each in found} == {"OpenAPI", "AsyncAPI", "GraphQL", "Protocol Buffers"}
    assert [each.faults for each in found if each.faults or not each.is_read] == []
