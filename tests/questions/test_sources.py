"""Where the catalog comes from is told with what could not be read."""

import pytest

from app.config import Config
from app.entities import Ref
from app.errors import SourceUnreadableError
from app.questions import sources
from app.sources.folder import Folder
from app.store.database import reading
from app.store.source import Origin
from app.sync import sync
from tests.conftest import TODAY
from tests.questions import counting
from tests.questions.organisation import HEAD, TEXT
from tests.trees import Texts

BROKEN = "kind: [unclosed"
OTHER = "# nothing yet\n"


def held(sessions, texts, name="here", commit=None) -> None:
    """A source that holds these texts."""
    origin = Origin("folder", "", commit)
    sync(sessions, name, Texts(texts), config=Config(), as_of=TODAY, origin=origin)


def test_it_works(sessions):
    """Each source with its state and commit, its files by what came of them, its entities and its problems."""
    held(
        sessions,
        {"a.yaml": TEXT, "b.yaml": f"{HEAD}kind: System\nmetadata: {{name: sea}}\nspec: {{}}\n"},
        commit="9f2c",
    )
    held(sessions, {"c.yaml": f"{HEAD}kind: System\nmetadata: {{name: port, tags: [Loud]}}\nspec: {{}}\n"}, "there")

    with reading(sessions) as session, counting.selects(session) as asked:
        found = sources.current(session)

    here, there = found.sources
    assert (here.name, here.state, here.commit, here.files, here.read, here.entities) == (
        "here",
        "fresh",
        "9f2c",
        2,
        2,
        15,
    )
    assert (there.name, there.state, there.commit, there.entities) == ("there", "fresh", "", 1)
    assert there.problems.total == found.total == len(found.problems) == 1
    assert (found.problems[0].source, found.problems[0].position.path) == ("problem", "c.yaml")
    assert (found.fresh, found.failed, found.stale, found.failed_total, found.stale_total) == (2, (), (), 0, 0)
    assert len(asked) <= 10


def test_a_file_that_broke(sessions):
    """A file that failed is told with the reason, and so are the entities it held."""
    held(sessions, {"a.yaml": TEXT, "b/catalog-info.yaml": OTHER})
    held(sessions, {"a.yaml": BROKEN, "b/catalog-info.yaml": OTHER})

    with reading(sessions) as session, counting.selects(session) as asked:
        found = sources.current(session)

    [source] = found.sources
    assert (source.state, source.failed, source.set_aside, source.entities, source.stale) == ("partly", 1, 1, 14, 14)
    assert [(file.path, file.source) for file in found.failed] == [("a.yaml", "here")]
    assert found.failed[0].since is not None
    assert len(found.stale) == found.stale_total == 14
    shop = next(each for each in found.stale if each.entity.ref == Ref.parse("component:shop"))
    assert shop.owner is not None
    assert (shop.path, shop.reason.startswith("a.yaml:"), shop.owner.title) == ("a.yaml", True, "Sales")
    assert len(asked) <= 10


def test_a_source_that_is_gone(sessions, tmp_path):
    """A source that cannot be read is stale, with the reason; its entities are counted as before."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.yaml").write_text(TEXT)
    sync(sessions, "here", Folder(folder), config=Config(), as_of=TODAY)
    folder.rename(tmp_path / "moved")
    with pytest.raises(SourceUnreadableError):
        sync(sessions, "here", Folder(folder), config=Config(), as_of=TODAY)

    with reading(sessions) as session:
        [source] = sources.current(session).sources

    assert (source.state, source.entities, source.stale) == ("stale", 14, 0)
    assert source.stale_since is not None
    assert source.reason


def test_many_problems(sessions):
    """Problems come in pages, the worst first."""
    text = "---\n".join(
        f"{HEAD}kind: System\nmetadata: {{name: s{number}, tags: [Loud]}}\nspec: {{}}\n" for number in range(12)
    )
    held(sessions, {"a.yaml": text})

    with reading(sessions) as session:
        first, last = (sources.current(session, page, size=8) for page in (1, 2))

    assert (first.total, first.pages, len(first.problems), len(last.problems)) == (12, 2, 8, 4)
    assert [each.position.line for each in (*first.problems, *last.problems)] == sorted(
        each.position.line for each in (*first.problems, *last.problems)
    )


def test_before_the_first_sync(sessions):
    """Without a source there is nothing to tell."""
    with reading(sessions) as session:
        found = sources.current(session)

    assert (found.sources, found.problems, found.total, found.pages) == ((), (), 0, 1)
