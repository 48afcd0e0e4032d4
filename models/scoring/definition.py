"""Definition ids of verdicts: the model first, then whatever else decides which verdict counts."""

_SEPARATOR = ":"


def scoring_definition(scoring_id: str, *parts: str) -> str:
    """The definition id of verdicts by the model ``scoring_id``.

    >>> scoring_definition("0f" * 8, "lines", "0.1")
    '0f0f0f0f0f0f0f0f:lines:0.1'
    """
    return _SEPARATOR.join((scoring_id, *parts))


def scoring_id_of(definition_id: str) -> str:
    """The model's scoring id in a definition id of verdicts."""
    return definition_id.partition(_SEPARATOR)[0]
