import io
import json
import time

import pytest

from app.store.models import GenerationRow, RefRow
from tests.api.errors import error
from tests.questions.organisation import HEAD

PATH = "/api/check"
GOOD = f"{HEAD}kind: Component\nmetadata: {{name: new}}\nspec: {{type: service, lifecycle: production, owner: sales}}\n"
GAP = GOOD.replace(", owner: sales", "")
BAD = GOOD.replace("owner: sales", "owner: sales, dependsOn: [ledger]")


def post(client, text, content_type="application/yaml"):
    """The answer to a text posted as it is."""
    return client.post(PATH, data=text, content_type=content_type)


def test_it_works(client):
    """A text without a fault has nothing said about it."""
    response = post(client, GOOD)

    assert response.status_code == 200
    assert response.get_json() == {"problems": [], "findings": [], "entities": ["component:default/new"]}


def test_gaps_are_no_errors(client):
    """Findings that only miss something leave it at 200."""
    told = post(client, GAP).get_json()

    [finding] = told["findings"]
    assert (finding["rule"], finding["severity"], finding["file"], finding["line"]) == (
        "owner-missing",
        "gap",
        "catalog-info.yaml",
        4,
    )


def test_errors(client):
    """A text with an error is unprocessable, and everything there is to say is listed with its place."""
    body = error(post(client, BAD), 422)

    [note] = body["errors"]
    assert (note["code"], note["severity"], note["pointer"]) == ("ref-without-kind", "error", "/spec/dependsOn/0")
    assert (note["file"], note["line"], note["column"]) == ("catalog-info.yaml", 4, 72)
    assert "component:ledger" in note["message"]


def test_all_there_is_to_say_comes_with_an_error(client):
    """Gaps are listed beside errors, in the order of their places."""
    text = BAD.replace(", owner: sales", "")

    codes = [note["code"] for note in error(post(client, text), 422)["errors"]]

    assert codes == ["owner-missing", "ref-without-kind"]


def test_json(client):
    """The text may come in JSON, with the name of its file."""
    body = error(client.post(PATH, json={"text": BAD, "path": "shops/new.yaml"}), 422)

    assert body["errors"][0]["file"] == "shops/new.yaml"
    assert client.post(PATH, json={"text": GOOD}).status_code == 200


@pytest.mark.parametrize("content_type", ["application/yaml", "text/yaml; charset=utf-8", "text/x-yaml", "text/plain"])
def test_content_types(client, content_type):
    """YAML goes by several names."""
    assert post(client, GOOD, content_type).status_code == 200


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        pytest.param(GOOD, "image/png", 415, id="no YAML"),
        pytest.param(GOOD, "", 415, id="no type"),
        pytest.param("{", "application/json", 400, id="no JSON"),
        pytest.param("[]", "application/json", 400, id="no map"),
        pytest.param("{}", "application/json", 400, id="no text"),
        pytest.param('{"text": 1}', "application/json", 400, id="a text that is none"),
        pytest.param('{"text": "", "more": 1}', "application/json", 400, id="an unknown key"),
        pytest.param('{"text": "", "path": ""}', "application/json", 400, id="no name"),
        pytest.param('{"text": "\\ud800"}', "application/json", 400, id="half a surrogate pair"),
        pytest.param("[" * 100_000, "application/json", 400, id="a deep JSON"),
        pytest.param("x" * ((1 << 20) + 1), "application/yaml", 413, id="more than the limit"),
        pytest.param('{"text": "' + "x" * (1 << 20) + '"}', "application/json", 413, id="more than the limit, in JSON"),
        pytest.param(
            GOOD.replace("owner: sales", f"dependsOn: [{', '.join(f'component:c{n}' for n in range(2_001))}]"),
            "application/yaml",
            413,
            id="more names than are looked up",
        ),
    ],
)
def test_what_cannot_be_checked(client, body, content_type, status):
    """A body that is no text to check is refused before it is read as one."""
    error(post(client, body, content_type), status)


@pytest.mark.parametrize("content_type", ["application/yaml", "application/json"])
def test_a_body_without_its_length(client, content_type):
    """A body that comes in chunks is checked as a whole, or refused; it is never cut."""

    def chunked(body):
        return client.post(
            PATH,
            input_stream=io.BytesIO(body.encode()),
            content_type=content_type,
            environ_overrides={"wsgi.input_terminated": True},
        )

    def written(text):
        return json.dumps({"text": text}) if content_type == "application/json" else text

    assert chunked(written(GOOD)).status_code == 200
    error(chunked(written(f"#{'x' * (1 << 20)}\n{BAD}")), 413)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(
            "a: &a [x]\n" + "".join(f"k{n}: &b{n} [*a, *a]\n" for n in range(3)) + "<<: {}",
            "yaml-merge-key",
            id="merge",
        ),
        pytest.param(
            "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
            + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)),
            "yaml-expansion",
            id="expansion",
        ),
        pytest.param("[" * 50_000, "yaml-depth", id="depth"),
        pytest.param(b"kind: \xff", "not-utf8", id="bytes that are no text"),
        pytest.param(f"{GOOD}x: !!python/object/apply:os.system [true]\n", "yaml-tag", id="a call"),
        pytest.param("<<<<<<< HEAD\nkind: x\n", "merge-conflict-markers", id="a conflict"),
    ],
)
def test_hostile_texts(client, text, code):
    """What is made to hurt costs one problem and no time."""
    began = time.monotonic()
    body = error(post(client, text), 422)

    assert code in {note["code"] for note in body["errors"]}
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("path", ["catalog-info.yaml", "../../etc/passwd", "/etc/passwd", "a\nb\x1b.yaml"])
@pytest.mark.parametrize("target", ["./pyproject.toml", "../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd"])
def test_no_file_of_the_server_is_read(client, path, target):
    """Whatever the text includes and however it is called, nothing beside it is looked at."""
    text = GOOD.replace("owner: sales", f"owner: sales, note: {{$text: '{target}'}}")
    response = client.post(PATH, json={"text": text, "path": path})

    notes = response.get_json()["problems"] if response.status_code == 200 else error(response, 422)["errors"]
    assert {note["code"] for note in notes} <= {"outside-source", "target-elsewhere"}
    assert len(notes) == 1
    assert "root:" not in response.get_data(as_text=True)


def test_nothing_is_stored(application, client):
    """Neither a generation nor a name is left behind."""

    def counts():
        with application.config["SESSIONS"]() as session:
            return [session.query(table).count() for table in (GenerationRow, RefRow)]

    before = counts()
    post(client, GOOD.replace("sales", "never-heard-of"))

    assert counts() == before
