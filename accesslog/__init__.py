"""Parsing and counting of access-log lines: record, parser, window, tally, table.

Holds what stream and batch must agree on, and the escaping, masking and atomic file writing that
this needs. Standard library only.
"""
