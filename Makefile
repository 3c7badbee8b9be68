# make brief   sets up and builds the shipped project into output/
# make test    sets up what the tests need and runs them
# make check   format, lint, types and tests: what CI runs
# make bench   all benchmarks: ratios measured side by side, written to .briefgen/benchmarks.json
# make docs    writes docs/diagnostics.md and the tables of templates/README.md again
# make messages  gathers the words of the templates and brings the catalogues up to date
# make schema  writes the JSON Schemas again; make constraints pins the dependencies again

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# What WeasyPrint draws with; what the tests look at documents with (playwright's driver needs libatomic1); and the mail servers
# that they send through, with another parser of mail. The tests start private ones: nothing of the system's own is used.
BUILD_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := chromium libatomic1 postfix dovecot-core dovecot-imapd openssl ripmime
# Debian's python3 comes without the module that fills a new environment.
VENV_PACKAGE = $(shell $(PYTHON) -c 'import ensurepip' 2>/dev/null || echo python3-venv)

.DEFAULT_GOAL := brief
.PHONY: brief test check format lint types bench docs messages schema constraints clean

brief: $(VENV)/.installed
	$(BIN)/briefgen build
	@echo
	@echo "The briefs are in output/: start with"
	@echo "  output/paris-ai-action-summit-2025/minister/paris-ai-action-summit-2025-minister-en.pdf"
	@echo "Run the program with $(BIN)/briefgen; $(BIN)/briefgen --help lists its commands."

test: $(VENV)/.installed-dev
	$(BIN)/pytest -n auto --dist loadfile

check: format lint types test

format: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy
	$(BIN)/mypy benchmarks

bench: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/run.py --json .briefgen/benchmarks.json

docs: $(VENV)/.installed
	$(BIN)/python docs/make_diagnostics.py > docs/diagnostics.md
	$(BIN)/python docs/make_vocabulary.py

# Extracts the words that readers see and merges them into each catalogue; new ones are empty there until they are translated.
LOCALE := templates/locale
messages: $(VENV)/.installed
	$(BIN)/pybabel --quiet extract -F $(LOCALE)/babel.cfg -c translators: --add-location=file --sort-by-file --no-wrap --project=briefgen -o $(LOCALE)/briefgen.pot .
	$(BIN)/pybabel --quiet update -D briefgen -i $(LOCALE)/briefgen.pot -d $(LOCALE) --no-fuzzy-matching --ignore-pot-creation-date --no-wrap

schema: $(VENV)/.installed
	$(BIN)/briefgen schema --write briefgen/stock/schema

constraints: $(VENV)/.installed-dev
	$(BIN)/python -m pip freeze --exclude-editable --exclude briefgen > constraints.txt

# All that is missing is named at once: who may not install it has one command to type.
$(VENV)/bin/python:
	@.ci/packages $(VENV_PACKAGE) $(BUILD_PACKAGES) $(if $(filter test check format lint types bench,$(MAKECMDGOALS)),$(TEST_PACKAGES))
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt .ci/packages
	@.ci/packages $(BUILD_PACKAGES)
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@.ci/packages $(TEST_PACKAGES)
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) .briefgen .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
