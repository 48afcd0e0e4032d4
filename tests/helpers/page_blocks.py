"""Pages with tables made from figures, each in a block: ``<!-- name -->`` to ``<!-- end -->``."""

import re
from collections.abc import Callable, Iterable, Mapping

BLOCK = re.compile(r"(<!-- (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
Tables = Mapping[str, Callable[[], Iterable[str]]]


def filled(page: str, tables: Tables) -> str:
    """The page with each block made anew, one line for each row of its table."""
    return BLOCK.sub(
        lambda block: block[1] + "".join(f"{row}\n" for row in tables[block[2]]()) + block[3], page
    )


def names(page: str) -> set[str]:
    """The names of the blocks on the page."""
    return {block[1] for block in BLOCK.findall(page)}
