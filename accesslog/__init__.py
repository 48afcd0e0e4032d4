"""What a log line means and what is counted: record, parser, window, tally, table.

Here stands what stream and batch must agree on, and what that needs: escaping, masking, files
written whole or not at all. Standard library only.
"""
