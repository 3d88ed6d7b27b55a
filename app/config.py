"""Settings, read from the environment once."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import quote, urlsplit

from app.errors import ConfigurationError

_TEST_SETTINGS = ("ENSEMBLE_CORPUS", "ENSEMBLE_GOLDEN", "ENSEMBLE_TEST_")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

SETTINGS: Mapping[str, str] = {
    "DATABASE_URL": "The database: a sqlite:/// or postgresql:// address. Default: var/ensemble.db here.",
    "ENSEMBLE_NAME": "The organisation's name, shown in the header.",
    "ENSEMBLE_EXCLUDE": "Glob patterns of files that a source leaves out, separated by commas.",
    "ENSEMBLE_EDIT_URL": "Where a file is edited: an address with {path} and {line} in it.",
    "ENSEMBLE_BASE_URL": "The address people reach the site by, such as https://catalog.example.org.",
    "ENSEMBLE_TRUSTED_HOSTS": "The host names the site answers to, separated by commas.",
    "ENSEMBLE_READABLE_HOSTS": "The hosts whose files a dry run of a location may read, separated by commas.",
    "ENSEMBLE_PUBLIC_READ": "yes, where everybody who reaches the site may read everything.",
}
"""Every setting and what it means; the docs and the check for misspelt names read this table."""


@dataclass(frozen=True)
class Config:
    """The settings of one process."""

    database_url: str = "sqlite:///var/ensemble.db"
    name: str = "Ensemble"
    exclude: tuple[str, ...] = ()
    edit_url: str = ""
    base_url: str = ""
    trusted_hosts: tuple[str, ...] = LOOPBACK
    readable_hosts: tuple[str, ...] = ()
    public_read: bool = False

    def edit_link(self, path: str, line: int) -> str:
        """Where `path` is edited at `line`, empty where no address is set."""
        return self.edit_url.replace("{path}", quote(path)).replace("{line}", str(line))


def from_environment(environment: Mapping[str, str]) -> Config:
    """Read the settings; raises `ConfigurationError` naming the first that is wrong and its remedy."""
    for name in environment:
        ours = name.startswith("ENSEMBLE_") and not name.startswith(_TEST_SETTINGS)
        if ours and name not in SETTINGS:
            near = get_close_matches(name, SETTINGS, n=1, cutoff=0.8)
            hint = f" Did you mean {near[0]}?" if near else f" The settings are {', '.join(SETTINGS)}."
            raise ConfigurationError(f"{name} is no setting.{hint}")
    base_url = environment.get("ENSEMBLE_BASE_URL", "").rstrip("/")
    if base_url and (urlsplit(base_url).scheme not in ("http", "https") or not urlsplit(base_url).hostname):
        raise ConfigurationError(
            f"ENSEMBLE_BASE_URL is {base_url!r}. Write an address such as https://catalog.example.org."
        )
    edit_url = environment.get("ENSEMBLE_EDIT_URL", "")
    if edit_url and not edit_url.startswith(("https://", "http://")):
        raise ConfigurationError(
            f"ENSEMBLE_EDIT_URL is {edit_url!r}. Begin it with https:// and put {{path}} where the file goes."
        )
    public = environment.get("ENSEMBLE_PUBLIC_READ", "no").lower()
    if public not in ("yes", "no", "true", "false"):
        raise ConfigurationError(f"ENSEMBLE_PUBLIC_READ is {public!r}. Write yes or no.")
    return Config(
        database_url=_database(environment.get("DATABASE_URL", "") or Config.database_url),
        name=environment.get("ENSEMBLE_NAME") or Config.name,
        exclude=_listed(environment.get("ENSEMBLE_EXCLUDE", "")),
        edit_url=edit_url,
        base_url=base_url,
        trusted_hosts=(*LOOPBACK, *_listed(environment.get("ENSEMBLE_TRUSTED_HOSTS", ""))),
        readable_hosts=_hosts(environment.get("ENSEMBLE_READABLE_HOSTS", "")),
        public_read=public in ("yes", "true"),
    )


def listening(config: Config, host: str) -> None:
    """Refuse to listen beyond loopback before the operator has said who may read; raises `ConfigurationError`."""
    # 127.0.0.1 and its like; a name may begin so, too, and lead anywhere.
    numbers = host.replace(".", "")
    if host in ("localhost", "::1") or (host.startswith("127.") and numbers.isascii() and numbers.isdigit()):
        return
    missing = [
        name
        for name, said in (
            ("ENSEMBLE_BASE_URL", bool(config.base_url)),
            ("ENSEMBLE_TRUSTED_HOSTS", len(config.trusted_hosts) > len(LOOPBACK)),
            ("ENSEMBLE_PUBLIC_READ=yes", config.public_read),
        )
        if not said
    ]
    if missing:
        raise ConfigurationError(
            f"{host} is reachable from outside this machine. Set {', '.join(missing)} first, or leave out --host."
        )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(host.lower() for host in _listed(text))
    for host in hosts:
        if "/" in host or "*" in host:
            raise ConfigurationError(
                f"ENSEMBLE_READABLE_HOSTS has {host!r}. Write names such as raw.example.org or localhost:8080."
            )
    return hosts


def _database(url: str) -> str:
    """The address as SQLAlchemy reads it: psycopg 3 for PostgreSQL, the whole path for SQLite.

    No message repeats the address, which may hold a password.
    """
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and rest:
        return f"postgresql+psycopg://{rest}"
    if scheme != "sqlite" or not rest.startswith("/"):
        raise ConfigurationError(
            "DATABASE_URL is no address of a database that Ensemble knows. "
            "Write sqlite:///path/to/file.db or postgresql://user@host/name."
        )
    if rest in ("/", "/:memory:"):
        raise ConfigurationError("DATABASE_URL names no file. Write sqlite:///path/to/file.db.")
    return f"sqlite:///{Path(rest[1:]).absolute()}"
