"""Starting an organization, and setting it up step by step: pages that put several rooms together."""
