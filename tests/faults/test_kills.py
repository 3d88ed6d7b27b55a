"""A sync that is killed leaves the catalog of before or the catalog of after, and the next one works at once.

`ENSEMBLE_TEST_KILLS` says how many kills there are for each database, `ENSEMBLE_TEST_SEED` repeats a run.
"""

import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.store import database
from app.store.database import reading
from app.store.models import GenerationRow
from tests.faults import syncing
from tests.faults.syncing import COMMITTED, COMMITTING, PHASES, STARTED, WRITING
from tests.store import dumps

KILLS = int(os.environ.get("ENSEMBLE_TEST_KILLS", "30"))
SEED = int(os.environ.get("ENSEMBLE_TEST_SEED", random.SystemRandom().randrange(10**6)))
CATALOG = Path(__file__).parents[2] / "catalog"

BEFORE = {path.relative_to(CATALOG).as_posix(): path.read_text() for path in sorted(CATALOG.rglob("*.yaml"))}
AFTER = {
    **{path: text.replace("production", "deprecated") for path, text in list(BEFORE.items())[3:]},
    "more/catalog-info.yaml": "---\n".join(
        f"apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: made-up-{number}}}\n"
        f"spec: {{type: service, lifecycle: production, dependsOn: ['component:made-up-{number // 2}']}}\n"
        for number in range(120)
    ),
}


def meaning_of(url, sessions, files):
    """What the database says after a sync that nobody disturbs, and how long that takes."""
    begun = time.monotonic()
    syncing.once(url, files, wait=60)
    return dumps.meaning(sessions), time.monotonic() - begun


def kill(url, files, wanted, chance, longest):
    """Kill a sync some time after a phase has begun; the answer is the last phase it told of."""
    process, pipe = syncing.start(syncing.telling, url, files)
    told = pipe.recv()
    while PHASES.index(told) < PHASES.index(wanted):
        told = pipe.recv()
    # Most of the time goes into the phases before writing, and little into the commit.
    time.sleep(chance.uniform(0, longest if wanted == STARTED else longest / 10))
    process.kill()
    process.join()
    while pipe.poll():
        try:
            told = pipe.recv()
        except EOFError:
            break
    pipe.close()
    return told


def wait_until_alone(url, sessions):
    """A killed client's statement, on PostgreSQL, goes on until the server notices."""
    if url.startswith("sqlite"):
        return
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    while True:
        with reading(sessions) as session:
            if session.scalar(others) == 0:
                return
        time.sleep(0.01)


def generation(sessions):
    """The generation readers see."""
    with reading(sessions) as session:
        return max(session.scalars(select(GenerationRow.id)))


@pytest.mark.parametrize("kills", [KILLS])
def test_a_killed_sync_leaves_all_or_nothing(database_url, kills, capsys):
    """After every kill the rows are those of before, untouched, or those of the next generation, complete."""
    chance = random.Random(SEED)  # noqa: S311  # nothing to guess
    sessions = database.sessions_for(database_url)
    catalogs = [BEFORE, AFTER]
    meanings = []
    longest = 0.0
    for files in (BEFORE, AFTER, BEFORE):
        told, took = meaning_of(database_url, sessions, files)
        meanings.append(told)
        longest = max(longest, took)
    landed: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    present = 0
    for count in range(kills):
        wanted = 1 - present
        rows, number = dumps.rows(sessions), generation(sessions)
        landed[kill(database_url, catalogs[wanted], PHASES[count % len(PHASES)], chance, longest)] += 1
        wait_until_alone(database_url, sessions)
        if dumps.rows(sessions) == rows:
            outcomes["before"] += 1
        else:
            assert dumps.meaning(sessions) == meanings[wanted]
            assert generation(sessions) == number + 1
            outcomes["after"] += 1
            present = wanted
        syncing.once(database_url, catalogs[1 - present], wait=30)
        present = 1 - present

        assert dumps.meaning(sessions) == meanings[present]
    sessions.kw["bind"].dispose()
    with capsys.disabled():
        where = ", ".join(f"{phase} {landed[phase]}" for phase in PHASES)
        print(  # noqa: T201  # what a run of chance has tried
            f"\n{kills} kills, seed {SEED}: {where}; the catalog of {dict(outcomes)}"
        )

    after_begin = landed[WRITING] + landed[COMMITTING] + landed[COMMITTED]
    assert meanings[0] == meanings[2] != meanings[1]
    if kills >= 20:
        assert after_begin >= kills / 5
        assert landed[COMMITTED]
        assert outcomes["before"]
