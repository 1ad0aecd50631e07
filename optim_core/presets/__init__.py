"""Named, explained Experiments, one a file. Each module declares one `PRESET`."""
