# Everything is in dev.py, which needs nothing but Python; these are for habit.
.PHONY: run test lint bench faults assets lock demo-reset manage help

help:
	@python3 dev.py help

run test lint bench faults assets lock demo-reset:
	@python3 dev.py $@ $(ARGS)

# make manage ARGS="showmigrations crm"
manage:
	@python3 dev.py manage $(ARGS)
