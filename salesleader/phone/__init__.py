"""The phone without a network: what it keeps, the page it opens, and the worker that opens it."""
