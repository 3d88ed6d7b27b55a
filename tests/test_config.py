"""Settings come from the environment, and a wrong one is told with its remedy."""

from pathlib import Path

import pytest

from app.config import LOOPBACK, Config, from_environment, listening
from app.errors import ConfigurationError

ALL_SAID = {
    "ENSEMBLE_BASE_URL": "https://catalog.example.org/",
    "ENSEMBLE_TRUSTED_HOSTS": "catalog.example.org, catalog",
    "ENSEMBLE_PUBLIC_READ": "yes",
}


def test_nothing_has_to_be_set():
    """Without settings the database is a file here, and only this machine is served."""
    config = from_environment({})

    assert config.database_url == f"sqlite:///{Path('var/ensemble.db').absolute()}"
    assert (config.trusted_hosts, config.public_read, config.base_url) == (LOOPBACK, False, "")


def test_reads_every_setting():
    """Lists are cut at commas, a slash at the end of the address is dropped, this machine stays trusted."""
    config = from_environment({**ALL_SAID, "ENSEMBLE_NAME": "Halden", "ENSEMBLE_EXCLUDE": "vendor/**, **/test.yaml"})

    assert (config.name, config.exclude) == ("Halden", ("vendor/**", "**/test.yaml"))
    assert config.base_url == "https://catalog.example.org"
    assert config.trusted_hosts == (*LOOPBACK, "catalog.example.org", "catalog")
    assert config.public_read


def test_hosts_that_may_be_read():
    """None, unless they are named; case does not matter."""
    assert from_environment({}).readable_hosts == ()
    assert from_environment({"ENSEMBLE_READABLE_HOSTS": "Raw.example.org, localhost:8080"}).readable_hosts == (
        "raw.example.org",
        "localhost:8080",
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("sqlite:////srv/e.db", "sqlite:////srv/e.db", id="a file by its whole path"),
        pytest.param("sqlite:///e.db", f"sqlite:///{Path('e.db').absolute()}", id="a file from here"),
        pytest.param("postgres://a@b/c", "postgresql+psycopg://a@b/c", id="PostgreSQL by its short name"),
        pytest.param("postgresql://a@b/c?x=y", "postgresql+psycopg://a@b/c?x=y", id="PostgreSQL"),
        pytest.param("postgresql+psycopg://a@b/c", "postgresql+psycopg://a@b/c", id="with its driver"),
    ],
)
def test_reads_the_address_of_the_database(written, read):
    """PostgreSQL is spoken to by psycopg 3, and a path does not depend on where a later process stands."""
    assert from_environment({"DATABASE_URL": written}).database_url == read


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        pytest.param("ENSEMBLE_NAMES", "x", "ENSEMBLE_NAMES is no setting. Did you mean ENSEMBLE_NAME?", id="nearly"),
        pytest.param("ENSEMBLE_XYZ", "x", "ENSEMBLE_XYZ is no setting. The settings are ", id="nothing like it"),
        pytest.param("DATABASE_URL", "mysql://me:secret@host/x", "Write sqlite:///", id="a database we do not know"),
        pytest.param("DATABASE_URL", "me:secret@host/x", "Write sqlite:///", id="no address"),
        pytest.param("DATABASE_URL", "sqlite:///", "names no file", id="no file"),
        pytest.param("DATABASE_URL", "sqlite:///:memory:", "names no file", id="memory"),
        pytest.param("ENSEMBLE_BASE_URL", "catalog.example.org", "Write an address such as https://", id="no scheme"),
        pytest.param("ENSEMBLE_READABLE_HOSTS", "https://x.org", "Write names such as raw.example.org", id="no name"),
        pytest.param("ENSEMBLE_READABLE_HOSTS", "*.example.org", "Write names such as raw.example.org", id="a pattern"),
        pytest.param("ENSEMBLE_BASE_URL", "https://", "Write an address such as https://", id="no host"),
        pytest.param("ENSEMBLE_EDIT_URL", "javascript:x{path}", "Begin it with https://", id="what would run"),
        pytest.param("ENSEMBLE_PUBLIC_READ", "perhaps", "Write yes or no.", id="neither yes nor no"),
    ],
)
def test_a_wrong_setting_is_told(setting, value, said):
    """The message names the setting and what to write, and repeats no password."""
    with pytest.raises(ConfigurationError) as raised:
        from_environment({setting: value})

    assert setting in str(raised.value)
    assert said in str(raised.value)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        pytest.param("", "", id="no address is no link"),
        pytest.param("https://h/x/{path}#L{line}", "https://h/x/a/b.yaml#L7", id="path and line"),
        pytest.param("https://h/x/{path}", "https://h/x/a/b.yaml", id="path only"),
    ],
)
def test_links_to_where_a_file_is_edited(url, link):
    """The host's address is filled in with the path and the line."""
    assert Config(edit_url=url).edit_link("a/b.yaml", 7) == link


def test_an_odd_path_stays_a_path():
    """Nothing in the name of a file ends the path of the link."""
    assert (
        Config(edit_url="https://h/{path}#L{line}").edit_link("a b/c?d#e.yaml", 1)
        == "https://h/a%20b/c%3Fd%23e.yaml#L1"
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "::1"])
def test_this_machine_is_served_without_more(host):
    """Loopback needs no setting."""
    listening(Config(), host)


BEYOND = ["0.0.0.0", "::", "192.168.1.5", "127.example.org", "catalog.example.org"]  # noqa: S104 - nothing listens there


@pytest.mark.parametrize("host", BEYOND)
def test_a20_nobody_else_is_served_before_three_things_are_said(host):
    """Beyond loopback every missing setting is named; with all three it may listen."""
    with pytest.raises(ConfigurationError) as raised:
        listening(from_environment({**ALL_SAID, "ENSEMBLE_PUBLIC_READ": "no"}), host)

    assert str(raised.value).startswith(f"{host} is reachable from outside this machine. Set ENSEMBLE_PUBLIC_READ=yes ")
    listening(from_environment(ALL_SAID), host)
