"""What could run on its own, and what holds it back, asked over HTTP."""

import csv
import io
import json

import pytest
from openapi_schema_validator import OAS31Validator

from app.alignment.survey import SECTIONS
from app.api import row_shapes
from app.config import Config
from app.factory import create_app
from app.questions.sections import COLUMNS, VERDICTS
from app.store import migrate
from tests.api.errors import error
from tests.api.halden import halden

__all__ = ["halden"]

PATH = "/api/alignment"


@pytest.fixture
def organisation(halden):
    """Asks the example organisation."""
    return halden.test_client()


def test_the_summary(organisation):
    """The summary counts what could run on its own, and says where each section is."""
    found = organisation.get(PATH).get_json()

    assert (found["share"]["services"], found["share"]["alone"], found["share"]["blocked"]) == (22, 9, 13)
    assert found["coverage"]["whole"]["hard"] > 0
    assert [section["name"] for section in found["sections"]] == list(SECTIONS)
    for section in found["sections"]:
        told = organisation.get(section["href"]).get_json()
        assert (told["name"], told["total"], told["verdicts"]) == (
            section["name"],
            section["total"],
            section["verdicts"],
        )


def test_before_the_first_sync(tmp_path):
    """A catalog that was never filled has nothing to tell, which is no error."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    migrate.upgrade(url)
    app = create_app(Config(database_url=url))
    client = app.test_client()

    found = client.get(PATH).get_json()
    assert (found["share"], found["coverage"], found["sections"][0]["total"]) == (None, None, 0)
    for section in SECTIONS:
        assert client.get(f"{PATH}/{section}").get_json()["rows"] == []
    app.config["SESSIONS"].kw["bind"].dispose()


@pytest.mark.parametrize("section", SECTIONS)
def test_rows_are_as_described(organisation, section):
    """Each row of a section fits the one schema of that section, comes to a known verdict, and has every column."""
    document = organisation.get("/api/openapi.json").get_json()
    answer = organisation.get(f"{PATH}/{section}?size=500").get_json()
    name = row_shapes.name_of(section)
    schema = {**row_shapes.referred(name), "components": document["components"]}

    assert document["components"]["schemas"][name]["additionalProperties"] is False
    for row in answer["rows"]:
        OAS31Validator(schema).validate(row)
        assert tuple(row) == COLUMNS[section]
    assert set(answer["verdicts"]) <= set(VERDICTS[section])
    assert (answer["total"], len(answer["rows"])) == (sum(answer["verdicts"].values()),) * 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("verdict=independent", ["bank-connector", "card-vault", "customer-profile"], id="a verdict"),
        pytest.param("ref=refunds", ["refunds"], id="a thing, by its name"),
        pytest.param("ref=component:default/refunds&verdict=blocked", ["refunds"], id="a thing of a verdict"),
        pytest.param("ref=resource:payments-db", [], id="what is not of this section"),
        pytest.param("team=nobody", [], id="a team that has none"),
    ],
)
def test_filters(organisation, query, expected):
    """Filters narrow a section."""
    rows = organisation.get(f"{PATH}/services?{query}").get_json()["rows"]

    assert [row["ref"].rpartition("/")[2] for row in rows] == expected


def test_pages(organisation):
    """Pages follow one another in the order of the whole, and verdicts count all of them."""
    whole = organisation.get(f"{PATH}/services").get_json()
    pages = [organisation.get(f"{PATH}/services?size=10&page={page}").get_json() for page in (1, 2, 3)]

    assert [row for page in pages for row in page["rows"]] == whole["rows"]
    assert {page["pages"] for page in pages} == {3}
    assert all(page["verdicts"] == whole["verdicts"] for page in pages)


@pytest.mark.parametrize("section", SECTIONS)
def test_as_a_table(organisation, section):
    """As CSV a row has its fields as columns: lists of texts joined by blanks, what is nested as JSON."""
    told = organisation.get(f"{PATH}/{section}").get_json()["rows"]
    [header, *lines] = csv.reader(io.StringIO(organisation.get(f"{PATH}/{section}?format=csv").get_data(as_text=True)))

    assert tuple(header) == COLUMNS[section]
    assert len(lines) == len(told)
    for row, line in zip(told, lines, strict=True):
        for name, cell in zip(header, line, strict=True):
            if isinstance(row[name], list) and row[name]:
                texts = all(isinstance(each, str) for each in row[name])
                assert (cell.split(" ") if texts else json.loads(cell)) == row[name]


def test_a_section_that_is_none(client):
    """An unknown section is not found, and the answer names those that there are."""
    assert error(client.get(f"{PATH}/service"), 404)["detail"] == (
        f"There is no such section. There are {', '.join(SECTIONS[:-1])} and {SECTIONS[-1]}."
    )


@pytest.mark.parametrize("verdict", ["bad", "across"])
def test_a_verdict_that_is_none(client, verdict):
    """A verdict that the section does not have is not found: an empty list would read as if all were well."""
    found = error(client.get(f"{PATH}/services?verdict={verdict}"), 404)

    assert found["detail"] == "There is no such verdict among services. There are blocked, degraded and independent."


@pytest.mark.parametrize(
    ("query", "said"),
    [
        pytest.param("page=0", "page", id="a page that is none"),
        pytest.param("size=501", "size", id="more than a page holds"),
        pytest.param("team=a:b:/", "", id="a team that is no reference"),
        pytest.param("ref=a:b:/", "", id="a thing that is no reference"),
        pytest.param("teams=x", "teams", id="a parameter that is none"),
    ],
)
def test_bad_queries(client, query, said):
    """What cannot be meant is refused, with what may stand there."""
    assert said in error(client.get(f"{PATH}/services?{query}"), 400)["detail"]
