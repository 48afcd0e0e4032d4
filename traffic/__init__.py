"""Made-up traffic: labelled rows to train on, and a simulator of whole logs."""
