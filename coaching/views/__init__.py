"""The pages of 1:1s, notes and commitments."""
