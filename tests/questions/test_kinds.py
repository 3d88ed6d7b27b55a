import pytest

from app.policy import DEFAULT
from app.questions import kinds


@pytest.mark.parametrize(
    ("word", "title", "kind"),
    [
        ("services", "Services", "component"),
        ("Stores", "Data stores", "component"),
        ("group", "Group", "group"),
        ("API", "API", "api"),
        ("AiResource", "airesource", "airesource"),
    ],
)
def test_shelf(word, title, kind):
    """A word stands for a list of its own, else for all entities of the kind it names."""
    found = kinds.shelf(word, DEFAULT)

    assert (found.title, found.kinds[0]) == (title, kind)


def test_counted():
    """Every entity counts once, on the first list that takes it."""
    counts = [
        ("component", "service", 3),
        ("component", "queue", 1),
        ("component", None, 2),
        ("resource", "database", 4),
        ("resource", "cluster", 1),
        ("group", "team", 5),
        ("widget", None, 6),
    ]

    assert dict(kinds.counted(counts, DEFAULT)) == {
        "services": 3,
        "stores": 5,
        "components": 2,
        "resources": 1,
        "teams": 5,
        "widget": 6,
    }
