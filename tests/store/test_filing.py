"""Fields are filed with the sync that changes them, and no row is written that would stay as it is."""

import pytest
from sqlalchemy import select

from app.config import Config
from app.store.database import reading
from app.store.models import FieldRow, KeyRow, RefRow
from app.sync import sync
from tests.conftest import TODAY
from tests.store import dumps
from tests.trees import Texts

LEDGER = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger, tags: [java]}
spec: {type: service, lifecycle: production, owner: group:money}
"""
MONEY = """\
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: money}
spec: {type: team, children: []}
"""


def run(sessions, texts, source="here"):
    """One sync of these files."""
    sync(sessions, source, Texts(texts), config=Config(), as_of=TODAY)


def held(sessions, ref, prefix=""):
    """An entity's fields below a prefix, by key."""
    with reading(sessions) as session:
        rows = session.execute(
            select(KeyRow.name, FieldRow.value)
            .join(KeyRow, KeyRow.id == FieldRow.key_id)
            .join(RefRow, RefRow.id == FieldRow.ref_id)
            .where(RefRow.canonical == ref, KeyRow.name.startswith(prefix))
            .order_by(KeyRow.name, FieldRow.value)
        )
        return [tuple(row) for row in rows]


def differing(sessions, second):
    """Which fields, by key and value, a second sync has added or taken away."""
    run(sessions, {"a.yaml": LEDGER, "b.yaml": MONEY})
    before = dumps.meaning(sessions)["field"]
    marks = dumps.marks(sessions)["field"]
    run(sessions, second)
    after = dumps.meaning(sessions)["field"]
    now = dumps.marks(sessions)["field"]
    changed = {row[1:3] for row in set(before) ^ set(after)}
    # Not a row more was written than differs.
    assert sum(marks.get(key) != now.get(key) for key in marks.keys() | now.keys()) == len(set(before) ^ set(after))
    return changed


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param({"a.yaml": LEDGER, "b.yaml": MONEY}, set(), id="nothing"),
        pytest.param({"a.yaml": f"{LEDGER}# a remark\n", "b.yaml": MONEY}, set(), id="a remark"),
        pytest.param(
            {"a.yaml": LEDGER.replace("java", "go"), "b.yaml": MONEY},
            {
                ("metadata.tags", "java"),
                ("metadata.tags.java", "true"),
                ("metadata.tags", "go"),
                ("metadata.tags.go", "true"),
            },
            id="another tag",
        ),
        pytest.param(
            {"c.yaml": LEDGER, "b.yaml": MONEY},
            {
                ("metadata.annotations.backstage.io/managed-by-location", "file:here/a.yaml"),
                ("metadata.annotations.backstage.io/managed-by-location", "file:here/c.yaml"),
            },
            id="another file",
        ),
    ],
)
def test_only_what_differs_is_written(sessions, second, expected):
    """A row that would stay as it is is not written, not even with the same values."""
    assert differing(sessions, second) == expected


def test_what_others_declare(sessions):
    """A relation is a field of both its ends, whoever wrote it down."""
    run(sessions, {"a.yaml": LEDGER, "b.yaml": MONEY})

    assert held(sessions, "group:default/money", "relations.") == [("relations.ownerof", "component:default/ledger")]


def test_what_is_gone_has_no_fields(sessions):
    """With an entity all its fields go, and those of its relations at the other end."""
    run(sessions, {"a.yaml": LEDGER, "b.yaml": MONEY})
    run(sessions, {"b.yaml": MONEY})

    assert held(sessions, "component:default/ledger") == []
    assert held(sessions, "group:default/money", "relations.") == []


def test_a_key_keeps_its_id(sessions):
    """Other processes may know a key's id from before a sync."""
    run(sessions, {"a.yaml": LEDGER, "b.yaml": MONEY})
    with reading(sessions) as session:
        before = {row.name: row.id for row in session.scalars(select(KeyRow))}
    run(sessions, {"b.yaml": MONEY})
    run(sessions, {"a.yaml": LEDGER.replace("java", "go"), "b.yaml": MONEY})
    with reading(sessions) as session:
        after = {row.name: row.id for row in session.scalars(select(KeyRow))}

    assert before.items() <= after.items()
    assert "metadata.tags.go" in after


def test_signs_come_and_go(sessions):
    """What is missing, stale or found is a field as long as it is so, whatever became of the entity itself."""
    ref = "component:default/ledger"
    run(sessions, {"a.yaml": LEDGER, "b.yaml": MONEY})
    good = held(sessions, ref, "ensemble.")
    run(sessions, {"a.yaml": LEDGER})
    alone = held(sessions, ref, "ensemble.")
    run(sessions, {"a.yaml": f"{LEDGER}---\nkind: [\n", "b.yaml": MONEY})
    still = held(sessions, ref, "ensemble.")
    run(sessions, {"a.yaml": "kind: [\n", "b.yaml": MONEY})
    broken = held(sessions, ref, "ensemble.")
    run(sessions, {"a.yaml": LEDGER, "b.yaml": MONEY})

    assert ("ensemble.missing", "group:default/money") in alone
    assert ("ensemble.finding", "owner-unknown") in alone
    assert ("ensemble.missing", "group:default/money") not in still
    assert ("ensemble.stale", "true") in broken
    assert ("ensemble.stale", "true") not in good
    assert held(sessions, ref, "ensemble.") == good


def test_signs_of_another_source(sessions):
    """A sync of one source leaves what is known of another's entities, and tells them what they lack now."""
    ref = "component:default/ledger"
    run(sessions, {"a.yaml": LEDGER}, "services")
    run(sessions, {"b.yaml": MONEY}, "teams")
    found = held(sessions, ref, "ensemble.missing")
    run(sessions, {"a.yaml": "kind: [\n"}, "services")
    run(sessions, {"b.yaml": "kind: Group\n"}, "teams")

    assert found == []
    assert ("ensemble.stale", "true") in held(sessions, ref, "ensemble.stale")
    assert ("metadata.annotations.backstage.io/managed-by-location", "file:services/a.yaml") in held(
        sessions, ref, "metadata.annotations"
    )
