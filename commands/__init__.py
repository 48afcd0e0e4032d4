"""Every verb of the command line: a file a verb, named as it is. What they print is in display/."""
