# The few commands the README names. Everything lives in .venv/ (tools) and build/ (results).
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
BUILD  := $(or $(NPA_BUILD_DIR),build)

# No part of the stack reports home or fetches anything by itself.
export GX_ANALYTICS_ENABLED = false
export DO_NOT_TRACK = 1
export DAGSTER_DISABLE_TELEMETRY = 1
export DBT_SEND_ANONYMOUS_USAGE_STATS = false

.DEFAULT_GOAL := help
.PHONY: help build test test-slow check format dev bench scale conditions soak lock clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1|/' | column -t -s '|'

build: $(VENV)/.run ## extract, model, validate and publish everything in raw/
	@$(BIN)/npa build

# Two files at a time, in the order of their names: those that build warehouses come before the many small ones.
PYTEST = $(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

test: $(VENV)/.dev ## run every test but those that are slow on purpose
	@$(PYTEST) -m "not slow"

test-slow: $(VENV)/.dev ## run these: kills, full disks, a lake in PostgreSQL, a cluster, whole builds by command
	@$(PYTEST) -m slow

check: $(VENV)/.dev ## lint, format, types, SQL lint, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --processes 2 dbt_project
	$(BIN)/lint-imports

format: $(VENV)/.dev ## put code and SQL into the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix --processes 2 dbt_project

dev: $(VENV)/.run ## open the Dagster interface, with its history kept under build/
	@$(BIN)/npa dev

bench: $(VENV)/.dev ## print the ratios of tests/benchmarks
	@$(BIN)/python tests/benchmarks/extraction.py
	@$(BIN)/python tests/benchmarks/readers.py
	@$(BIN)/python tests/benchmarks/refresh.py
	@$(BIN)/python tests/benchmarks/incremental.py
	@$(BIN)/python tests/benchmarks/reconciliation.py --largest 10000
	@$(BIN)/python tests/benchmarks/site.py --largest 3300
	@$(BIN)/python tests/benchmarks/scale.py --sizes 1 1000

scale: $(VENV)/.dev ## measure builds of up to 100,000 articles, and tell docs/scale.md (over an hour)
	@$(BIN)/python tests/benchmarks/scale.py --write

conditions: $(VENV)/.dev ## print what each condition of the reader changes on every labelled text (half an hour)
	@$(BIN)/python -m tests.benchmarks.conditions

soak: $(VENV)/.dev ## kill a hundred refreshes, and read through fifty (half an hour)
	@$(BIN)/python -m tests.faults.soak

lock: $(VENV)/.uv ## renew the lock files after a change in pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements-dev.lock

clean: ## remove the environment and everything built
	rm -rf $(VENV) $(BUILD)

# The environment: uv, itself pinned by hash, installs the locked packages in seconds;
# where it cannot reach pip's configured index, pip installs the same files.
$(VENV)/.uv: requirements-uv.lock
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@touch $@

$(VENV)/.run: requirements.lock pyproject.toml $(VENV)/.uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock \
		|| $(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable . \
		|| $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock \
		|| $(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
