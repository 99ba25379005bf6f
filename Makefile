# Everything a newcomer needs: `make run`, `make test`. `make` alone lists the rest.
.DEFAULT_GOAL := help
.PHONY: help install run test lint format bench bench-app screenshots lock
SHELL := /bin/bash

PYTHON ?= python3
PORT ?= 8501
ARGS ?=
BIN := .venv/bin
READY := .venv/.ready

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_PYTHON_DOWNLOADS := never

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(READY) ## Prepare .venv from the lock, so that .venv/bin/tco works

run: install ## Serve the app on this computer and open it (PORT=8501)
	@$(BIN)/tco serve --port $(PORT)

test: install ## Run the tests, with the system packages they need (ARGS="-k name" for some)
	@bash .ci/system_packages.sh
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: install ## Check style, types and the directions of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install ## Put the code into the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install ## Measure the speed of an evaluation, a batch of draws and a workbook
	@# Without the thread of the plugin for reruns: only a program without threads draws on both processors.
	$(BIN)/pytest tests/benchmarks --benchmark-only -p no:rerunfailures $(ARGS)

bench-app: install ## Measure latency, load and memory of the web app beside a bare one, in Chromium
	$(BIN)/python tests/benchmarks/app $(ARGS)

screenshots: install ## Renew the pictures of every page in docs/screenshots
	@bash .ci/system_packages.sh browser font
	$(BIN)/python docs/make_screenshots.py

lock: install ## Renew requirements.lock from pyproject.toml (ARGS=--upgrade for newer releases)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --group dev $(ARGS) \
	  --output-file requirements.lock pyproject.toml

$(READY): requirements.lock pyproject.toml
	@bash .ci/install.sh $(PYTHON)
	@touch $@
