"""What an entity was before is told by what changed."""

from app.config import Config
from app.differences import Change
from app.entities import Ref
from app.questions import history
from app.questions.history import Turn
from app.store.database import reading
from app.sync import sync
from tests.conftest import TODAY
from tests.questions import counting
from tests.questions.organisation import HEAD
from tests.trees import Texts

SHOP = Ref.parse("component:shop")


def text(**spec) -> str:
    """A service's descriptor; what is written one below the other in its spec."""
    lines = "".join(f"  {key}: {value}\n" for key, value in spec.items())
    return f"{HEAD}kind: Component\nmetadata: {{name: shop}}\nspec:\n  type: service\n{lines}"


def lived(sessions, *texts) -> None:
    """A catalog that held these one after the other."""
    for each in texts:
        files = {"a.yaml": each} if each else {}
        sync(sessions, "here", Texts(files), config=Config(), as_of=TODAY)


def told(events) -> list[tuple[object, ...]]:
    """Events as their turn, and what changed in which field."""
    return [
        (event.turn.value, *((each.pointer, each.change.value, each.before, each.after) for each in event.differences))
        for event in events
    ]


def test_it_works(sessions):
    """From the first document to its going and coming back, newest first."""
    lived(
        sessions, text(tier=1), text(tier=2, owner="sales"), "", text(tier=2), text(tier=2, dependsOn="[component:x]")
    )

    with reading(sessions) as session:
        found = history.of(session, SHOP)

    assert told(found.events) == [
        ("changed", ("/spec/dependsOn", "added", None, ["component:x"])),
        ("returned",),
        ("removed",),
        ("changed", ("/spec/tier", "changed", 1, 2), ("/spec/owner", "added", None, "sales")),
        ("registered",),
    ]
    assert [event.generation for event in found.events] == [5, 4, None, 2, 1]
    assert all(event.at.tzinfo for event in found.events)
    assert sorted((event.at for event in found.events), reverse=True) == [event.at for event in found.events]


def test_what_is_gone_has_a_history(sessions):
    """An entity that is no more is told to have gone."""
    lived(sessions, text(), "")

    with reading(sessions) as session:
        found = history.of(session, SHOP)

    assert [event.turn for event in found.events] == [Turn.REMOVED, Turn.REGISTERED]


def test_pages(sessions):
    """A long life is told page by page; each event stands on one of them, and knows what was before."""
    lived(sessions, *(text(tier=tier) for tier in (1, 2, 3)), "", *(text(tier=tier) for tier in (1, 2, 3)))

    with reading(sessions) as session:
        whole = history.of(session, SHOP, size=50)
        sheets = [history.of(session, SHOP, page=page, size=2) for page in (1, 2, 3, 4)]

    assert (sheets[0].total, sheets[0].pages) == (6, 3)
    assert [event for sheet in sheets for event in sheet.events] == list(whole.events)
    assert sheets[3].events == ()


def test_a_rewrite_is_cut(sessions):
    """Of very many changed fields some are told and the others counted."""
    lived(sessions, text(), text(**{f"key{number}": number for number in range(20)}))

    with reading(sessions) as session:
        newest = history.of(session, SHOP).events[0]

    assert (len(newest.differences), newest.left_out) == (history.MOST, 8)
    assert {each.change for each in newest.differences} == {Change.ADDED}


def test_unknown(sessions):
    """What the catalog never held has no history."""
    with reading(sessions) as session:
        found = history.of(session, Ref("component", "default", "\0"))

    assert (found.events, found.total, found.pages) == ((), 0, 1)


def test_queries(organisation):
    """Two questions: how many documents there were, and a page of them."""
    with counting.selects(organisation) as asked:
        history.of(organisation, SHOP)

    assert len(asked) == 2
