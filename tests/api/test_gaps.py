import pytest

from app.questions import gaps
from app.questions.gaps import Wanted
from app.reports import plain
from app.store.database import reading
from tests.api.errors import error
from tests.questions import counting

PATH = "/api/gaps"


def test_it_works(client):
    """Findings and problems, worst first, with numbers."""
    told = client.get(PATH).get_json()

    assert told["total"] == len(told["gaps"]) == sum(told["tally"].values())
    [unknown] = [gap for gap in told["gaps"] if gap["code"] == "ref-unknown"]
    assert unknown["position"] == {"file": "catalog-info.yaml", "line": 53, "column": 49}
    assert unknown["owner"]["title"] == "Sales"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("rule=ref-unknown", {"ref-unknown"}),
        ("team=silent", {"team-empty", "team-unreachable"}),
        ("team=group:default/silent", {"team-empty", "team-unreachable"}),
        ("severity=notice", set()),
        ("kind=GROUP&rule=team-empty", {"team-empty"}),
        ("page=100000", set()),
        ("rule=%00", set()),
    ],
)
def test_filters(client, query, expected):
    """Only what was asked for is there."""
    assert {gap["code"] for gap in client.get(f"{PATH}?{query}").get_json()["gaps"]} == expected


def test_ages(client):
    """Since and until divide gaps by when they were first seen; a time needs its zone, a tier is one of four."""
    every = client.get(PATH).get_json()["total"]
    old, young = "2020-01-01T00:00:00Z", "2999-01-01T00:00:00%2B01:00"

    def total(query):
        return client.get(f"{PATH}?{query}").get_json()["total"]

    assert (total(f"since={old}"), total(f"since={young}")) == (every, 0)
    assert (total(f"until={old}"), total(f"until={young}")) == (0, every)
    assert 0 < total("tier=1") < every
    for query in ("since=yesterday", "until=2026-11-23T00:00:00", "since=0001-01-01T00:00:00%2B14:00", "tier=5"):
        error(client.get(f"{PATH}?{query}"), 400)


def test_pages(client):
    """Pages follow one another without a gap."""
    whole = client.get(PATH).get_json()["gaps"]
    pages = [client.get(f"{PATH}?size=2&page={number}").get_json() for number in (1, 2)]

    assert [gap for page in pages for gap in page["gaps"]] == whole[:4]
    assert pages[0]["pages"] == -(-len(whole) // 2)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("severity=bad", "'severity': Must be one of: error, gap, advice, notice."),
        ("page=0", "'page': Must be greater than or equal to 1 and less than or equal to 100000."),
        (f"page={10**30}", "'page': Must be greater than or equal to 1 and less than or equal to 100000."),
        ("size=501", "'size': Must be greater than or equal to 1 and less than or equal to 500."),
        ("size=x", "'size': Not a valid integer."),
        ("team=a:", "`a:` has an empty part."),
        ("teams=a", "Unknown query parameter 'teams'"),
        (f"rule={'x' * 201}", "'rule': Longer than maximum length 200."),
    ],
)
def test_bad_questions(client, query, message):
    """What cannot be asked is a bad request that names the parameter."""
    assert error(client.get(f"{PATH}?{query}"), 400)["detail"] == message


def test_the_same_as_on_the_command_line(application, client):
    """Both ways give the same data, so that nobody has to learn two shapes."""
    with reading(application.config["SESSIONS"]) as session:
        answer = plain.of(gaps.found(session, Wanted()))

    assert client.get(PATH).get_json() == {**answer, "pages": 1}


def test_queries(application, client):
    """Five questions: the generation, the numbers, which are on the page, what they say, the owners."""
    client.get(PATH)
    with application.config["SESSIONS"]() as session, counting.selects(session) as asked:
        client.get(PATH)

    assert len(asked) == 5
