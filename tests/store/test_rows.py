"""Values and rows say the same."""

import os
from datetime import date
from pathlib import Path

import orjson
import pytest

from app import reading, rules
from app.config import Config
from app.entities import Entity, Ref
from app.positions import Position
from app.problems import Finding, Problem, Severity
from app.sources.folder import Folder
from app.store import database, queries, rows
from app.store.models import FindingRow, ProblemRow
from app.sync import sync

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("ENSEMBLE_CORPUS", ROOT.parent / "shared" / "corpus"))
TODAY = date(2026, 11, 23)


def repositories():
    """Folders of real descriptors; one row that is skipped, saying so, where there are none."""
    found = sorted(path for path in CORPUS.glob("*/*") if path.is_dir())
    if not found:
        reason = f"There are no real descriptors at {CORPUS}. Name their folder in ENSEMBLE_CORPUS."
        return [pytest.param(CORPUS, marks=pytest.mark.skip(reason), id="corpus")]
    return [pytest.param(path, id=path.name) for path in found]


@pytest.mark.parametrize("folder", [pytest.param(ROOT / "catalog", id="example"), *repositories()])
def test_both_doors_give_the_same_catalog(sessions, folder):
    """After a first sync the catalog from the database is the catalog from the files, places included."""
    sync(sessions, "here", Folder(folder), config=Config(), as_of=TODAY)

    with database.reading(sessions) as session:
        loaded = rows.load_catalog(session, TODAY)

    assert loaded == reading.read(Folder(folder)).catalog(TODAY)


def test_problems_and_findings_come_back_as_they_were(sessions, tmp_path):
    """A row of the database makes the very problem, or the very finding, that it was made from."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "catalog-info.yaml").write_text(
        "apiVersion: backstage.io/v1alpha1\n"
        "kind: Component\n"
        "metadata: {name: ledger, tags: [Not A Tag]}\n"
        "spec: {type: service, lifecycle: production, owner: group:nobody}\n"
    )
    outcome = sync(sessions, "here", Folder(folder), config=Config(), as_of=TODAY)

    with database.reading(sessions) as session:
        problems = [
            rows.problem_of(row, path, Ref(ref.kind, ref.namespace, ref.name) if ref else None)
            for row, path, ref in session.execute(queries.problems())
        ]
        findings = [
            rows.finding_of(row, Ref(ref.kind, ref.namespace, ref.name))
            for row, ref in session.execute(queries.open_findings())
        ]

    read = reading.read(Folder(folder))
    assert problems == list(outcome.problems) == list(read.problems)
    assert findings == rules.check(read.catalog(TODAY))
    assert findings


def test_a_problem_row_holds_every_part():
    """Nothing of a problem is lost on the way into a row and back."""
    problem = Problem(Position("a.yaml", 3, 5), "schema", "It is so.", "Do this.", "/spec/owner", Ref("a", "b", "c"))

    row = ProblemRow(**rows.problem_row(problem))

    assert rows.problem_of(row, "a.yaml", Ref("a", "b", "c")) == problem


def test_a_finding_row_holds_every_part():
    """Nothing of a finding is lost on the way into a row and back."""
    ref = Ref("component", "default", "ledger")
    finding = Finding(
        "owner-unknown",
        Severity.GAP,
        ref,
        Position("a.yaml", 3, 5),
        "It is so.",
        "Do this.",
        target="group:default/x",
        write="owner: group:y",
        evidence=("One.", "Two."),
    )

    assert rows.finding_of(FindingRow(**rows.finding_row(finding)), ref) == finding


def entity(**more):
    """An entity with a default namespace, and whatever else a document may hold."""
    return Entity(
        {
            "apiVersion": "backstage.io/v1alpha1",
            "kind": "Component",
            "metadata": {"name": "Ledger", **more.pop("metadata", {})},
            **more,
        },
        "a.yaml",
        1,
    )


def test_the_protocol_is_served_a_uid_an_etag_and_the_relations():
    """What the document leaves to the catalog is filled in; the rest is as written."""
    written = entity(spec={"owner": "team-a", "type": "service"})

    row = rows.served_row(written, [each for each in written.relations if each.source == written.ref], "shop")

    served = orjson.loads(row["json"])
    assert served == {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": "Component",
        "metadata": {
            "name": "Ledger",
            "namespace": "default",
            "uid": "00be112c-b55c-5691-b14e-21762710c768",
            "etag": row["etag"],
            "annotations": {
                "backstage.io/managed-by-location": "file:shop/a.yaml",
                "backstage.io/managed-by-origin-location": "file:shop",
            },
        },
        "spec": {"owner": "team-a", "type": "service"},
        "relations": [{"type": "ownedBy", "targetRef": "group:default/team-a"}],
    }
    assert row["uid"] == served["metadata"]["uid"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(entity(spec={"owner": "team-b"}), id="another document"),
        pytest.param(entity(spec={"owner": "team-a"}, metadata={"etag": "mine"}), id="an etag of the author's"),
    ],
)
def test_the_etag_tells_of_every_change(other):
    """Two different answers never have one etag, even where an author writes etags of their own."""
    before = rows.served_row(entity(spec={"owner": "team-a"}), (), "shop")

    assert rows.served_row(other, (), "shop")["etag"] != before["etag"]


def test_an_etag_of_the_authors_is_served_as_written():
    """The protocol keeps an etag that the document has."""
    row = rows.served_row(entity(metadata={"etag": "mine", "uid": "not mine to say"}), (), "shop")

    served = orjson.loads(row["json"])
    assert served["metadata"]["etag"] == "mine"
    assert served["metadata"]["uid"] == row["uid"] != "not mine to say"


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        pytest.param({}, True, id="nothing"),
        pytest.param({"line": 2}, False, id="line"),
        pytest.param({"path": "b.yaml"}, False, id="path"),
        pytest.param({"positions": {"/kind": (2, 1)}}, False, id="position"),
        pytest.param({"settled": {"/spec/dependsOn/0": Ref("a", "b", "c")}}, False, id="settled reference"),
        pytest.param({"document": {**entity().document, "spec": {}}}, False, id="document"),
    ],
)
def test_the_digest_tells_of_every_part(changed, same):
    """An entity is written anew when, and only when, something of it differs."""
    first = {"document": entity().document, "path": "a.yaml", "line": 1}

    before, after = (rows.entity_row(Entity(**each))["digest"] for each in (first, {**first, **changed}))

    assert (before == after) is same


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        pytest.param({"type": "Service", "lifecycle": "Production", "tier": 2}, ("service", "production", 2), id="fit"),
        pytest.param({"type": "x" * 9999, "lifecycle": "y" * 9999}, ("x" * 200, "y" * 200, None), id="too long"),
        pytest.param({"type": 5, "lifecycle": [], "tier": 2**40}, (None, None, None), id="of the wrong type"),
        pytest.param({"tier": True}, (None, None, None), id="yes is no tier"),
    ],
)
def test_columns_to_filter_by_hold_what_fits(spec, expected):
    """Kinds that are not known may hold anything under keys that lists filter by."""
    row = rows.entity_row(entity(spec=spec))

    assert (row["type"], row["lifecycle"], row["tier"]) == expected
