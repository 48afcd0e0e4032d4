"""docs/published.md says what the runs measured."""

import re

from tests.helpers.page_blocks import filled, names
from tests.helpers.published_page import DOCS, PAGE, TABLES


def test_every_table_is_that_of_the_figures() -> None:
    page = PAGE.read_text()
    assert names(page) == set(TABLES)
    assert filled(page, TABLES) == page


def test_every_picture_on_the_page_is_there() -> None:
    page = PAGE.read_text()
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", page)
    assert pictures and all((DOCS / name).is_file() for name in pictures)
