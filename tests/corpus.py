"""Real descriptors of public repositories, where this machine has some."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "catalog"
CORPUS = Path(os.environ.get("ENSEMBLE_CORPUS", ROOT.parent / "shared" / "corpus"))


def repositories():
    """Folders of real descriptors as a test's parameters; one that is skipped, saying so, where there are none."""
    found = sorted(path for path in CORPUS.glob("*/*") if path.is_dir())
    if not found:
        reason = f"There are no real descriptors at {CORPUS}. Name their folder in ENSEMBLE_CORPUS."
        return [pytest.param(CORPUS, marks=pytest.mark.skip(reason), id="corpus")]
    return [pytest.param(path, id=path.name) for path in found]
