# Everything a newcomer needs. `make run` reads the example report, `make test` passes the tests; both set up .venv by themselves.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint format bench docs requirements clean

run: .venv/installed
	$(BIN)/dateline read examples/harbour-strike.txt --date 2025-03-16 --format table

test: .venv/installed-dev chromium
	$(BIN)/python -m pytest -q

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed-dev
	$(BIN)/python bench/speed.py

docs: .venv/installed-dev
	$(BIN)/python docs/generate.py

# Pins every dependency with its hashes and no address. Needs the network; run it where pip asks the public registry alone.
requirements: .venv/installed-dev
	$(BIN)/python -m piptools compile -q --strip-extras --generate-hashes --allow-unsafe --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.txt pyproject.toml
	$(BIN)/python -m piptools compile -q --strip-extras --generate-hashes --allow-unsafe --no-header --no-annotate --extra dev --all-build-deps \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements-dev.txt pyproject.toml

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python requirements.txt requirements-build.txt pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-build.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/installed-dev: .venv/bin/python requirements-dev.txt requirements-build.txt pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt -r requirements-build.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@ .venv/installed

# The browser tests want a Chromium; they say so and are skipped where none can be had.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	    apt-get update -qq >/dev/null && apt-get install -y -qq chromium >/dev/null; } || \
	  echo "no Chromium and no way to install one here: the browser tests will be skipped" >&2
.PHONY: chromium

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
