"""Labelled requests without limit, from grammars of attacks and of harmless values."""
