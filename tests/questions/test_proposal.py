import pytest

from app.questions import proposal
from app.rules import FROM_AFAR, RULES
from app.sources.folder import Folder
from app.store import database, queries
from tests.conftest import TODAY
from tests.corpus import EXAMPLE
from tests.databases import DATABASES
from tests.filled import filled
from tests.questions import counting
from tests.questions.organisation import HEAD, TEXT


def said(session, text):
    """What a proposal is told, by code, without the places."""
    found = proposal.check(session, text.encode(), "new.yaml", TODAY)
    return {
        *((each.code, each.remedy) for each in found.problems),
        *((each.rule, each.remedy) for each in found.findings),
    }


def codes(session, text):
    """The codes and rules of what a proposal is told."""
    return {code for code, _ in said(session, text)}


def component(**spec):
    """A component with these lines below `spec`."""
    lines = {"type": "service", "lifecycle": "production", "owner": "sales", **spec}
    return f"{HEAD}kind: Component\nmetadata: {{name: new}}\nspec:\n" + "".join(
        f"  {key}: {value}\n" for key, value in lines.items() if value
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(component(), set(), id="an owner that is stored"),
        pytest.param(component(dependsOn="[component:ledger]", consumesApis="[ledger-api]"), set(), id="stored needs"),
        pytest.param(component(confirmed="{by: user:ada, on: 2026-11-01}"), set(), id="a stored person who says so"),
        pytest.param(component(owner="strangers"), {"owner-unknown"}, id="an owner nobody stored"),
        pytest.param(component(owner=""), {"owner-missing"}, id="no owner"),
        pytest.param(component(owner="", system="store"), {"owner-inherited-only"}, id="an owner to inherit"),
        pytest.param(component(owner="user:ada"), {"owner-is-person"}, id="a person that is stored"),
        pytest.param(component(dependsOn="[component:lodger]"), {"ref-unknown"}, id="a need nobody stored"),
        pytest.param(component(consumesApis="[ledger]"), {"ref-wrong-kind"}, id="a stored thing of another kind"),
        pytest.param(component(dependsOn="[ledger]"), {"ref-without-kind"}, id="a name without a kind"),
        pytest.param(component(lifecycle="deprecated"), set(), id="what nobody is known to need"),
        pytest.param(
            f"{HEAD}kind: Resource\nmetadata: {{name: new}}\nspec: {{type: bucket}}\n",
            {"owner-missing"},
            id="whether anything leads to it, only the whole catalog knows",
        ),
        pytest.param("kind: [unclosed", {"yaml-syntax"}, id="no YAML"),
        pytest.param("", {"empty"}, id="nothing"),
        pytest.param(
            component(note="{$text: ./notes.md}"), {"target-elsewhere"}, id="what it includes is out of reach"
        ),
        pytest.param(
            f"{HEAD}kind: Location\nmetadata: {{name: l}}\nspec: {{targets: [./a.yaml, './b/*.yaml']}}\n",
            {"target-elsewhere"},
            id="where it leads is out of reach",
        ),
        pytest.param(
            f"{component(owner='crew')}---\n{HEAD}kind: Group\nmetadata: {{name: crew}}\n"
            "spec: {type: team, children: [], profile: {email: crew@example.org}}\n",
            set(),
            id="an owner in the same text",
        ),
        pytest.param(
            f"{HEAD}kind: Group\nmetadata: {{name: silent}}\n"
            "spec: {type: team, children: [], onCall: {type: pagerduty, value: x}}\n",
            {"team-empty"},
            id="a team that owns something stored",
        ),
        pytest.param(
            f"{HEAD}kind: Group\nmetadata: {{name: money}}\nspec: {{type: team, children: []}}\n",
            {"team-unreachable"},
            id="a team with members that are stored",
        ),
    ],
)
def test_check(organisation, text, expected):
    """A text is judged as if it stood in the catalog, and only what is in it is judged."""
    assert codes(organisation, text) == expected


def test_rules_that_need_all_of_it_are_rules():
    """What is left out of a proposal is in the table of rules."""
    assert set(RULES) > FROM_AFAR


@pytest.fixture(scope="module", params=DATABASES)
def example(request, tmp_path_factory):
    """A look at the example organisation."""
    with filled(request, tmp_path_factory, "catalog", Folder(EXAMPLE)) as url:
        sessions = database.sessions_for(url)
        with database.reading(sessions) as session:
            yield session
        sessions.kw["bind"].dispose()


FILES = sorted(path for path in EXAMPLE.rglob("*.yaml") if path.name != "policy.yaml")


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_stored_file_is_judged_as_it_is_in_the_catalog(example, path):
    """A file that is posted as it stands is told what the whole catalog tells of it, but for what needs all of that."""
    found = proposal.check(example, path.read_bytes(), path.relative_to(EXAMPLE).as_posix(), TODAY)
    refs = [entity.ref for entity in found.entities]
    stored = {
        (finding.rule, ref.canonical, finding.target)
        for finding, ref in example.execute(queries.open_findings(refs))
        if finding.rule not in FROM_AFAR
    }

    assert {(each.rule, str(each.ref), each.target) for each in found.findings} == stored


def test_remedies_name_what_is_stored(organisation):
    """A slip is told with the stored name that was meant."""
    [(_, owner)] = said(organisation, component(owner="sale"))
    [(_, need)] = said(organisation, component(dependsOn="[component:lodger]"))
    [(_, kind)] = said(organisation, component(dependsOn="[ledger]"))
    [(_, api)] = said(organisation, component(consumesApis="[ledger]"))

    assert "group:sales" in owner
    assert "component:ledger" in need
    assert "component:ledger" in kind
    assert "ledger-api" in api


def test_it_takes_the_place_of_what_is_stored(organisation):
    """A text that declares a stored entity anew is judged by what it says now."""
    assert codes(organisation, component().replace("name: new", "name: old")) == set()


def test_inheritance_goes_as_far_as_it_takes(look):
    """An owner three levels out is found, though only the first is named."""
    text = TEXT + "".join(
        f"---\n{HEAD}kind: {kind}\nmetadata: {{name: {name}}}\nspec: {spec}\n"
        for kind, name, spec in (
            ("System", "inner", "{domain: middle}"),
            ("Domain", "middle", "{subdomainOf: outer}"),
            ("Domain", "outer", "{owner: sales}"),
        )
    )
    with look(text) as session:
        assert codes(session, component(owner="", system="inner")) == {"owner-inherited-only"}


def test_only_what_is_named_is_read(look):
    """A text asks for what it names, not for the catalog: few questions, and few rows in answer."""
    many = "\n---\n".join(
        f"{HEAD}kind: Component\nmetadata: {{name: c{number}}}\nspec: {{owner: sales}}" for number in range(300)
    )
    with look({"a.yaml": TEXT, "b.yaml": many}) as session, counting.selects(session) as asked:
        codes(session, component(dependsOn="[component:c1, component:c2]"))

    # One team, one person, what is named, and the policy.
    assert len(asked) == 4


def test_too_many_names(look):
    """A text that names thousands of others is refused, and told where it can be checked."""
    names = ", ".join(f"component:c{number}" for number in range(proposal.MOST_NAMED + 1))
    with look("") as session, pytest.raises(proposal.TooManyNamesError, match="ensemble check"):
        codes(session, component(dependsOn=f"[{names}]"))
    bare = ", ".join(f"c{number}" for number in range(proposal.MOST_NAMED + 1))
    with look("") as session, pytest.raises(proposal.TooManyNamesError):
        codes(session, component(dependsOn=f"[{bare}]"))
