"""What a sync makes of a source, and what it leaves alone."""

import random
from datetime import date, timedelta
from string import ascii_lowercase

import orjson
import pytest
from sqlalchemy import func, select, update

from app.config import Config
from app.entities import Ref
from app.errors import SourceUnreadableError, SyncRunningError
from app.policy import Policy
from app.reading import Cache
from app.sources.folder import Folder
from app.store import lock, queries
from app.store.database import reading, writing
from app.store.models import (
    EntityRow,
    FileRow,
    FindingRow,
    GenerationRow,
    MetricRow,
    ProblemRow,
    RefRow,
    SourceRow,
    SyncLockRow,
)
from app.store.source import Origin
from app.sync import sync
from tests.store import dumps
from tests.trees import Texts

TODAY = date(2026, 11, 23)
NO_SETTINGS = Config()
MONEY = """\
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: money}
spec: {type: team, children: []}
"""
LEDGER = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec: {type: service, lifecycle: production, owner: group:money, consumesApis: [gone]}
"""
RATES = LEDGER.replace("ledger", "rates")
BROKEN = "kind: [unclosed\n"


def run(sessions, files, name="here", *, config=NO_SETTINGS, as_of=TODAY, **more):
    """One sync of these files."""
    return sync(sessions, name, Texts(files), config=config, as_of=as_of, **more)


def entities(sessions):
    """Every entity's reference, and why it is stale where it is."""
    with reading(sessions) as session:
        found = session.execute(
            select(RefRow.canonical, EntityRow.stale_reason).join(EntityRow, EntityRow.ref_id == RefRow.id)
        )
        return {canonical: reason for canonical, reason in found}  # noqa: C416  # rows are no pairs to mypy


def source(sessions, name="here"):
    """What is known of a source."""
    with reading(sessions) as session:
        return session.scalar(queries.source(name))


def test_a_first_sync_is_the_first_generation(sessions):
    """It says how much it read, found and wrote."""
    outcome = run(sessions, {"a.yaml": LEDGER, "b.yaml": MONEY}, origin=Origin("folder", "catalog", "c0ffee"))

    assert (outcome.generation, outcome.unchanged) == (1, False)
    assert (outcome.changes.added, outcome.changes.changed, outcome.changes.removed) == (2, 0, 0)
    assert outcome.problems == ()
    with reading(sessions) as session:
        row = session.scalars(select(GenerationRow)).one()
    assert row.source_commit == "c0ffee"
    assert orjson.loads(row.counts) == {
        "entities": {"component": 1, "group": 1},
        "findings": dict(outcome.findings),
        "problems": {},
    }
    assert (source(sessions).state, source(sessions).location) == ("fresh", "catalog")


def test_an_empty_source_is_a_generation_too(sessions):
    """After a sync that found nothing, readers know that there is nothing."""
    assert run(sessions, {}).generation == 1
    assert run(sessions, {}).unchanged


def test_a_sync_counts_what_changed(sessions):
    """New ones, ones with another document, gone ones; a moved line is no change."""
    run(sessions, {"a.yaml": LEDGER, "b.yaml": MONEY, "c.yaml": RATES})

    outcome = run(
        sessions,
        {"a.yaml": f"\n{LEDGER}", "b.yaml": MONEY.replace("team,", "unit,"), "d.yaml": MONEY.replace("money", "new")},
    )

    assert (outcome.changes.added, outcome.changes.changed, outcome.changes.removed) == (1, 1, 1)
    assert outcome.generation == 2


@pytest.mark.parametrize(
    ("more", "unchanged"),
    [
        pytest.param({}, True, id="nothing differs"),
        pytest.param({"as_of": TODAY + timedelta(days=1)}, True, id="the date, and no rule minds"),
        pytest.param({"policy": Policy(off=frozenset(("ref-unknown",)))}, False, id="the policy"),
        pytest.param({"config": Config(exclude=("b.yaml",))}, False, id="what is left out"),
    ],
)
def test_what_makes_a_second_sync_a_new_generation(sessions, more, unchanged):
    """A generation is a difference in what readers see; looking again is none."""
    files = {"a.yaml": LEDGER, "b.yaml": MONEY}
    run(sessions, files)
    before = dumps.rows(sessions)

    outcome = run(sessions, files, **more)

    assert outcome.unchanged is unchanged
    assert outcome.generation == (1 if unchanged else 2)
    assert (dumps.rows(sessions) == before) is unchanged


def test_what_is_in_no_file_counts(sessions, tmp_path):
    """A sync looks again when something outside every file that was read makes a difference."""
    (tmp_path / "a.yaml").write_text(LEDGER.replace("{type:", "{about: {$text: ./about.md}, type:"))
    missing = sync(sessions, "here", Folder(tmp_path), config=NO_SETTINGS, as_of=TODAY)
    (tmp_path / "about.md").mkdir()

    folder = sync(sessions, "here", Folder(tmp_path), config=NO_SETTINGS, as_of=TODAY)

    assert [problem.code for problem in (*missing.problems, *folder.problems)] == [
        "file-unreadable",
        "not-a-regular-file",
    ]
    assert not folder.unchanged


def test_what_is_known_already_is_not_looked_at_twice(sessions):
    """After a sync that wrote nothing for another date, that date's fingerprint is the one remembered."""
    files = {"a.yaml": LEDGER}
    run(sessions, files)
    first = source(sessions).fingerprint
    run(sessions, files, as_of=TODAY + timedelta(days=1))
    second = source(sessions).fingerprint
    run(sessions, files, as_of=TODAY + timedelta(days=1))

    assert first != second == source(sessions).fingerprint


def test_an_unchanged_sync_tells_the_same(sessions):
    """Problems and counts are told, whether or not anything was written."""
    files = {"a.yaml": LEDGER, "b.yaml": BROKEN, "catalog-info.yaml": BROKEN}
    first = run(sessions, files)

    second = run(sessions, files)

    assert second.unchanged
    assert (second.problems, second.findings, second.changes.stale) == (first.problems, first.findings, 0)


def test_a_source_that_cannot_be_read_concludes_nothing(sessions, tmp_path):
    """Its entities stay as they were, the source is stale with the reason, and is fresh again when it is read."""
    root = tmp_path / "source"
    root.mkdir()
    (root / "a.yaml").write_text(LEDGER)
    sync(sessions, "here", Folder(root), config=Config(), as_of=TODAY)
    before, read_at = dumps.rows(sessions), source(sessions).read_at

    root.rename(tmp_path / "elsewhere")
    with pytest.raises(SourceUnreadableError):
        sync(sessions, "here", Folder(root), config=Config(), as_of=TODAY)
    stale = source(sessions)
    with pytest.raises(SourceUnreadableError):
        sync(sessions, "here", Folder(root), config=Config(), as_of=TODAY)
    still_stale = source(sessions)
    (tmp_path / "elsewhere").rename(root)
    outcome = sync(sessions, "here", Folder(root), config=Config(), as_of=TODAY)

    assert outcome.unchanged
    assert dumps.rows(sessions) == before
    assert (stale.state, stale.read_at) == ("stale", read_at)
    assert "cannot be read" in stale.reason
    assert still_stale.stale_since == stale.stale_since
    fresh = source(sessions)
    assert (fresh.state, fresh.stale_since, fresh.reason) == ("fresh", None, None)
    assert fresh.read_at > read_at


def test_a_source_that_never_could_be_read_is_known(sessions, tmp_path):
    """It is listed as stale, with the reason, and there is no generation."""
    with pytest.raises(SourceUnreadableError):
        sync(sessions, "here", Folder(tmp_path / "nowhere"), config=Config(), as_of=TODAY)

    assert source(sessions).state == "stale"
    with reading(sessions) as session:
        assert session.scalar(queries.current_generation()) is None


def test_the_lock_is_free_after_whatever_happens(sessions, tmp_path):
    """A sync that fails lets the next one in."""
    with pytest.raises(SourceUnreadableError):
        sync(sessions, "here", Folder(tmp_path / "nowhere"), config=Config(), as_of=TODAY)

    assert run(sessions, {"a.yaml": LEDGER}).generation == 1


def test_a_sync_that_lost_its_lock_writes_nothing(sessions):
    """Whoever stood still until somebody else took over finds that out before anything is written."""
    run(sessions, {"a.yaml": LEDGER})
    before = dumps.rows(sessions)

    def lose(_done, _of):
        with writing(sessions) as session:
            until = lock.now(session) + timedelta(seconds=60)
            session.execute(
                update(SyncLockRow).values(holder="elsewhere:1:x", until=until, fence=SyncLockRow.fence + 1)
            )

    with pytest.raises(SyncRunningError, match="taken the lock over"):
        run(sessions, {"a.yaml": LEDGER, "b.yaml": MONEY}, progress=lose)

    assert dumps.rows(sessions) == before


def test_a_sync_does_not_begin_while_another_runs(sessions):
    """The source is not even read."""
    with lock.held(sessions), pytest.raises(SyncRunningError):
        run(sessions, {"a.yaml": LEDGER}, progress=lambda *_: pytest.fail("reading while another sync runs"))


def test_a_cache_changes_nothing_but_time(sessions):
    """With what was parsed before at hand, the same comes out."""
    cache = Cache()
    run(sessions, {"a.yaml": LEDGER, "b.yaml": MONEY}, cache=cache)
    files = {"a.yaml": LEDGER.replace("production", "deprecated"), "b.yaml": MONEY}
    run(sessions, files, cache=cache)

    assert run(sessions, files).unchanged


# --- several sources ----------------------------------------------------------------------------


def test_a_sync_of_one_source_leaves_others_alone(sessions):
    """What another source holds is neither gone nor read anew, and counts in the whole."""
    run(sessions, {"a.yaml": LEDGER, "catalog-info.yaml": BROKEN}, name="first")
    run(sessions, {"a.yaml": MONEY}, name="second")

    outcome = run(sessions, {"a.yaml": MONEY.replace("team,", "unit,")}, name="second")

    assert entities(sessions) == {"component:default/ledger": None, "group:default/money": None}
    assert (outcome.changes.changed, outcome.changes.removed) == (1, 0)
    with reading(sessions) as session:
        generation = session.scalars(queries.current_generation()).one()
    assert orjson.loads(generation.counts)["problems"] == {"error": 1}
    assert orjson.loads(generation.counts)["entities"] == {"component": 1, "group": 1}


def test_relations_lead_from_source_to_source(sessions):
    """An entity of one source is served with the relations that another declares."""
    run(sessions, {"a.yaml": MONEY}, name="teams")
    run(sessions, {"a.yaml": LEDGER}, name="services")

    with reading(sessions) as session:
        served = orjson.loads(session.scalars(queries.served(), {"ref": "group:default/money"}).one())

    assert served["relations"] == [{"type": "ownerOf", "targetRef": "component:default/ledger"}]


def test_whoever_holds_a_name_keeps_it(sessions):
    """What two sources declare is the first one's until it lets go; the second is told where it stands."""
    run(sessions, {"a.yaml": LEDGER}, name="first")
    contested = run(sessions, {"b.yaml": LEDGER.replace("service", "library")}, name="second")
    before = entities(sessions)
    run(sessions, {}, name="first")
    freed = run(sessions, {"b.yaml": LEDGER.replace("service", "library")}, name="second")

    assert str(*contested.problems) == (
        "b.yaml:3:12: error: Another source declares component:default/ledger already, at a.yaml:1:1; that one "
        "stays. Rename one of the two, or delete it. [declared-twice]"
    )
    assert before == {"component:default/ledger": None}
    assert (freed.changes.added, freed.problems) == (1, ())


# --- history ------------------------------------------------------------------------------------


def test_findings_keep_their_age(sessions):
    """A finding is closed with the last generation that had it; one that returns is a new one."""
    with_it, without = {"a.yaml": LEDGER, "b.yaml": MONEY}, {"a.yaml": LEDGER.replace("gone", ""), "b.yaml": MONEY}
    for files in (with_it, {**with_it, "c.yaml": RATES}, without, with_it):
        run(sessions, files)

    with reading(sessions) as session:
        spans = session.execute(
            select(FindingRow.first_generation, FindingRow.last_generation)
            .join(RefRow, RefRow.id == FindingRow.ref_id)
            .where(FindingRow.rule == "ref-unknown", RefRow.name == "ledger")
            .order_by(FindingRow.id)
        ).all()
    assert [tuple(span) for span in spans] == [(1, 2), (4, None)]


def test_problems_keep_their_age(sessions):
    """A problem that moves to another line is still the same problem."""
    run(sessions, {"catalog-info.yaml": BROKEN})
    run(sessions, {"catalog-info.yaml": f"# a remark\n{BROKEN}", "a.yaml": LEDGER})

    with reading(sessions) as session:
        row = session.scalars(select(ProblemRow)).one()
    assert (row.first_generation, row.line) == (1, 3)


def test_documents_keep_their_history(sessions):
    """Every document an entity has had is there, with the generations between which it had it."""
    for files in (
        {"a.yaml": LEDGER},
        {"a.yaml": LEDGER.replace("production", "deprecated")},
        {},
        {"a.yaml": LEDGER},
    ):
        run(sessions, files)

    with reading(sessions) as session:
        spans = [
            (row.generation_from, row.generation_to, orjson.loads(row.document)["spec"]["lifecycle"])
            for row, *_ in session.execute(queries.versions(Ref("component", "default", "ledger")))
        ]
    assert spans == [(4, None, "production"), (2, 3, "deprecated"), (1, 2, "production")]


def test_measures_have_a_point_where_they_changed(sessions):
    """Trends are drawn from few points."""
    for files in ({"b.yaml": MONEY}, {"b.yaml": MONEY.replace("team,", "unit,")}, {"b.yaml": MONEY, "a.yaml": LEDGER}):
        run(sessions, files)

    with reading(sessions) as session:
        points = session.execute(
            select(MetricRow.generation, MetricRow.value)
            .where(MetricRow.name == "entities")
            .order_by(MetricRow.generation)
        )
        assert [tuple(point) for point in points] == [(1, 1.0), (3, 2.0)]


# --- no author can make a sync fail -------------------------------------------------------------

ENVELOPE = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: odd}\n"
NOISE = "".join(random.Random(1).choices(ascii_lowercase, k=60_000))  # noqa: S311  # letters that no index can pack


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{ENVELOPE}spec: {{type: {NOISE}, owner: group:money}}\n", id="long type"),
        pytest.param(f"{ENVELOPE}spec: {{type: service, owner: group:{NOISE}}}\n", id="long owner"),
        pytest.param(f"{ENVELOPE}spec: {{type: service, dependsOn: ['component:{NOISE}']}}\n", id="long reference"),
        pytest.param(f"{ENVELOPE}spec: {{type: service, dependsOn: ['{NOISE}:a']}}\n", id="long kind"),
        pytest.param(f"{ENVELOPE}spec: {{type: service, dependsOn: ['a:{NOISE}/a']}}\n", id="long namespace"),
        pytest.param(f"{ENVELOPE}spec: {{type: service, dependsOn: ['{'é' * 3000}']}}\n", id="long bare name"),
        pytest.param(ENVELOPE.replace("odd", f"odd, title: {NOISE}"), id="long title"),
        pytest.param(ENVELOPE.replace("Component", NOISE), id="long kind of its own"),
        pytest.param(f"{ENVELOPE.replace('Component', 'Thing')}spec: {{tier: 9999999999}}\n", id="large number"),
        pytest.param(f"{ENVELOPE.replace('Component', 'Thing')}spec: {{tier: yes, type: []}}\n", id="wrong types"),
        pytest.param(f'{ENVELOPE}spec: {{type: service, owner: "\\U0001F600"}}\n', id="emoji"),
        pytest.param(f'{ENVELOPE}spec: {{type: service, owner: "a\\0b"}}\n', id="NUL"),
        pytest.param(f'{ENVELOPE}spec: {{type: service, owner: "\\ud800"}}\n', id="half a character"),
        pytest.param(f"{ENVELOPE}spec: {{type: service, x: 18446744073709551616, y: .nan}}\n", id="numbers JSON lacks"),
    ],
)
def test_an_odd_descriptor_costs_only_itself(sessions, text):
    """Whatever stands in one file, the others are read, on both databases alike."""
    run(sessions, {"a.yaml": LEDGER, "b.yaml": MONEY, "odd.yaml": text})

    assert {"component:default/ledger", "group:default/money"} <= set(entities(sessions))
    assert run(sessions, {"a.yaml": LEDGER, "b.yaml": MONEY, "odd.yaml": text}).unchanged


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(b"\xff\xfe.yaml", id="not UTF-8"),
        pytest.param(b"new\nline.yaml", id="line break"),
        pytest.param(b"/".join(NOISE[at : at + 200].encode() for at in range(0, 3000, 200)) + b"/a.yaml", id="long"),
        pytest.param("é".encode() + "e\u0301.yaml".encode(), id="two ways to write é"),
    ],
)
def test_an_odd_path_costs_only_itself(sessions, tmp_path, name):
    """Whatever a file is called, it and the others are read, on both databases alike."""
    root = tmp_path / "source"
    root.mkdir()
    (root / "a.yaml").write_text(LEDGER)
    folder = root
    *folders, last = name.split(b"/")
    for part in folders:
        folder = folder / part.decode()
        folder.mkdir()
    with open(bytes(folder) + b"/" + last, "w") as file:  # noqa: PTH123  # pathlib knows no bytes
        file.write(MONEY + BROKEN)

    outcome = sync(sessions, "here", Folder(root), config=Config(), as_of=TODAY)
    again = sync(sessions, "here", Folder(root), config=Config(), as_of=TODAY)

    assert outcome.problems
    assert again.unchanged
    with reading(sessions) as session:
        assert session.scalar(select(func.count()).select_from(FileRow)) == 2


def test_sources_are_known_in_the_order_they_came(sessions):
    """The first source is the first in every list."""
    for name in ("zebra", "ant"):
        run(sessions, {}, name=name)

    with reading(sessions) as session:
        assert [row.name for row in session.scalars(select(SourceRow).order_by(SourceRow.priority))] == ["zebra", "ant"]
