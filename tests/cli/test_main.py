import importlib
import inspect
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import errors
from app.cli import COMMANDS, failures
from tests.cli import processes


def test_it_works(ensemble):
    """The help lists every command with what it is for."""
    result = ensemble("--help")

    assert result.exit_code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(ensemble, name):
    """Each command says what it does and what its options mean."""
    result = ensemble(name, "--help")

    assert result.exit_code == 0
    assert "\n\n  " in result.output


def test_version(ensemble):
    """The version is said."""
    assert ensemble("--version").output.startswith("Ensemble, version ")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["nonsense"], id="a command that is none"),
        pytest.param(["list", "--nonsense"], id="an option that is none"),
        pytest.param(["list", "--tier", "9"], id="a value out of range"),
        pytest.param(["owner"], id="no name"),
        pytest.param(["check", "--format", "xml"], id="a format that is none"),
    ],
)
def test_wrong_usage(ensemble, arguments):
    """What is typed wrongly ends with 2 and says how it is used."""
    result = ensemble(*arguments)

    assert result.exit_code == failures.USAGE
    assert "Usage: ensemble" in result.output


def test_a_setting_that_is_wrong(ensemble):
    """A misspelt setting ends with 2 and names the one that was meant."""
    result = ensemble("list", ENSEMBLE_NAMES="Halden")

    assert (result.exit_code, result.stderr) == (
        2,
        "Error: ENSEMBLE_NAMES is no setting. Did you mean ENSEMBLE_NAME?\n",
    )


def test_every_error_has_its_exit_code():
    """What is raised on purpose, and every class the table names, is there."""
    ours = {
        f"{each.__module__}.{each.__qualname__}"
        for _, each in inspect.getmembers(errors, inspect.isclass)
        if issubclass(each, errors.EnsembleError) and each is not errors.EnsembleError
    }
    known = {name for name in failures.CODES if name.startswith("app.")}

    assert known == ours
    for name in failures.CODES:
        module, _, attribute = name.rpartition(".")
        assert issubclass(getattr(importlib.import_module(module), attribute), BaseException)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        pytest.param(errors.SourceUnreadableError("It is gone."), 3, "Error: It is gone.\n", id="ours"),
        pytest.param(
            PermissionError(13, "Permission denied", "a.db"), 3, "Error: a.db: Permission denied.\n", id="a file"
        ),
        pytest.param(KeyboardInterrupt(), 130, "", id="interrupted"),
        pytest.param(errors.ConfigurationError("\x1b]0;x\x07"), 2, "Error: \\x1b]0;x\\x07\n", id="controls"),
        pytest.param(
            KeyError("x"),
            70,
            "Error: KeyError: 'x'. This is a bug in Ensemble. "
            "Run it with `ensemble --debug` and report what that prints.\n",
            id="a bug",
        ),
    ],
)
def test_failures(ensemble, monkeypatch, error, code, said):
    """Whatever is raised ends in its exit code and one line."""
    _raise(monkeypatch, error)

    result = ensemble("check")

    assert (result.exit_code, result.stderr) == (code, said)


def test_debug_shows_where_a_bug_is(ensemble, monkeypatch):
    """With --debug the traceback comes before the line."""
    _raise(monkeypatch, KeyError("x"))

    assert "Traceback" in ensemble("--debug", "check").stderr
    assert "Traceback" not in ensemble("check").stderr


def test_a_database_that_is_not_there(ensemble):
    """A server that does not answer ends with 3, in one line without the address."""
    result = ensemble("list", DATABASE_URL="postgresql://somebody:s3cret@127.0.0.1:9/none")

    assert result.exit_code == failures.UNREAD
    assert result.stderr.startswith("Error: The database cannot be used: ")
    assert result.stderr.count("\n") == 1
    assert "s3cret" not in result.stderr


def test_a_database_without_tables(ensemble, tmp_path):
    """A new database is told with the command that makes its tables."""
    result = ensemble("list", DATABASE_URL=f"sqlite:///{tmp_path}/new.db")

    assert result.exit_code == failures.UNREAD
    assert "`ensemble db upgrade`" in result.stderr


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(name=st.text(max_size=60), command=st.sampled_from(["owner", "show"]))
def test_any_name_is_answered(held, name, command):
    """Whatever somebody types for a name, the answer is an entity or one line that says why not."""
    result = held(command, "--", name)

    assert result.exit_code in {0, failures.USAGE}
    assert "Traceback" not in result.output
    assert "\x1b" not in result.output


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(word=st.text(max_size=60))
def test_any_filter_is_answered(held, word):
    """Whatever somebody types for a filter, the answer is a list or one line that says why not."""
    for arguments in (
        ["list", "--text", word],
        ["list", "--", word],
        ["list", "--owner", word],
        ["gaps", "--rule", word],
    ):
        assert held(*arguments).exit_code in {0, failures.USAGE}


def test_checking_loads_neither_web_nor_database(tmp_path):
    """`ensemble check` starts without a framework and a database."""
    program = (
        "import sys\n"
        "from app.cli import main\n"
        f"main(['check', {str(tmp_path)!r}], standalone_mode=False)\n"
        "sys.exit(' '.join({'flask', 'sqlalchemy', 'granian', 'alembic', 'psycopg'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_stops(held_url):
    """Whoever reads only the first line sees that line and no complaint."""
    with subprocess.Popen(
        [processes.COMMAND, "list", "--json"],
        env=processes.environment(DATABASE_URL=held_url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()

        assert child.stderr.read() == ""
        assert child.wait(60) == failures.CLOSED


def test_a_name_that_is_no_text(held_url):
    """Bytes that are no UTF-8 are answered like any other name that nothing has."""
    done = subprocess.run(
        [processes.COMMAND, "owner", b"pay\xff\xfements"],
        env=processes.environment(DATABASE_URL=held_url),
        capture_output=True,
        check=False,
    )

    assert done.returncode == failures.USAGE
    assert b"Traceback" not in done.stderr


def _raise(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Make `ensemble check` meet an error: its settings, read first, are what breaks."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("app.config.from_environment", fail)
