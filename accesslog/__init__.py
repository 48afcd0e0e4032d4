"""What a log line means and what is counted: record, parser, window, tally, table.

A definition enters this package only if stream and batch would otherwise disagree.
Standard library only.
"""
