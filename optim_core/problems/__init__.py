"""What can be walked down, one a file: losses over data, and surfaces that a formula makes. Each module
declares one `PROBLEM`."""
