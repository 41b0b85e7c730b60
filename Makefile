# Python 3.11 or newer is all that is needed; everything else is installed in .venv and node_modules.
PYTHON ?= python3

.PHONY: demo demo-reset test check audit bench front lock

demo: ## the whole product with fictitious content, on http://localhost:8000
	@$(PYTHON) bootstrap.py demo

demo-reset: ## the same, begun again from nothing
	@$(PYTHON) bootstrap.py demo --reset

test: ## every test, on a real PostgreSQL, in a real browser where Chromium is installed
	@$(PYTHON) bootstrap.py test

check: ## linters, types, architecture, migrations, deployment settings
	@$(PYTHON) bootstrap.py check

audit: ## known faults of libraries, by the public registers; the list of components in var/sbom.json (CycloneDX)
	@$(PYTHON) bootstrap.py audit

bench: ## CPU per request beside plain Wagtail and Django REST framework, on a quiet machine (docs/bench.md)
	@$(PYTHON) bootstrap.py bench

front: ## the browser's files (done by the others when needed)
	@$(PYTHON) bootstrap.py front

UV_LOCK = uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11
lock: ## write the lock files again after a change of pyproject.toml (needs uv)
	@$(UV_LOCK) pyproject.toml -o requirements.lock
	@$(UV_LOCK) pyproject.toml --group demo -c requirements.lock -o requirements-demo.lock
	@$(UV_LOCK) pyproject.toml --group dev -c requirements-demo.lock -o requirements-dev.lock
	@$(UV_LOCK) --group uv -o requirements-uv.lock
	@$(UV_LOCK) --group tipg -o bench/tipg.lock
	@$(UV_LOCK) --group datasette -o bench/datasette.lock
