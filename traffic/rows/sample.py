"""The generated value."""

from typing import NamedTuple


class Sample(NamedTuple):
    """A generated value, its label, and the rule that wrote it."""

    value: str
    label: int  # 1 is an attack
    family: str
    rule: str  # with the family: the group, which never straddles a split
