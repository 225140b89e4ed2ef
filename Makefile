# make demo   set up, then serve the sample articles and print the address (make demo DEMO_SERVE= prints their readings and ends)
# make test   set up, then style, types, import contracts and all tests
# Both make a virtual environment in .venv from the pinned requirements; a second run finds it there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
# What `make demo` serves with, such as --port 0; empty where nothing shall go on running.
DEMO_SERVE ?= --port 8423
ARTICLES := $(sort $(filter-out %.json %/held-out,$(wildcard corpus/articles/*)))
# Byte code of modules that nobody imports would add 50 MB; that of the others is written when the installation is looked at.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
SOURCES := communique tests scripts benchmarks evaluation
UV_COMPILE := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help demo test lint types imports tests postgresql chromium format bench docs lock clean

help:
	@sed -n '1,3s/^# //p' Makefile

demo: $(VENV)/runtime
	@$(if $(DEMO_SERVE),$(BIN)/communique serve --demo $(DEMO_SERVE),$(BIN)/communique read $(ARTICLES))

test: lint types imports tests

lint: $(VENV)/dev
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: $(VENV)/dev
	$(BIN)/mypy

imports: $(VENV)/dev
	$(BIN)/lint-imports

tests: $(VENV)/dev postgresql chromium
	$(BIN)/pytest -n $(WORKERS)

# The record is tested on PostgreSQL too: root installs Debian's package where it is missing; for others those tests are passed over.
postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
		if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql; \
		else echo "PostgreSQL is not installed: its tests are passed over (apt-get install postgresql)" >&2; fi

# The pages are tested with Debian's browser: Playwright downloads none.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
		if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; \
		else echo "Chromium is not installed: its tests are passed over (apt-get install chromium)" >&2; fi

format: $(VENV)/dev
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

bench: $(VENV)/runtime
	$(BIN)/python benchmarks/read.py --stages

# Writes what the documentation shows of the program's output.
docs: $(VENV)/runtime
	$(BIN)/python scripts/refresh_docs.py

# Pins every dependency with its hashes; needs uv on the path (pip install uv).
lock:
	$(UV_COMPILE) --output-file requirements.lock
	$(UV_COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Communique needs Python 3.11 or newer: make PYTHON=python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/runtime: $(VENV)/made requirements.lock pyproject.toml
	$(PIP) --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@PYTHONDONTWRITEBYTECODE= $(BIN)/communique doctor >$(VENV)/doctor.txt || { cat $(VENV)/doctor.txt; exit 1; }
	@touch $@

$(VENV)/dev: $(VENV)/runtime requirements-dev.lock
	$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@
