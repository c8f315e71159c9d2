"""PostgreSQL and Valkey from Python wheels, and the processes of SalesLeader around them, for one machine."""
