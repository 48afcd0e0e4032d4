# Each target does all its own set-up in .venv: Python 3.11, make and network are enough.
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: help demo check test lint bench lock clean
help:  ## What there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

demo: .venv/run.stamp  ## Everything on this machine, from traffic to proof
	@$(BIN)/logwarden demo

test: .venv/dev.stamp lint  ## All checks and tests
	$(BIN)/pytest

check: .venv/dev.stamp lint  ## Lint and the quick tests, under 90 s: before a commit
	$(BIN)/pytest -q -m "not broker and not slow"

lint: .venv/dev.stamp  ## Style, types, and imports that only go down
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev.stamp  ## Figures, side by side with others on the same work
	$(BIN)/python -m benchmarks

lock: .venv/dev.stamp  ## Resolve the dependencies anew
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(LOCK) -c requirements.lock --extra train --extra test pyproject.toml -o requirements-dev.lock

LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --custom-compile-command "make lock"

clean:  ## Remove the virtual environment and caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info build

.venv/python.stamp:
	@command -v $(PYTHON) >/dev/null || { \
		echo "logwarden needs Python 3.11 (mrjob does not run on 3.12): install python3.11, or make PYTHON=/path/to/it" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
		echo "$(PYTHON) is not Python 3.11 (mrjob does not run on 3.12)" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run.stamp: requirements.lock pyproject.toml | .venv/python.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
