# Everything a clean clone needs, given Python 3.11 or newer and make. `make help` lists the targets.

PYTHON ?= python3
# Where `make run` listens. HOST comes from the command line only: some shells export a HOST that is no address of ours.
HOST :=
PORT ?=

# uv, like pip, trusts the certificates this machine trusts.
export UV_SYSTEM_CERTS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:

BIN := .venv/bin

# A stamp is an empty file named for the contents it vouches for, so that a second `make` has nothing to do, and a branch
# with other pins, another Python or a checkout that has moved installs afresh. There is one of each sort at a time.
sum = $(shell cat $(1) 2>/dev/null | cksum | cut -d ' ' -f 1)
VENV := .venv/.stamps/venv-$(shell (pwd; $(PYTHON) -c 'import sys; print(sys.version, sys.base_prefix)'; \
	cat requirements/bootstrap.txt) 2>&1 | cksum | cut -d ' ' -f 1)
RUN := .venv/.stamps/run-$(call sum,requirements/build.txt requirements/run.txt pyproject.toml)
TEST := .venv/.stamps/test-$(call sum,requirements/test.txt)
BROWSER := .venv/.stamps/browser
CLIENTS := .venv/.stamps/clients-$(call sum,requirements/node.txt tests/npm/package-lock.json)

.PHONY: help
help: ## Say what there is to do.
	@echo 'Usage: make TARGET [PYTHON=python3.12] [HOST=127.0.0.1] [PORT=8000]'
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r target about; do \
		printf '%-16s%s\n' "$$target" "$$about"; done

.PHONY: install
install: $(RUN) ## Install Ensemble into .venv.
	@echo 'Ensemble is installed. Next: make run, or $(BIN)/ensemble --help'

.PHONY: install-test
install-test: $(TEST) ## Install what tests and checks need, too.
	@echo 'Ensemble is installed with its tests. Next: make test check'

.PHONY: run
run: $(RUN) ## Serve the example organisation, and print the address.
	@$(BIN)/ensemble db upgrade
	@ENSEMBLE_NAME="$${ENSEMBLE_NAME:-Halden}" $(BIN)/ensemble serve --source catalog $(if $(HOST),--host '$(HOST)') $(if $(PORT),--port '$(PORT)')

.PHONY: test
test: $(TEST) $(BROWSER) $(CLIENTS) ## Run the tests.
	@$(BIN)/pytest --numprocesses auto

.PHONY: check
check: lint types imports ## Check style, types and architecture.

.PHONY: lint
lint: $(TEST)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

.PHONY: types
types: $(TEST)
	@$(BIN)/mypy

.PHONY: imports
imports: $(TEST)
	@$(BIN)/lint-imports

.PHONY: format
format: $(TEST) ## Rewrite the code as `make check` wants it, where that can be done by machine.
	@$(BIN)/ruff check --fix-only
	@$(BIN)/ruff format

.PHONY: manual
manual: $(RUN) ## Write docs/rules.md from the rules.
	@$(BIN)/ensemble rules --markdown > docs/rules.md

.PHONY: lock
lock: $(VENV) ## Pin requirements/*.in afresh in requirements/*.txt; UPGRADE=1 takes newer versions.
	@cd requirements && for name in bootstrap build run test node; do \
		echo "Pinning requirements/$$name.in" && \
		../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
			$(if $(UPGRADE),--upgrade) $$name.in --output-file $$name.txt || exit; \
	done

.PHONY: clean
clean: ## Remove what make and the tools have written; keeps the local database in var/.
	rm -rf .venv build dist *.egg-info tests/npm/node_modules .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV):
	@$(PYTHON) -c '' 2>/dev/null || { \
		echo "Ensemble needs Python 3.11 or newer, and '$(PYTHON)' does not start."; \
		echo "Install Python, or name another: make PYTHON=/path/to/python3"; exit 1; } >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Ensemble needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) -V 2>&1)."; \
		echo "Name a newer one: make PYTHON=python3.12"; exit 1; } >&2
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		version=$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "'$(PYTHON)' cannot make virtual environments: its venv or ensurepip module is missing."; \
		echo "On Debian and Ubuntu: apt-get install python$$version-venv"; exit 1; } >&2
	@echo 'Creating .venv'
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/bootstrap.txt \
		|| echo 'uv is not to be had here, so pip installs. It takes a little longer.' >&2
	@mkdir -p $(@D) && touch $@

# uv does not read pip's own settings, such as a mirror, so pip has a try at what uv could not fetch.
install_hashed = { test -x $(BIN)/uv && $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes $(1); } \
	|| $(BIN)/python -m pip install --quiet --require-hashes $(1)

$(RUN): $(VENV)
	@echo 'Installing Ensemble'
	@rm -f .venv/.stamps/run-*
	@$(call install_hashed,-r requirements/build.txt -r requirements/run.txt)
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(TEST): $(RUN)
	@echo 'Installing what tests and checks need'
	@rm -f .venv/.stamps/test-*
	@$(call install_hashed,-r requirements/test.txt)
	@touch $@

# The tests of pages want a Chromium. Where one may be installed that is tried, once; without one they are passed over,
# and pytest says so.
apt-get := DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=1 -o Acquire::http::Timeout=30

$(BROWSER): | $(TEST)
	@$(BIN)/python -c 'import sys; from tests.browser import chromium; sys.exit(not chromium.program())' || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo 'Installing Chromium for the tests' && \
		$(apt-get) update && $(apt-get) install -y --no-install-recommends chromium fonts-liberation >/dev/null; \
	} || echo 'There is no Chromium here, and none could be installed. Its tests are passed over.' >&2
	@touch $@

# The tests of the catalog protocol want Backstage's own client, which npm brings. Where the machine has no Node.js with npm,
# a wheel brings those.
node = $(BIN)/python -c 'import sys; from tests.clients import node; sys.exit($(1))'

$(CLIENTS): | $(TEST)
	@rm -f .venv/.stamps/clients-*
	@$(call node,node.npm() is None) || { \
		echo 'Installing Node.js for the tests'; $(call install_hashed,-r requirements/node.txt); \
	} || true
	@echo "Installing Backstage's client for the tests"
	@$(call node,node.install()) || echo 'It could not be installed. Its tests are passed over.' >&2
	@touch $@
