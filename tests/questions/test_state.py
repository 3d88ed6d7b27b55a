import pytest

from app.config import Config
from app.errors import SourceUnreadableError
from app.questions import state
from app.sources.folder import Folder
from app.store.database import reading
from app.sync import sync
from tests.conftest import TODAY
from tests.questions.organisation import TEXT


def test_it_works(organisation):
    """The generation, when it came, and that everything is fresh."""
    now = state.current(organisation)

    assert (now.generation, now.commit, now.stale_entities, now.stale) == (1, "", 0, ())
    assert now.at is not None
    assert now.at.tzinfo is not None
    assert [(source.name, source.state) for source in now.sources] == [("here", "fresh")]
    assert now.read_at == now.sources[0].read_at
    assert now.tally.total > 0


def test_before_the_first_sync(sessions):
    """Nothing was read yet, and that is said."""
    with reading(sessions) as session:
        now = state.current(session)

    assert (now.generation, now.at, now.read_at, now.sources) == (0, None, None, ())


def test_a_source_that_cannot_be_read(sessions, tmp_path):
    """A source that is gone is named, with the reason; what it held is counted as it was."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.yaml").write_text(TEXT)
    sync(sessions, "here", Folder(folder), config=Config(), as_of=TODAY)
    folder.rename(tmp_path / "moved")
    with pytest.raises(SourceUnreadableError):
        sync(sessions, "here", Folder(folder), config=Config(), as_of=TODAY)

    with reading(sessions) as session:
        now = state.current(session)

    assert (now.generation, now.tally.total > 0) == (1, True)
    [stale] = now.stale
    assert (stale.name, stale.state) == ("here", "stale")
    assert stale.stale_since is not None
    assert stale.reason


def test_a_file_that_broke(look):
    """Entities of a file that cannot be read are counted as stale, while their source is fresh."""
    with look({"a.yaml": TEXT}), look({"a.yaml": "kind: [unclosed"}) as session:
        now = state.current(session)

    assert (now.stale_entities, now.stale) == (14, ())
