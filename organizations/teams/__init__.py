"""Teams: the tree and its pages, and what is missing in leadership."""
