"""Kinds of loss surfaces, one a file. Each module declares one `PROBLEM`."""
