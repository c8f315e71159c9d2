"""Faults: kill, cut and fill things while people work, and count what was lost (`python3 dev.py faults`)."""
