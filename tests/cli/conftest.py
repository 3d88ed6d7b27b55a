"""The command line, run in this process."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.questions.held import held_url

__all__ = ["ensemble", "held", "held_url"]

Ensemble = Callable[..., Result]


@pytest.fixture
def ensemble() -> Ensemble:
    """Runs a command with these arguments; settings are added to the environment."""

    def run(*arguments: str, **settings: str) -> Result:
        return CliRunner().invoke(main, arguments, env=settings, prog_name="ensemble")

    return run


@pytest.fixture
def held(ensemble: Ensemble, held_url: str) -> Ensemble:
    """Runs a command on a database that holds the small organisation."""

    def run(*arguments: str, **settings: str) -> Result:
        return ensemble(*arguments, DATABASE_URL=held_url, **settings)

    return run
