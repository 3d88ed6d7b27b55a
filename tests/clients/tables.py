"""Tables of what differs and why, in Markdown, for people who ask.

`ENSEMBLE_TEST_DIFFERENCES` names the folder that takes them; without it none is written.
"""

import os
from collections.abc import Iterable
from pathlib import Path

FOLDER = os.environ.get("ENSEMBLE_TEST_DIFFERENCES")


def write(name: str, *rows: Iterable[str]) -> None:
    """A table of this name, its first row the heads of the columns."""
    if not FOLDER:
        return
    head, *others = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *others)]
    Path(FOLDER, f"{name}.md").write_text("\n".join([*lines, ""]))
