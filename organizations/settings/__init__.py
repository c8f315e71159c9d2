"""Pages where the organization's and a person's own settings are read and changed."""
