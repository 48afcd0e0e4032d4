"""Generates any number of labelled requests from grammars of attacks and of harmless values."""
