"""Photos of people and the organization's logo: taken in, kept, shown."""
