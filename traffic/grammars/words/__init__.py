"""Words of several languages, and of sites."""
