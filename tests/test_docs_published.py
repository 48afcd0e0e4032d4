"""docs/published.md says what the runs measured."""

import re

from tests.published_page import BLOCK, DOCS, PAGE, TABLES, filled


def test_every_table_is_that_of_the_figures() -> None:
    page = PAGE.read_text()
    assert {block[1] for block in BLOCK.findall(page)} == set(TABLES)
    assert filled(page) == page


def test_every_picture_on_the_page_is_there() -> None:
    page = PAGE.read_text()
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", page)
    assert pictures and all((DOCS / name).is_file() for name in pictures)
