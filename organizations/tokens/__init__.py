"""Tokens: what they may open, how they are used, and the pages on which people make and end them."""
