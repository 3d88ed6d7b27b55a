"""The examples of the docs print what the docs say."""

from pathlib import Path

import pytest

from tests.docs import examples
from tests.docs.examples import Example

PAGES = ("api.md", "backstage.md")


@pytest.mark.parametrize(
    "example",
    [pytest.param(each, id=f"{each.page}:{each.line}") for page in PAGES for each in examples.on(page)],
)
def test_an_example_prints_what_the_page_says(example: Example, address: str, tmp_path: Path):
    """An example runs to its end, and prints what stands below it."""
    printed = examples.run(example, address, tmp_path)

    if example.form:
        assert example.read(printed) == example.expected


@pytest.mark.parametrize("page", PAGES)
def test_what_is_asked_is_answered_on_the_page(page: str):
    """Of the examples on a page all but the beginning of the others say what they print."""
    silent = [each.line for each in examples.on(page) if not each.form]

    assert silent == [each.line for each in examples.on(page) if each.language == "python"][:1]
