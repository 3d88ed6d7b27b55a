"""Real descriptors of public repositories, and what Backstage answered of them, where this machine has some."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "catalog"
CORPUS = Path(os.environ.get("ENSEMBLE_CORPUS", ROOT.parent / "shared" / "corpus"))
GOLDEN = Path(os.environ.get("ENSEMBLE_GOLDEN", ROOT.parent / "shared" / "golden"))


def repositories():
    """Folders of real descriptors as a test's parameters; one that is skipped, saying so, where there are none."""
    found = sorted(path for path in CORPUS.glob("*/*") if path.is_dir())
    if not found:
        reason = f"There are no real descriptors at {CORPUS}. Name their folder in ENSEMBLE_CORPUS."
        return [pytest.param(CORPUS, marks=pytest.mark.skip(reason), id="corpus")]
    return [pytest.param(path, id=path.name) for path in found]


def golden(name: str):
    """The recorded catalogs that have a file of this name, as a test's parameters; one that is skipped without any."""
    found = sorted(path.parent for path in GOLDEN.glob(f"*/{name}"))
    if not found or not CORPUS.is_dir():
        reason = (
            f"There are no recorded answers of Backstage at {GOLDEN}, or no descriptors at {CORPUS}. "
            "Name their folders in ENSEMBLE_GOLDEN and ENSEMBLE_CORPUS."
        )
        return [pytest.param(GOLDEN, marks=pytest.mark.skip(reason), id="golden")]
    return [pytest.param(path, id=path.name) for path in found]
