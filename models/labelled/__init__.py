"""Labelled requests: read from files of several forms, near-duplicates found."""
