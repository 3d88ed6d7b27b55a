from app.entities import Ref
from app.positions import Position
from app.questions import entity
from tests.questions import counting
from tests.questions.organisation import HEAD, TEXT


def test_it_works(organisation):
    """Everything about an entity, each thing with where it was written."""
    about = entity.about(organisation, Ref.parse("component:shop"))

    assert about.entity.title == "The shop"
    assert about.owner.owner is not None
    assert about.owner.owner.ref.name == "sales"
    assert about.source == "here"
    assert [(each.type, each.target.ref.name) for each in about.relations] == [
        ("consumesApi", "ledger-api"),
        ("dependsOn", "ledger"),
        ("dependsOn", "mail"),
        ("dependsOn", "gone"),
        ("ownedBy", "sales"),
        ("partOf", "store"),
    ]
    [gap] = about.gaps
    assert (gap.code, gap.source, gap.position.line) == ("ref-unknown", "finding", 53)
    assert about.stale is None


def test_relations_say_who_wrote_them(organisation):
    """A relation of this entity's own has its line; one that another wrote names that one."""
    ledger = entity.about(organisation, Ref.parse("component:ledger"))

    [needed] = ledger.related("dependencyOf")
    assert (needed.declared_by, needed.position) == (Ref("component", "default", "shop"), None)
    [needs] = ledger.related("dependsOn")
    assert (needs.declared_by, needs.position) == (ledger.entity.ref, Position("catalog-info.yaml", 67, 15))
    assert needs.owner is not None
    assert needs.owner.title == "Money"


def test_missing_ends(organisation):
    """What nobody declares is among the relations, and said not to exist."""
    about = entity.about(organisation, Ref.parse("component:shop"))

    assert [each.target.ref.name for each in about.relations if not each.target.exists] == ["gone"]


def test_within(look):
    """What an entity is a part of is said from the outermost in; a circle ends where it began."""
    text = (
        f"{HEAD}kind: Domain\nmetadata: {{name: all}}\nspec: {{subdomainOf: all}}\n---\n"
        f"{HEAD}kind: Domain\nmetadata: {{name: sea}}\nspec: {{subdomainOf: all}}\n---\n"
        f"{HEAD}kind: System\nmetadata: {{name: port}}\nspec: {{domain: sea}}\n---\n"
        f"{HEAD}kind: Component\nmetadata: {{name: crane}}\nspec: {{system: port, subcomponentOf: dock}}\n"
    )
    with look(text) as session:
        crane = entity.about(session, Ref.parse("component:crane"))
        everything = entity.about(session, Ref.parse("domain:all"))

    assert [each.ref.short for each in crane.within] == ["domain:all", "domain:sea", "system:port"]
    assert everything.within == ()


def test_problems_stand_beside_findings(look):
    """A fault of reading is shown on the page of the entity it was found in."""
    with look(f"{HEAD}kind: System\nmetadata: {{name: s, tags: [Loud]}}\nspec: {{owner: x}}\n") as session:
        gaps = entity.about(session, Ref.parse("system:s")).gaps

    assert {gap.source for gap in gaps} == {"finding", "problem"}


def test_a_loser_is_shown_on_the_page_of_the_winner(look):
    """Where two files declare one entity, its page says so."""
    text = f"{HEAD}kind: System\nmetadata: {{name: s}}\nspec: {{}}\n"
    with look({"a.yaml": text, "b.yaml": text}) as session:
        about = entity.about(session, Ref.parse("system:s"))

    assert about.entity.path == "a.yaml"
    assert ("declared-twice", "b.yaml") in [(gap.code, gap.position.path) for gap in about.gaps]


def test_stale(look):
    """An entity whose file broke is there as it was, with the reason."""
    with look({"a.yaml": TEXT}), look({"a.yaml": "kind: [unclosed"}) as session:
        about = entity.about(session, Ref.parse("component:shop"))

    assert about.stale is not None
    assert about.stale.reason.startswith("a.yaml:")


def test_too_many_relations(look):
    """Of very many relations some are shown and the others counted."""
    names = ", ".join(f"component:c{number}" for number in range(600))
    text = f"{HEAD}kind: Component\nmetadata: {{name: hub}}\nspec: {{dependsOn: [{names}]}}\n"
    with look(text) as session:
        about = entity.about(session, Ref.parse("component:hub"))

    assert (len(about.relations), about.relations_left_out) == (entity.LIMIT, 400)


def test_queries(organisation):
    """Ten: the owner's four; relations and their owners; the source; gaps and their owners; what is around it."""
    with counting.selects(organisation) as asked:
        entity.about(organisation, Ref.parse("component:shop"))

    assert len(asked) == 10
