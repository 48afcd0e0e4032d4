"""What commands print: tables on stdout, bars on stderr."""
