import signal
import socket
import time
import urllib.error
import urllib.request
from contextlib import closing

import pytest

from tests.cli import processes
from tests.cli.processes import served
from tests.questions.organisation import HEAD

SYSTEM = f"{HEAD}kind: System\nmetadata: {{name: a, title: Before}}\nspec: {{owner: x}}\n"


def get(url):
    """The text at an address."""
    with urllib.request.urlopen(url, timeout=30) as response:  # noqa: S310 - our own server
        return response.read().decode()


def test_it_works(tmp_path):
    """It makes the tables, reads the source, prints the address, answers, and ends when it is told to."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.yaml").write_text(SYSTEM)
    with served("--source", str(tmp_path / "source"), DATABASE_URL=f"sqlite:///{tmp_path}/e.db") as (child, url):
        assert '"generation":1' in get(f"{url}/readyz")
        assert "Before" in get(f"{url}/systems/a")

        (tmp_path / "source" / "a.yaml").write_text(SYSTEM.replace("Before", "Afterwards"))
        end = time.monotonic() + 60
        while "Afterwards" not in get(f"{url}/systems/a"):
            assert time.monotonic() < end
            time.sleep(0.5)

        child.send_signal(signal.SIGTERM)
        assert child.wait(60) == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_end_with_their_parent(tmp_path, workers):
    """After a server is killed its port is free, and its next start succeeds."""
    with served("--workers", str(workers), DATABASE_URL=f"sqlite:///{tmp_path}/e.db") as (child, url):
        port = int(url.rpartition(":")[2])
        child.kill()
        end = time.monotonic() + 30
        while not bindable(port):
            assert time.monotonic() < end
            time.sleep(0.1)


def bindable(port):
    """Whether nobody listens at a port."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def test_a_port_that_is_taken(ensemble, tmp_path):
    """It is told before anything else happens, with the remedy."""
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = ensemble("serve", "--port", str(port), DATABASE_URL=f"sqlite:///{tmp_path}/e.db")

    assert result.exit_code == 2
    assert result.stderr == (
        f"Error: Port {port} is taken. Name another, such as --port 8001 (make: PORT=8001), "
        "or end what listens there.\n"
    )
    assert not (tmp_path / "e.db").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", "127.example.org"])  # noqa: S104 - what is refused
def test_beyond_this_machine(ensemble, tmp_path, host):
    """It does not listen beyond loopback before the settings say who may read."""
    result = ensemble("serve", "--host", host, DATABASE_URL=f"sqlite:///{tmp_path}/e.db")

    assert result.exit_code == 2
    for setting in ("ENSEMBLE_BASE_URL", "ENSEMBLE_TRUSTED_HOSTS", "ENSEMBLE_PUBLIC_READ"):
        assert setting in result.stderr


def test_an_address_of_another_machine(ensemble, tmp_path):
    """Where the settings allow it and the address is not ours, that is said."""
    result = ensemble(
        "serve",
        "--host",
        "192.0.2.1",
        DATABASE_URL=f"sqlite:///{tmp_path}/e.db",
        ENSEMBLE_BASE_URL="https://catalog.example.org",
        ENSEMBLE_TRUSTED_HOSTS="catalog.example.org",
        ENSEMBLE_PUBLIC_READ="yes",
    )

    assert (result.exit_code, result.stderr) == (
        2,
        "Error: 192.0.2.1 is no address of this machine. Leave out --host to listen at 127.0.0.1.\n",
    )


def test_no_debug_mode(tmp_path):
    """A server told to debug does not start."""
    done = processes.ensemble("serve", DATABASE_URL=f"sqlite:///{tmp_path}/e.db", FLASK_DEBUG="1")

    assert done.returncode == 2
    assert "FLASK_DEBUG" in done.stderr


def test_other_hosts_are_refused(tmp_path):
    """A request for another host is refused by the running server, and told nothing."""
    with served(DATABASE_URL=f"sqlite:///{tmp_path}/e.db") as (_, url):
        request = urllib.request.Request(f"{url}/healthz", headers={"Host": "evil.example"})  # noqa: S310 - ours
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(request, timeout=30)  # noqa: S310
        said = caught.value.read().decode()

    assert caught.value.code == 400
    assert "evil" not in said
