"""What could run on its own, and what holds it back, asked on the command line."""

import csv
import io
import json

import pytest

from app.cli.alignment.asking import NOTHING_YET
from app.config import Config
from app.questions.sections import COLUMNS
from app.sources.folder import Folder
from app.store import database, migrate
from app.sync import sync
from tests.conftest import TODAY
from tests.corpus import EXAMPLE
from tests.databases import DATABASES
from tests.filled import filled
from tests.trees import Texts

COMMANDS = {
    "autonomy": "services",
    "autonomy --teams": "teams",
    "autonomy --freeing": "freeing",
    "coupling": "pairs",
    "coupling --groups": "groups",
    "coupling --strays": "strays",
    "cycles": "cycles",
    "data": "stores",
    "leaving": "leaving",
    "observability": "sights",
    "promises": "promises",
}
"""Each way to ask, and the section that answers."""


GAIN = (
    "If component:payments needed api:ledger-api softly, 99.975002 % would be allowed: "
    "10.8 minutes of outage in 30 days."
)
TWO = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: shop}
spec: {type: service, lifecycle: production, owner: sales, dependsOn: [component:till]}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: till}
spec: {type: service, lifecycle: production, owner: money}
"""


@pytest.fixture(scope="session", params=DATABASES)
def halden_url(request, tmp_path_factory):
    """The address of a database that holds the example organisation, once for each kind."""
    with filled(request, tmp_path_factory, "catalog", Folder(EXAMPLE)) as url:
        yield url


@pytest.fixture
def halden(ensemble, halden_url):
    """Runs a command, written as on a command line, on the example organisation."""

    def run(arguments):
        return ensemble(*arguments.split(), DATABASE_URL=halden_url)

    return run


@pytest.mark.parametrize(
    ("arguments", "said", "row"),
    [
        pytest.param(
            "autonomy",
            "9 of 22 services could run on their own, 6 of these with less; 13 are blocked.",
            "blocked\tcomponent:payouts\t1\tgroup:payments\tneeds api:ledger-api of group:ledger",
            id="services",
        ),
        pytest.param(
            "autonomy --team payments",
            "2 of 5 services could run on their own, 1 of these with less; 3 are blocked.",
            "independent\tcomponent:bank-connector\t1\tgroup:payments\t",
            id="services of a team",
        ),
        pytest.param(
            "autonomy --teams",
            "3 of 10 teams could run on their own; 7 could not.",
            "degraded\tgroup:fraud\t1 of 1\t0\t0\t",
            id="teams",
        ),
        pytest.param(
            "autonomy --freeing",
            "5 single changes would free services, since nothing else holds these back.",
            "1\tone team writes resource:ledger-db\tgroup:ledger\tcomponent:ledger\t",
            id="what frees",
        ),
        pytest.param(
            "cycles",
            "2 circles of hard needs: 2 through several teams, 0 within one.",
            "across\tcomponent:case-service\t2 things\tgroup:customer-care, group:payments"
            "\tcomponent:case-service needs component:refunds\texact",
            id="circles",
        ),
        pytest.param(
            "coupling",
            "A team needs another 36 times: 1 hard against what the teams say they are; "
            "2 hard, and the other way, too; 14 hard; 19 only softly.",
            "contradicts\tgroup:lending\tgroup:analytics\t1\t0\t"
            "An enabling team teaches for a while and moves on, so nothing may stop where it does.",
            id="pairs",
        ),
        pytest.param(
            "coupling --groups",
            "2 of 18 systems and domains hold together what needs each other; "
            "16 have more ends of needs beyond than inside.",
            "loose\tsystem:loans\t5\t4\t10\t3\t23.5 %\tgroup:lending",
            id="groups",
        ),
        pytest.param(
            "data",
            "10 data stores: 2 shared, 2 bypassed, 3 regulated, 3 clear.",
            "shared, regulated\tresource:ledger-db\tgroup:ledger\tregulated\t2 of group:ledger, group:platform"
            "\t1 of group:ledger\t",
            id="stores",
        ),
        pytest.param(
            "promises",
            "40 promises: 2 more than what it needs allows, 23 no more than that, "
            "15 with needs that promise nothing, or none.",
            "too-high\tcomponent:case-service\tgroup:customer-care\t99.5 %\t98.841664 %\t0.658336 %\tcomponent:refunds",
            id="promises",
        ),
        pytest.param(
            "observability",
            "24 hard needs of other teams' things: 22 can be watched in full, 2 in part, 0 not at all.",
            "partly\tresource:ledger-db\t1\tgroup:ledger\tdashboard, slo, runbook\t\t1 of 1 team",
            id="what can be watched",
        ),
        pytest.param(
            "leaving",
            "3 things are being left: 3 needed still, 0 free to go.",
            "needed\tapi:payments-api-v3\tgroup:payments\tsunset, deprecated\t\t2027-03-31\t1 hard, 0 soft"
            "\tgroup:customer-care",
            id="what is being left",
        ),
    ],
)
def test_it_works(halden, arguments, said, row):
    """The first line is the answer; a row for each thing stands below."""
    lines = halden(arguments).output.splitlines()

    assert lines[0] == said
    assert row in lines


def test_nothing_strays(halden):
    """Where there is nothing to list, that is said."""
    assert halden("coupling --strays").output == "Nothing is clearly on the wrong side of a boundary.\n"


def test_one_promise(halden):
    """For one thing the promise is worked out step by step."""
    assert halden("promises payments").output.splitlines() == [
        "component:payments promises 99.9 %: 43.2 minutes of outage in 30 days.",
        "x 99.99 % component:card-vault = 99.9900 %",
        "x 99.99 % component:identity = 99.9800 %",
        "x 99.99 % component:ledger through api:ledger-api = 99.9700 %",
        "x 99.995 % resource:payments-db = 99.9650 %",
        "What it needs hard allows 99.965005 %: 15.12 minutes of outage in 30 days.",
        GAIN,
        "On the way 1 thing without a promise, which counts as never failing.",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("case-service", "; it promises 0.658336 % too much.", id="too high"),
        pytest.param("case-service", "; that lacks one nine more", id="one nine more"),
        pytest.param("group:payments", "It promises nothing, and nothing that it needs hard promises", id="nothing"),
    ],
)
def test_what_is_said_of_a_promise(halden, name, said):
    """What is wrong with a promise is said where it is."""
    assert said in halden(f"promises {name}").output


@pytest.mark.parametrize(("arguments", "section"), COMMANDS.items())
def test_as_data(halden, arguments, section):
    """The same as JSON, as the rows are kept, and as CSV."""
    rows = json.loads(halden(f"{arguments} --json").output)
    [header, *lines] = csv.reader(io.StringIO(halden(f"{arguments} --csv").output))

    assert {tuple(row) for row in rows} <= {COLUMNS[section]}
    assert (tuple(header), len(lines)) == (COLUMNS[section], len(rows))


def test_a_verdict(halden):
    """One verdict leaves the rows that come to it; the first line is about all."""
    [first, *rows] = halden("autonomy --verdict independent").output.splitlines()

    assert first.startswith("9 of 22 ")
    assert [row.split("\t")[:2] for row in rows] == [
        ["independent", "component:bank-connector"],
        ["independent", "component:card-vault"],
        ["independent", "component:customer-profile"],
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param("autonomy --verdict x", "There are blocked, degraded and independent.", id="a verdict"),
        pytest.param("cycles --verdict blocked", "There are across and within.", id="a verdict of another section"),
        pytest.param("autonomy --team paymets", "Did you mean group:payments?", id="nearly a team"),
        pytest.param("data --team xyzzy", "There is no team group:xyzzy. There are group:analytics, ", id="no team"),
        pytest.param("promises refunnds", "Did you mean component:refunds?", id="nearly a thing"),
        pytest.param("promises payments --team cards", "Write REF alone", id="a thing of a team"),
        pytest.param("autonomy --json --csv", "Write --json or --csv.", id="two forms"),
        pytest.param("autonomy --teams --freeing", "Write --teams or --freeing.", id="two sections"),
        pytest.param("coupling --groups --strays", "Write --groups or --strays.", id="two others"),
    ],
)
def test_what_is_refused(halden, arguments, said):
    """What is none is a mistake of the command, not an empty list, and what there is is told."""
    result = halden(arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_team_without_rows(halden):
    """A team that is there, and has nothing of a sort, is no mistake."""
    result = halden("data --team app")

    assert (result.exit_code, result.output) == (0, "0 data stores.\n")


@pytest.mark.parametrize(("arguments", "section"), COMMANDS.items())
def test_before_the_first_sync(ensemble, tmp_path, arguments, section):
    """Where nothing was read that is said, and data is empty."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    migrate.upgrade(url)

    assert ensemble(*arguments.split(), DATABASE_URL=url).output == f"{NOTHING_YET}\n"
    assert json.loads(ensemble(*arguments.split(), "--json", DATABASE_URL=url).output) == []
    assert len(ensemble(*arguments.split(), "--csv", DATABASE_URL=url).output.splitlines()) == 1
    assert section in COLUMNS


def test_what_rests_on_the_default(ensemble, tmp_path):
    """What could run on its own if the default were soft is told where that differs."""
    url = f"sqlite:///{tmp_path / 'two.db'}"
    migrate.upgrade(url)
    sessions = database.sessions_for(url)
    sync(sessions, "two", Texts({"catalog-info.yaml": TWO}), config=Config(), as_of=TODAY)
    sessions.kw["bind"].dispose()

    assert ensemble("autonomy", DATABASE_URL=url).output.splitlines() == [
        "1 of 2 services could run on their own, 0 of these with less; 1 is blocked.",
        "2 could, if every need that nobody wrote more of were soft.",
        "blocked\tcomponent:shop\t\tgroup:sales\tneeds component:till of group:money, assumed",
        "independent\tcomponent:till\t\tgroup:money\t",
    ]
