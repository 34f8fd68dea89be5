# Model Footprint. `make run` starts the dashboard, `make test` runs every test; both set everything up themselves.

PORT ?= 8501
HOSTILE ?= 10000
PROCESSES ?= $(shell nproc 2>/dev/null || echo 2)
# The first Python that runs and is new enough; `make PYTHON=… run` names another.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run class static new-page test hostile data backtest bench lint lines screenshots lock audit chromium clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.venv/run: requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; say where it is: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/dev: .venv/run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: .venv/run ## start the dashboard on http://localhost:8501 (PORT=… for another port)
	@$(BIN)/python -m footprint.load
	FORWARDED_ALLOW_IPS= $(BIN)/streamlit run app.py --server.port $(PORT) --browser.serverAddress localhost --server.showEmailPrompt false

class: .venv/run ## the same for a full class: a process for each core behind nginx (PORT=…, PROCESSES=…)
	@$(BIN)/python -m footprint.load
	@$(BIN)/python deploy/serve.py $(PORT) $(PROCESSES)

static: .venv/dev ## write every page as plain files into build/static (FOLDER=… for another folder)
	$(BIN)/python -m edition $(FOLDER)

test: .venv/dev chromium lint ## run every test, style and type check
	@sh deploy/install-nginx.sh
	$(BIN)/python -m data.build --check
	$(BIN)/python -m pytest -n 2 --ignore tests/browser
	$(BIN)/python -m pytest -n 2 tests/browser

new-page: .venv/run ## begin a page: its module, its file, its texts and a row wherever pages are listed (NAME=water)
	@$(BIN)/python deploy/new_page.py $(NAME)

hostile: .venv/dev ## ten thousand random and hostile addresses, and as many sequences of moves (HOSTILE=… for another number)
	HOSTILE=$(HOSTILE) $(BIN)/python -m pytest -n 2 tests/pages/test_hostile.py

node_modules/.package-lock.json: .venv/dev package-lock.json
	NODE_USE_SYSTEM_CA=1 $(BIN)/npm ci --silent
	@touch $@

lint: .venv/dev node_modules/.package-lock.json ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/node node_modules/eslint/bin/eslint.js --max-warnings 0 .

lines: .venv/run ## count the program's logical lines by package, and those of an earlier revision
	@$(BIN)/python -m tests.lines

data: .venv/dev ## rebuild data/*.parquet from data/tables/*.csv
	$(BIN)/python -m data.build

backtest: .venv/run ## print how right the estimates are on published runs, and how right other methods
	$(BIN)/python -m footprint.backtest

bench: .venv/dev chromium ## measure how fast it is on this machine, into build/bench.json (BENCH=--quick for two minutes)
	$(BIN)/python -m bench $(BENCH)

screenshots: .venv/dev chromium ## every page, language, theme and width into screenshots/
	SCREENSHOTS=screenshots $(BIN)/python -m pytest -q tests/browser -k every_page

lock: ## after a change of requirements*.txt: pin every file by its hash, list licences, describe what is shipped
	@sh deploy/lock.sh $(PYTHON)

audit: ## known faults in every locked package, asked of PyPI: needs the internet
	@sh deploy/audit.sh $(PYTHON)

chromium: ## find Chromium, or install it with apt
	@sh tests/browser/chromium.sh

clean: ## remove the virtual environment and caches
	rm -rf .venv node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis screenshots
