"""Tables on stdout and progress bars on stderr."""
