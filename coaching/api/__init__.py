"""The API of 1:1s, shared notes and commitments."""
