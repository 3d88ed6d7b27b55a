"""What is saved from a page, and in which form it is asked for."""

import csv
import io
from datetime import UTC, datetime

import pytest
from flask import Flask

from app.api.encoding import Provider
from app.entities import Ref
from app.questions.mention import Mention
from app.web import asking, downloads

APP = Flask("downloads")
APP.json = Provider(APP)


def test_a_table_is_saved():
    """A table is CSV in UTF-8, saved under a name that says whose it is."""
    response = downloads.csv("services", ["Name", "Tier"], [["größe", 1], ["=1+1", None]])

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="ensemble-services.csv"'
    assert list(csv.reader(io.StringIO(response.get_data(as_text=True), newline=""))) == [
        ["Name", "Tier"],
        ["größe", "1"],
        ["'=1+1", ""],
    ]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        pytest.param("data stores", "ensemble-data-stores.csv", id="words"),
        pytest.param("", "ensemble.csv", id="none"),
        pytest.param("../../etc/passwd", "ensemble-etc-passwd.csv", id="path"),
        pytest.param("..\\con", "ensemble-con.csv", id="device"),
        pytest.param('a"; filename="b.exe', "ensemble-a-filename-b-exe.csv", id="A18 quotes"),
        pytest.param("a\r\nSet-Cookie: x=1", "ensemble-a-Set-Cookie-x-1.csv", id="A18 a header of its own"),
        pytest.param("größe\u202ecsv", "ensemble-gr-e-csv.csv", id="letters that not every system has"),
        pytest.param("x" * 300, f"ensemble-{'x' * 80}.csv", id="long"),
    ],
)
def test_file_names(name, file):
    """Whatever a table is called, its file has a plain name and the header one value."""
    header = downloads.csv(name, ["Name"], []).headers["Content-Disposition"]

    assert header == f'attachment; filename="{file}"'


def test_data_is_plain():
    """An answer as data has references and times as text, and nothing is changed against spreadsheets."""
    answer = {"who": Mention(Ref("group", "default", "a"), "=1+1"), "at": datetime(2026, 11, 23, tzinfo=UTC)}
    with APP.test_request_context():
        response = downloads.json(answer)

    assert response.mimetype == "application/json"
    assert response.get_json() == {
        "who": {
            "ref": "group:default/a",
            "title": "=1+1",
            "exists": True,
            "type": None,
            "lifecycle": None,
            "tier": None,
        },
        "at": "2026-11-23T00:00:00+00:00",
    }


@pytest.mark.parametrize(("query", "wanted"), [("", ""), ("?format=", ""), ("?format=csv", "csv")])
def test_forms(query, wanted):
    """The form is one of those a page has; without one it is the page."""
    with APP.test_request_context(f"/{query}"):
        assert asking.format_("csv", "json") == wanted


@pytest.mark.parametrize("value", ["CSV", "xml", "csv,json", "../x"])
def test_unknown_forms(value):
    """Another form is refused with those that there are."""
    with (
        APP.test_request_context("/", query_string={"format": value}),
        pytest.raises(asking.BadQuestionError, match=r"Write csv, svg or json, or leave it out for the page\."),
    ):
        asking.format_("csv", "svg", "json")
