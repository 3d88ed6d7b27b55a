"""What is not there is told apart: what once was, what only others name, and what nobody knows."""

import pytest

from app.config import Config
from app.entities import Ref
from app.questions import absent
from app.store.database import reading
from app.sync import sync
from tests.conftest import TODAY
from tests.questions import counting
from tests.questions.organisation import HEAD
from tests.trees import Texts


def service(name: str, more: str = "") -> str:
    """A service's descriptor."""
    return f"{HEAD}kind: Component\nmetadata: {{name: {name}}}\nspec:\n  type: service\n{more}"


SALES = f"{HEAD}kind: Group\nmetadata: {{name: sales, title: Sales}}\nspec: {{type: team, children: []}}\n"


@pytest.fixture
def lived(sessions):
    """Opens a look at a catalog that held these states one after the other."""

    def live(*states):
        for texts in states:
            tree = Texts({f"{place}.yaml": text for place, text in enumerate(texts)})
            sync(sessions, "here", tree, config=Config(), as_of=TODAY)
        return reading(sessions)

    return live


def test_what_is_gone(lived):
    """Of a removed entity its last document and owner are known, since when it is gone, and who still names it."""
    shop = service("shop", "  dependsOn:\n    - component:mail\n")
    texts = [SALES, shop, service("mail", "  owner: nobody\n")]
    then = [SALES, shop, service("mail", "  owner: sales\n")]
    with lived(texts, then, [SALES, shop]) as session, counting.selects(session) as asked:
        found = absent.about(session, [Ref.parse("component:mail")])

    assert found.gone is not None
    assert found.gone.entity.spec == {"type": "service", "owner": "sales"}
    assert found.gone.owner is not None
    assert found.gone.owner.title == "Sales"
    assert found.gone.since.tzinfo is not None
    [naming] = found.named_by
    assert (naming.by.ref.name, naming.field, str(naming.position)) == ("shop", "dependsOn", "1.yaml:7:7")
    assert len(asked) <= 8


def test_what_is_only_named(lived):
    """What only others name is told with the lines where they do."""
    with lived([service("shop", "  owner: crew\n"), service("mail", "  owner: crew\n")]) as session:
        found = absent.about(session, [Ref.parse("group:crew")])

    assert found.gone is None
    assert [(each.by.ref.name, each.field, each.position.line) for each in found.named_by] == [
        ("mail", "owner", 6),
        ("shop", "owner", 6),
    ]


def test_what_nobody_knows(lived):
    """What nobody ever wrote has only names that come near."""
    with lived([service("payments")]) as session:
        near = absent.about(session, [Ref.parse("component:paymnets")])
        far = absent.about(session, [Ref("component", "default", "\0")])

    assert (near.gone, near.named_by, [each.ref.name for each in near.near]) == (None, (), ["payments"])
    assert (far.gone, far.named_by, far.near) == (None, (), ())


def test_the_one_that_was_comes_first(lived):
    """Where an address stands for several references, the one that once was is meant, else the one that is named."""
    store = f"{HEAD}kind: Resource\nmetadata: {{name: orders}}\nspec: {{type: database}}\n"
    refs = [Ref.parse("component:orders"), Ref.parse("resource:orders")]
    with lived([store], []) as session:
        assert absent.about(session, refs).ref == refs[1]
    with lived([service("shop", "  dependsOn: [resource:others]\n")]) as session:
        others = [Ref.parse("component:others"), Ref.parse("resource:others")]
        assert absent.about(session, others).ref == others[1]


def test_many_name_it(lived):
    """Of very many that name it some are told and the others counted."""
    texts = ["---\n".join(service(f"s{number}", "  dependsOn: [component:gone]\n") for number in range(60))]
    with lived(texts) as session:
        found = absent.about(session, [Ref.parse("component:gone")])

    assert (len(found.named_by), found.left_out) == (absent.LIMIT, 10)
