# The work is done by packaging/bootstrap.py, which needs nothing but Python 3.11 or newer.
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run test setup check translations audit fuzz package lock clean

help run test setup check translations audit fuzz package lock clean:
	@$(PYTHON) packaging/bootstrap.py $@
