# geomap: `make help` lists what there is.
PYTHON  ?= python3
VENV    ?= .venv
BIN     := $(VENV)/bin
REPORTS ?= examples/reports
OUT     ?= outputs
OPTIONS ?=

.DEFAULT_GOAL := help
.PHONY: help install map test check audit lock lint format bench wheel clean

help: ## Show this list
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'
	@echo '  make map REPORTS=path/to/reports OUT=path/to/maps OPTIONS="--since 2023-01-01"'

install: $(BIN)/geomap ## Install geomap into .venv

$(BIN)/geomap: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "geomap needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[parquet]'
	@touch $@

$(VENV)/.dev: pyproject.toml $(BIN)/geomap
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

map: $(BIN)/geomap ## Map the example reports (or REPORTS=folder OUT=folder) into outputs/
	@$(BIN)/geomap map $(OPTIONS) -o '$(OUT)' '$(REPORTS)'

test: $(VENV)/.dev ## Run the tests, on up to four processors
	$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

audit: $(VENV)/.dev ## Known weaknesses and licences of all libraries
	$(BIN)/python scripts/audit.py
	$(BIN)/python scripts/list_licences.py --check

lock: $(VENV)/.dev ## Note the versions of all libraries that the tests ran with
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	(echo '# Versions that the tests ran with (Linux, Python 3.11): make lock; use: pip install -r requirements-dev.lock'; \
	 $(BIN)/uv pip compile --quiet --all-extras --no-header --python-version 3.11 pyproject.toml | sed 's# (pyproject.toml)##') > requirements-dev.lock
	$(BIN)/python scripts/list_licences.py

check: lint test audit ## Format, lint, types, tests and audit

lint: $(VENV)/.dev ## Format, lint and types only
	$(BIN)/ruff format --check geomap tests benchmarks scripts
	$(BIN)/ruff check geomap tests benchmarks scripts
	$(BIN)/mypy

format: $(VENV)/.dev ## Put the code into its format
	$(BIN)/ruff format geomap tests benchmarks scripts
	$(BIN)/ruff check --fix geomap tests benchmarks scripts

bench: $(VENV)/.dev ## Score against the evaluation material in ../shared
	$(BIN)/python benchmarks/score.py

wheel: $(VENV)/.dev ## Build the wheel and try it outside the checkout
	$(BIN)/python scripts/try_wheel.py

clean: ## Remove the virtual environment, caches and outputs
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
	find outputs -mindepth 1 ! -name README.md -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
