"""The audit trail as people read it: sentences, filters, a page, files and an API."""
