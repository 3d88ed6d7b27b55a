"""Only what differs is written, and what is written does not depend on the way there."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from app import reading, rules
from app.config import Config
from app.entities import Ref
from app.store import database
from app.store.database import writing
from app.store.models import Base, FindingRow, RefRow
from app.sync import sync
from tests.store import dumps
from tests.trees import Texts

TODAY = date(2026, 11, 23)
REFS = ("component:a", "resource:b", "api:c", "group:d", "a", "b", "component:other/a", "group:nobody", "bad ref:", "c")
PATHS = ("x.yaml", "y/catalog-info.yaml", "z.yaml")


def specs():
    """What may stand under `spec`: fit and unfit, present and missing."""
    several = st.lists(st.sampled_from(REFS), max_size=3, unique=True)
    return st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(("service", "Service", "library", "")),
            "lifecycle": st.sampled_from(("production", "experimental")),
            "owner": st.sampled_from(("d", "group:d", "user:a", "group:nobody", "component:a")),
            "system": st.sampled_from(("e", "component:a", "other/e")),
            "tier": st.sampled_from((1, 3, "high")),
            "dependsOn": several,
            "dependencyOf": several,
            "dependencyDetails": st.dictionaries(
                st.sampled_from(REFS), st.fixed_dictionaries({}, optional={"criticality": st.just("soft")}), max_size=2
            ),
            "providesApis": several,
            "members": several,
            "parent": st.sampled_from(("d", "c")),
        },
    )


def entities():
    """An entity's document, of one of few references, so that they meet."""
    declared = (("Component", "a"), ("Component", "b"), ("Resource", "b"), ("API", "c"), ("Group", "d"), ("Thing", "a"))
    return st.builds(
        lambda reference, title, spec: {
            "apiVersion": "backstage.io/v1alpha1",
            "kind": reference[0],
            "metadata": {"name": reference[1], **title},
            "spec": spec,
        },
        st.sampled_from(declared),
        st.fixed_dictionaries(
            {},
            optional={
                "title": st.sampled_from(("One", "Two")),
                "tags": st.lists(st.sampled_from(("go", "Go", "java")), max_size=2),
                "description": st.sampled_from(("Keeps the books.", "Keeps the books!")),
            },
        ),
        specs(),
    )


def histories():
    """Sources one after the other, made of a few documents that come, stay, move, change and go.

    An entity is declared once in each, so that no history decides who keeps a name.
    """
    pool = st.lists(st.tuples(st.sampled_from(PATHS), entities()), min_size=1, max_size=10)
    return pool.flatmap(lambda declared: st.lists(sources(declared), min_size=1, max_size=4))


def sources(pool):
    """Files by path, of some of these documents."""
    some = st.lists(
        st.sampled_from(pool), max_size=6, unique_by=lambda each: (each[1]["kind"], each[1]["metadata"]["name"])
    )
    return some.map(texts)


def texts(declared):
    """The files in which these documents stand, one below the other."""
    files: dict[str, str] = {}
    for path, document in declared:
        files[path] = f"{files.get(path, '')}---\n{json.dumps(document)}\n"
    return files


def run(sessions, files):
    """One sync of these files."""
    return sync(sessions, "here", Texts(files), config=Config(), as_of=TODAY)


def empty(sessions):
    """Take every row out but the lock's."""
    with writing(sessions) as session:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != "sync_lock":
                session.execute(delete(table))


def findings(files):
    """What the rules find in these files."""
    return {finding.key for finding in rules.check(reading.read(Texts(files)).catalog(TODAY))}


@settings(
    max_examples=60,
    deadline=None,
    # The database is emptied by the test itself.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=histories())
def test_the_way_leaves_no_trace(sessions, steps):
    """However a source came to be as it is, the database says the same of it, and findings keep their age."""
    empty(sessions)
    ages: dict[tuple[str, Ref, str], int] = {}
    closed: list[tuple[object, ...]] = []
    for files in steps:
        before = run(sessions, files)
        now = findings(files)
        closed += [(*key, age, before.generation - 1) for key, age in ages.items() if key not in now]
        ages = {key: ages.get(key, before.generation) for key in now}
    after_all = dumps.meaning(sessions)
    with database.reading(sessions) as session:
        told = [
            (row.rule, Ref(ref.kind, ref.namespace, ref.name), row.target, row.first_generation, row.last_generation)
            for row, ref in session.execute(select(FindingRow, RefRow).join(RefRow, RefRow.id == FindingRow.ref_id))
        ]
    again = run(sessions, steps[-1])
    empty(sessions)
    run(sessions, steps[-1])

    assert after_all == dumps.meaning(sessions)
    assert again.unchanged
    assert sorted(each[:4] for each in told if each[4] is None) == sorted((*key, age) for key, age in ages.items())
    assert sorted(each for each in told if each[4] is not None) == sorted(closed)


LEDGER = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec: {type: service, lifecycle: production, owner: group:money, consumesApis: [gone]}
"""
GONE = """\
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: gone, tags: [rest]}
spec: {type: openapi, lifecycle: production, owner: group:money, definition: x}
"""
MONEY = """\
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: money}
spec: {type: team, children: []}
"""


def written(sessions, first, second):
    """How many rows of each table a second sync has written, less those that depend on what rules there are.

    Fields are told by `test_filing`: some of them do, too.
    """
    run(sessions, first)
    before = dumps.marks(sessions)
    run(sessions, second)
    after = dumps.marks(sessions)
    counted = {
        name: sum(before[name].get(key) != after[name].get(key) for key in before[name].keys() | after[name].keys())
        for name in before
        if name not in ("alignment", "field", "finding", "key", "level", "metric", "section")
    }
    return {name: number for name, number in counted.items() if number}


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param({"a.yaml": LEDGER, "b.yaml": MONEY}, {}, id="nothing"),
        pytest.param(
            {"a.yaml": f"{LEDGER}# a remark\n", "b.yaml": MONEY}, {"file": 1, "generation": 1}, id="a remark below"
        ),
        pytest.param(
            {"a.yaml": f"\n{LEDGER}", "b.yaml": MONEY},
            # The document has no new version.
            {"entity": 1, "file": 1, "generation": 1},
            id="another line",
        ),
        pytest.param(
            {"a.yaml": LEDGER.replace("production", "deprecated"), "b.yaml": MONEY},
            # The version before is closed, and there is a new one.
            {"entity": 1, "file": 1, "generation": 1, "served": 1, "version": 2},
            id="another document",
        ),
        pytest.param(
            {
                "a.yaml": LEDGER.replace(
                    "type: service, lifecycle: production", "lifecycle: production, type: service"
                ),
                "b.yaml": MONEY,
            },
            {"entity": 1, "file": 1, "generation": 1, "served": 1},
            id="another order of keys",
        ),
        pytest.param(
            {"c.yaml": LEDGER, "b.yaml": MONEY},
            # What is served of an entity names its file.
            {"entity": 1, "file": 2, "generation": 1, "served": 1},
            id="another file",
        ),
        pytest.param(
            {"a.yaml": LEDGER.replace("owner: group:money", "owner: group:new"), "b.yaml": MONEY},
            # Both halves of ownership are closed and opened; the team is served without its service.
            {
                "entity": 1,
                "file": 1,
                "generation": 1,
                "ref": 1,
                "relation": 4,
                "served": 2,
                "version": 2,
                "words": 1,
            },
            id="another owner",
        ),
        pytest.param(
            {"a.yaml": LEDGER, "b.yaml": MONEY, "c.yaml": GONE},
            # The need of it was there before it was declared, and stays as it is.
            {
                "entity": 1,
                "file": 1,
                "generation": 1,
                "relation": 2,
                "served": 2,
                "tag": 1,
                "version": 1,
                "words": 1,
            },
            id="declared at last",
        ),
        pytest.param(
            {"b.yaml": MONEY},
            {
                "entity": 1,
                "file": 1,
                "generation": 1,
                # And so is its need of an API that nobody declares.
                "need": 1,
                "relation": 4,
                "served": 2,
                "version": 1,
                "words": 1,
            },
            id="gone",
        ),
    ],
)
def test_only_what_differs_is_written(sessions, second, expected):
    """A row that would stay as it is is not written, not even with the same values."""
    first = {"a.yaml": LEDGER, "b.yaml": MONEY}

    assert written(sessions, first, second) == expected
