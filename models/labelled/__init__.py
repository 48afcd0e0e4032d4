"""Labelled requests: reading them from files of several formats, and finding near-duplicates."""
