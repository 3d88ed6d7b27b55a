"""Reports made from text, for tests of how they are told."""

from collections.abc import Mapping

from app import check, reading
from app.check import Report
from tests.conftest import TODAY
from tests.trees import Texts


def report_on(files: Mapping[str, str]) -> Report:
    """What a check says about these files."""
    return check.report(reading.read(Texts(files), roots=sorted(files)), as_of=TODAY)
