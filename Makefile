# `make run` is all a newcomer needs: Python 3.11 or later and make.
.PHONY: setup run test test-rest test-all lint format lock clean
BIN := .venv/bin
# JavaScript and style sheets as git knows them: types, rules and form (deno.jsonc).
DENO := DENO_DIR=.deno_cache DENO_NO_UPDATE_CHECK=1 $(BIN)/deno
SCRIPTS = $(shell git ls-files --cached --others --exclude-standard '*.js')
STYLES = $(shell git ls-files --cached --others --exclude-standard '*.css')
STAMP := .venv/.installed

setup: $(STAMP)

$(STAMP): requirements.lock
	@set -e; found=; for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then found="$$python"; break; fi; done; \
	if [ -z "$$found" ]; then \
	  echo "Outturn needs Python 3.11 or later (with its venv module) and found none: install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; fi; \
	if ! $(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	  "$$found" -m venv --clear .venv; fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $(STAMP)

run: $(STAMP)
	@exec $(BIN)/python manage.py up

# What a change needs at every step: minutes. The rest has a browser, processes of its own, a fault drill or a long walk.
test: $(STAMP)
	$(BIN)/python -m pytest -m "not slow"

test-rest: $(STAMP)
	$(BIN)/python -m pytest -m slow

test-all: $(STAMP)
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/djlint --check --quiet templates
	$(DENO) check --quiet $(SCRIPTS)
	$(DENO) lint --quiet $(SCRIPTS)
	$(DENO) fmt --check --quiet $(SCRIPTS) $(STYLES)

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --reformat --quiet templates
	$(DENO) fmt --quiet $(SCRIPTS) $(STYLES)

lock: $(STAMP)
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-options --all-extras --output-file requirements.lock pyproject.toml

# Keeps var/: it is data.
clean:
	rm -rf .venv .deno_cache .mypy_cache .ruff_cache .pytest_cache
