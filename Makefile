# `make` alone lists what can be done.
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/runtime.stamp
DEVELOPMENT := $(VENV)/development.stamp
CODE := $(wildcard goodcatch config demo packages bench tests tools conftest.py)
TYPED := $(wildcard goodcatch config demo bench tests tools/*.py conftest.py)
PACKAGES := $(patsubst %/pyproject.toml,%,$(wildcard packages/*/pyproject.toml))
TEMPLATES = $(shell find goodcatch packages demo -path '*/templates/*' -name '*.html' 2>/dev/null)
# Checks that load the settings get a data folder that is nobody's.
HOUSE := GOODCATCH_DATA_DIR=$(CURDIR)/test-results/check-house DJANGO_SETTINGS_MODULE=config.settings

.PHONY: help
help: ## list what can be done
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(RUNTIME) ## start Goodcatch with a demo organisation, at http://127.0.0.1:8765
	@$(BIN)/goodcatch up --demo

.PHONY: test
test: $(DEVELOPMENT) ## run every test this machine can run, on both databases (ARGS='...' goes to pytest)
	@tools/machine.sh --if-may
	@$(BIN)/python -m tests $(ARGS)

.PHONY: check
check: lint types imports migrations ## everything that can be said without running a test; these four:

.PHONY: lint
lint: $(DEVELOPMENT) ## - linting and formatting of Python and templates
	$(BIN)/ruff check --output-format concise $(CODE)
	$(BIN)/ruff format --check --output-format concise $(CODE)
	$(if $(strip $(TEMPLATES)),@$(BIN)/djade --check --target-version 5.2 $(TEMPLATES))

.PHONY: types
types: $(DEVELOPMENT) ## - types
	@set -e; for package in $(PACKAGES); do \
		echo "mypy in $$package"; \
		( cd $$package && $(HOUSE) MYPYPATH=src $(CURDIR)/$(BIN)/mypy --config-file $(CURDIR)/pyproject.toml $$(ls -d src tests 2>/dev/null) ); \
	done
	$(HOUSE) $(BIN)/mypy $(TYPED)

.PHONY: imports
imports: $(DEVELOPMENT) ## - imports point downwards
	$(if $(shell grep -s '^\[tool.importlinter\]' pyproject.toml),$(HOUSE) $(BIN)/lint-imports)

.PHONY: migrations
migrations: $(DEVELOPMENT) ## - models and migrations agree
	$(HOUSE) $(BIN)/python -m django makemigrations --check --dry-run

.PHONY: format
format: $(DEVELOPMENT) ## format Python and templates, and mend what ruff can mend
	$(BIN)/ruff check --fix --exit-zero --quiet $(CODE)
	$(BIN)/ruff format --quiet $(CODE)
	$(if $(strip $(TEMPLATES)),-$(BIN)/djade --target-version 5.2 $(TEMPLATES))

.PHONY: coverage
coverage: $(DEVELOPMENT) ## show which lines no test on SQLite has reached
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -m "not browser" $(ARGS)
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

.PHONY: bench
bench: $(DEVELOPMENT) ## measure speed and memory into bench/results
	@$(BIN)/python -m bench $(ARGS)

.PHONY: pictures
pictures: $(DEVELOPMENT) ## take the pictures of docs/images anew
	@$(BIN)/python tools/pictures.py

.PHONY: machine
machine: ## install what the tests need and pip cannot: PostgreSQL, Chromium, exiftool, poppler
	@tools/machine.sh

.PHONY: lock
lock: $(DEVELOPMENT) ## pin the dependencies anew (UPGRADE=1 takes newer ones)
	@tools/lock.sh $(if $(UPGRADE),--upgrade)

.PHONY: clean
clean: ## remove what was made here, but not var/, where your data lies
	rm -rf $(VENV) build dist htmlcov test-results .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): pyproject.toml requirements/build.txt requirements/runtime.txt tools/environment.sh $(PACKAGES:=/pyproject.toml)
	@echo "Installing what is pinned into $(VENV) ..."
	@tools/environment.sh runtime
	@touch $@

$(DEVELOPMENT): $(RUNTIME) requirements/development.txt
	@echo "Installing what testing and checking need into $(VENV) ..."
	@tools/environment.sh development
	@touch $@
