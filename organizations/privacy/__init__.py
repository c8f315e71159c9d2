"""What is recorded about people, who looked at it, and how they get it and get rid of it."""
