"""How fast it is: every line a ratio to a baseline measured in the same run. `python -m benchmarks`."""
