# `make` alone lists what can be done.
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/runtime.stamp
DEVELOPMENT := $(VENV)/development.stamp

.PHONY: help
help: ## list what can be done
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(RUNTIME): pyproject.toml requirements/build.txt requirements/runtime.txt tools/environment.sh $(wildcard packages/*/pyproject.toml)
	@echo "Installing what is pinned into $(VENV) ..."
	@tools/environment.sh runtime
	@touch $@

$(DEVELOPMENT): $(RUNTIME) requirements/development.txt
	@echo "Installing what testing and checking need into $(VENV) ..."
	@tools/environment.sh development
	@touch $@

.PHONY: environment
environment: $(DEVELOPMENT) ## install what is pinned into .venv

.PHONY: lock
lock: $(DEVELOPMENT) ## pin the dependencies anew (UPGRADE=1 takes newer ones)
	@tools/lock.sh $(if $(UPGRADE),--upgrade)
