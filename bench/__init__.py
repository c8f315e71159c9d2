"""Benchmarks: ours beside a floor measured in the same run, reported as ratios. `python3 dev.py bench`."""
