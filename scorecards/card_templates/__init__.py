"""Pages and API of card templates: what they score, from when, and who has which."""
