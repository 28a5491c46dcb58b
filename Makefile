# `make run` and `make test` do all the set-up themselves; they need Python 3.11+, pip and make.
PY ?= python3
V  := .venv/bin/python
PIP := $(PY) -m pip --python $(V) install -q --disable-pip-version-check --require-hashes --only-binary=:all:
export PIP_ROOT_USER_ACTION = ignore

help:  ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

run: .venv/run.stamp  ## set up, play the demonstration once, then serve on 127.0.0.1:8000
	@.venv/bin/zetel serve --demo

test: .venv/test.stamp  ## set up and run every check and test
	@.venv/bin/ruff format --check -q . && .venv/bin/ruff check -q .
	@PYTHONPATH=. .venv/bin/lint-imports --no-cache
	@$(V) -m mypy
	@$(V) -m pytest -q -n 2

bench: .venv/bench.stamp  ## measure everything; writes docs/performance.md and bench/results.json
	@$(V) -m bench

fire: .venv/test.stamp  ## kill server and database at random moments, then look for what was lost
	@$(V) -m bench.fire

check: .venv/test.stamp  ## format and lint in place
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

lock: .venv/test.stamp  ## renew the lock files from requirements/*.in
	@for set in run test bench; do .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header requirements/$$set.in -o requirements/$$set.lock; done

.venv/bin/python:
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Zetel needs Python 3.11 or newer")'
	@$(PY) -m venv --without-pip .venv

.venv/bin/zetel: .venv/bin/python Makefile
	@$(V) -c 'import pathlib, site; pathlib.Path(site.getsitepackages()[0], "zetel.pth").write_text(str(pathlib.Path.cwd()) + "\n")'
	@printf '#!/bin/sh\nexec "%s" -m api "$$@"\n' "$(CURDIR)/$(V)" > $@ && chmod +x $@

.venv/run.stamp: requirements/run.lock .venv/bin/zetel
	@echo "setting up: the libraries that Zetel needs (once, about a minute)"
	@$(PIP) -r $<
	@touch $@

.venv/test.stamp: requirements/test.lock .venv/bin/zetel
	@echo "setting up: the libraries that Zetel and its tests need (once, about a minute)"
	@$(PIP) -r $<
	@touch $@ .venv/run.stamp

.venv/bench.stamp: requirements/bench.lock .venv/test.stamp
	@echo "setting up: what only the measuring needs"
	@$(PIP) -r $<
	@touch $@

.PHONY: help run test bench fire check lock
.DEFAULT_GOAL := help
