"""Pages of customers, contacts and opportunities."""
