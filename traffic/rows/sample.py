"""One generated value: what it is, and which rule wrote it."""

from typing import NamedTuple


class Sample(NamedTuple):
    value: str
    label: int  # 1 is an attack
    family: str
    rule: str  # with the family: the group, which never straddles a split
