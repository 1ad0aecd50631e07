# Descent Lab. `make run` starts the app; `make` alone lists the rest.
# Everything lives in .venv and is installed again only when the pins change.

PORT ?= 8501
PYTHON := .venv/bin/python
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r
COMPILE := CUSTOM_COMPILE_COMMAND="make requirements" $(PYTHON) -m piptools compile --quiet --generate-hashes \
	--allow-unsafe --strip-extras --no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

# On a busy machine a browser can be too late for a test: what failed is run again by itself, for all to see.
ONCE_MORE = $(PYTHON) -m pytest --last-failed --last-failed-no-failures none $(ARGS)

.PHONY: help run prepare test lint format types bench golden image requirements clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-14s%s\n", $$1, $$2}' Makefile

run: .venv/app prepare ## the app on http://localhost:8501 (another port: make run PORT=8600)
	$(PYTHON) -m streamlit run app.py --server.port $(PORT)

prepare: .venv/app # byte code, compiled update rules, compressed scripts: made once, later runs find them
	$(PYTHON) -m compileall -q app.py optim_core ui pages
	$(PYTHON) -m optim_core prepare
	$(PYTHON) -m ui.compressed

test: .venv/dev prepare ## all tests (some of them: make test ARGS="-k adam")
	$(PYTHON) tests/browser.py
	$(PYTHON) -m pytest -n auto --dist worksteal $(ARGS) || $(ONCE_MORE)

lint: .venv/dev ## ruff: mistakes and layout
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

format: .venv/dev ## ruff: put the layout right
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

types: .venv/dev ## pyright
	$(PYTHON) -m pyright

bench: .venv-bench/ready prepare ## measure everything, against torch, optax and a plain loop: docs/performance.md
	.venv-bench/bin/python -m benchmarks

golden: .venv-bench/ready ## ask torch and optax for the tests' golden numbers again
	.venv-bench/bin/python tests/golden/make.py
	.venv-bench/bin/python tests/golden/make_schedules.py
	.venv-bench/bin/python tests/golden/make_surfaces.py

image: ## the Docker image descent-lab
	docker build --tag descent-lab .

requirements: .venv/dev ## pin the newest versions of requirements*.in
	$(COMPILE) --upgrade --output-file requirements.txt requirements.in
	$(COMPILE) --upgrade --output-file requirements-dev.txt requirements-dev.in

clean: ## forget .venv and every cache
	rm -rf .venv .venv-bench .pytest_cache .ruff_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PYTHON):
	@for python in python3 python3.13 python3.12 python3.11; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		echo "making .venv with $$("$$python" --version)"; \
		"$$python" -m venv .venv && exit 0; \
		rm -rf .venv; exit 1; \
	done; \
	echo "Descent Lab needs Python 3.11 or newer, and found none called python3 or python3.11 to python3.13." >&2; exit 1

.venv/app: requirements.txt | $(PYTHON)
	$(INSTALL) requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt | .venv/app
	$(INSTALL) requirements-dev.txt
	@touch $@

# torch, optax and jax are large and only compared with: they stay out of .venv and its pins.
.venv-bench/ready: pyproject.toml requirements.txt requirements-dev.txt | $(PYTHON)
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --require-hashes -r requirements.txt
	.venv-bench/bin/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	.venv-bench/bin/python -m pip install --quiet --editable ".[bench]"
	@touch $@
