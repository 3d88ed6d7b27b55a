import pytest

from app.entities import Ref
from app.questions import owner
from app.reports import plain
from app.store.database import reading
from tests.api.errors import error

PATH = "/api/owner"


def test_it_works(client):
    """Who owns it, whom to wake, how to ask."""
    told = client.get(f"{PATH}?ref=component:shop").get_json()

    assert told["owner"]["ref"] == "group:default/sales"
    assert told["on_call"]["value"] == "sales-primary"
    assert [contact["value"] for contact in told["contacts"]] == ["#sales"]


@pytest.mark.parametrize("name", ["shop", "mail", "old", "quiet", "group:money", "user:bob"])
def test_the_same_as_on_the_command_line(application, client, name):
    """Both ways give the same data, also where something is missing."""
    told = client.get(f"{PATH}?ref={name}").get_json()
    with reading(application.config["SESSIONS"]) as session:
        answer = owner.of(session, Ref.parse(told["about"]["ref"]))

    assert told == plain.of(answer)


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("", 400, "request/query must have required property 'ref'"),
        ("ref=", 400, "'ref': Length must be between 1 and 200."),
        ("ref=:", 400, "`:` has an empty part."),
        ("ref=shop&x=1", 400, "Unknown query parameter 'x'"),
        ("ref=component:shopp", 404, "No entity component:shopp in the catalog. Did you mean component:shop?"),
        ("ref=%00", 404, "No entity \\x00 in the catalog."),
        (f"ref={'x' * 201}", 400, "'ref': Length must be between 1 and 200."),
    ],
)
def test_no_answer(client, query, status, message):
    """What cannot be answered is told, with what may have been meant."""
    assert error(client.get(f"{PATH}?{query}"), status)["detail"] == message
