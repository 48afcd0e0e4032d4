"""What made-up traffic is written with: one file a family, each a table of rules."""
