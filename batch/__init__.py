"""The nightly side: the mrjob top-N jobs, the archive of offset ranges, reconciliation."""
