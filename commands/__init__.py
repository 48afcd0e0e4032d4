"""Every verb of the command line, a file a verb, named as it is.

Beside them what several share: options, signals, open_ledger, labelled; display/ draws tables and
bars.
"""
