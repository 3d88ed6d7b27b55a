"""What cannot be read costs only itself, and stays as it last was until it is known to be gone."""

from datetime import date

import pytest
from sqlalchemy import select

from app.config import Config
from app.sources.folder import Folder
from app.store.database import reading
from app.store.models import EntityRow, FileRow, ProblemRow, RefRow
from app.sync import sync
from tests.store import dumps

TODAY = date(2026, 11, 23)
ENVELOPE = "apiVersion: backstage.io/v1alpha1\nkind: Component\n"


def component(name, lifecycle="production"):
    """The descriptor of a service."""
    return f"{ENVELOPE}metadata: {{name: {name}}}\nspec: {{type: service, lifecycle: {lifecycle}}}\n"


BROKEN = f"{ENVELOPE}metadata: {{name: broken\n"


@pytest.fixture
def root(tmp_path):
    """The folder of a source."""
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


@pytest.fixture
def run(sessions, root):
    """Syncs the folder."""
    return lambda: sync(sessions, "here", Folder(root), config=Config(), as_of=TODAY)


@pytest.fixture
def held(sessions):
    """Tells of every entity its lifecycle, and why it is stale where it is."""

    def ask():
        with reading(sessions) as session:
            found = session.execute(
                select(RefRow.name, EntityRow.lifecycle, EntityRow.stale_reason).join(
                    EntityRow, EntityRow.ref_id == RefRow.id
                )
            )
            return {name: (lifecycle, reason) for name, lifecycle, reason in found}

    return ask


def test_one_bad_file_among_a_thousand(root, run, held):
    """The 999 others update; what the bad one declared stays, stale, with the reason and the place."""
    for number in range(1000):
        (root / f"{number:04}.yaml").write_text(component(f"service-{number}"))
    run()
    for number in range(1000):
        (root / f"{number:04}.yaml").write_text(component(f"service-{number}", "deprecated"))
    (root / "0500.yaml").write_text(BROKEN)

    outcome = run()

    assert (outcome.changes.changed, outcome.changes.removed, outcome.changes.stale) == (999, 0, 1)
    entities = held()
    lifecycle, reason = entities.pop("service-500")
    assert lifecycle == "production"
    assert reason.startswith("0500.yaml:")
    assert set(entities.values()) == {("deprecated", None)}
    assert len(outcome.problems) == 1


def test_one_bad_document_among_twenty(root, run, held):
    """The 19 good documents of the file update; what the bad one declared stays, stale."""
    file = root / "catalog-info.yaml"
    file.write_text("---\n".join(component(f"service-{number}") for number in range(20)))
    run()
    documents = [component(f"service-{number}", "deprecated") for number in range(20)]
    file.write_text("---\n".join([*documents[:7], BROKEN, *documents[8:]]))

    outcome = run()

    entities = held()
    lifecycle, reason = entities.pop("service-7")
    assert lifecycle == "production"
    assert reason.startswith("catalog-info.yaml:")
    assert set(entities.values()) == {("deprecated", None)}
    assert (outcome.changes.changed, outcome.changes.stale) == (19, 1)


def test_a_file_that_can_be_read_again_is_fresh(root, run, held, sessions):
    """Nothing stays stale longer than its file fails, and nothing is written anew that was right all the time."""
    file = root / "catalog-info.yaml"
    file.write_text(component("ledger"))
    run()
    before = dumps.meaning(sessions)
    file.write_text(BROKEN)
    run()
    stale = held()
    file.write_text(component("ledger"))

    run()

    assert stale["ledger"][1] is not None
    assert dumps.meaning(sessions) == before
    with reading(sessions) as session:
        assert session.scalars(select(EntityRow.stale_since)).one() is None
        assert session.scalars(select(FileRow.stale_since)).one() is None


def test_stale_since_is_when_it_began(root, run, sessions):
    """A file that fails in another way is still stale since it first failed, and gives the newer reason."""
    (root / "a.yaml").write_text(component("ledger"))
    run()
    seen = []
    for remark in ("", "# a remark\n"):
        (root / "a.yaml").write_text(f"{remark}{BROKEN}")
        run()
        with reading(sessions) as session:
            seen.append(tuple(session.execute(select(EntityRow.stale_since, EntityRow.stale_reason)).one()))

    (first, one), (second, other) = seen
    assert first == second
    assert one != other


def test_a_file_that_breaks_and_is_then_deleted(root, run, held, sessions):
    """Only the read that lacks it takes its entities away, and no problem outlives it."""
    (root / "a.yaml").write_text(component("ledger"))
    (root / "b.yaml").write_text(component("rates"))
    run()
    (root / "a.yaml").write_text(BROKEN)
    run()
    broken = held()
    (root / "a.yaml").unlink()

    outcome = run()

    assert set(broken) == {"ledger", "rates"}
    assert set(held()) == {"rates"}
    assert outcome.changes.removed == 1
    assert outcome.problems == ()
    with reading(sessions) as session:
        assert list(session.scalars(select(ProblemRow))) == []
        assert list(session.scalars(select(FileRow.path))) == ["b.yaml"]


def test_a_document_that_is_taken_out_of_a_broken_file(root, run, held):
    """While any document of its file fails nobody can say whether it was taken out or broken; afterwards it is gone."""
    file = root / "catalog-info.yaml"
    file.write_text(f"{component('ledger')}---\n{component('rates')}")
    run()
    file.write_text(BROKEN)
    run()
    broken = held()
    file.write_text(component("rates"))

    run()

    assert set(broken) == {"ledger", "rates"}
    assert set(held()) == {"rates"}


def test_a_name_is_not_taken_over_while_its_file_is_broken(root, run, held):
    """Nobody gets a name by breaking the file that holds it; once that is mended or gone the name is free."""
    (root / "a.yaml").write_text(component("ledger"))
    run()
    (root / "a.yaml").write_text(BROKEN)
    (root / "b.yaml").write_text(component("ledger", "deprecated"))
    run()
    broken = held()
    (root / "a.yaml").unlink()

    run()

    assert broken["ledger"][0] == "production"
    assert held() == {"ledger": ("deprecated", None)}


def test_a_file_nobody_may_open(root, run, held):
    """A file that is there and cannot be read keeps its entities, as a broken one does."""
    (root / "a.yaml").write_text(component("ledger"))
    run()
    (root / "a.yaml").unlink()
    # Not even the superuser, who runs tests in containers, reads through a link.
    (root / "a.yaml").symlink_to("/dev/zero")

    outcome = run()

    assert "symbolic link" in held()["ledger"][1]
    assert outcome.changes.stale == 1


def test_others_still_relate_to_what_is_stale(root, run, sessions):
    """A team's services are still its own while their file is broken, and the rules still know them."""
    team = "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: money}\nspec: {type: team, children: []}\n"
    (root / "team.yaml").write_text(team)
    (root / "a.yaml").write_text(component("ledger").replace("{type:", "{owner: money, type:"))
    (root / "b.yaml").write_text(component("rates").replace("{type:", "{owner: money, dependsOn: [ledger], type:"))
    run()
    before = dumps.meaning(sessions)
    (root / "a.yaml").write_text(BROKEN)

    run()

    after = dumps.meaning(sessions)
    assert {name: after[name] for name in ("relation", "served", "version")} == {
        name: before[name] for name in ("relation", "served", "version")
    }
    assert [row[1] for row in after["finding"]] == [row[1] for row in before["finding"]]


@pytest.mark.parametrize("broken", [False, True], ids=["all well", "with a stale file"])
def test_nothing_changed(root, run, sessions, broken):
    """A sync that finds what it found before writes no row of the catalog, not even with the same values."""
    (root / "a.yaml").write_text(component("ledger"))
    (root / "b.yaml").write_text(component("rates"))
    run()
    if broken:
        (root / "b.yaml").write_text(BROKEN)
        run()
    before, marks = dumps.rows(sessions), dumps.marks(sessions)

    outcome = run()

    assert outcome.unchanged
    assert dumps.rows(sessions) == before
    assert dumps.marks(sessions) == marks
