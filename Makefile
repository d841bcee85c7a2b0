# `make` alone lists what there is. Everything runs in .venv, which is set up when it is missing or out of date.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
# `make test TESTS=name` runs the tests whose name matches; `make test COVERAGE=1` also measures and gates.
TESTS ?=
COVERAGE ?=
WORKERS ?= auto
# `make mutants ONLY=periods,kinds`
ONLY ?=
# `make fuzz MINUTES=60`
MINUTES ?= 10
# `make laws TIMES=40`
TIMES ?= 20

.venv/ready: requirements/dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch .venv/ready

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

demo: .venv/ready ## set up, and run the main job on a sample
	@$(BIN)/cwd-audit check sample_data/bromley-liquidlogic.xlsx --as-of 2026-10-31 --format table --output /dev/stdout --fail-on never

test: .venv/ready ## set up, and run the tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(if $(COVERAGE),--cov --cov-report=term,) $(if $(TESTS),-k '$(TESTS)',)

lint: types style ## style, types, layers, and pages that show what the commands print and the rules say

types: .venv/ready
	$(BIN)/mypy

style: .venv/ready
	$(BIN)/ruff format --check src tests bench tools
	$(BIN)/ruff check src tests bench tools
	$(BIN)/lint-imports
	$(BIN)/python tools/write_readme.py --check
	$(BIN)/python tools/write_rule_kinds.py --check
	$(BIN)/python tools/write_indicators.py --check
	$(BIN)/python tools/write_laws.py --check

wheel: .venv/ready ## build the wheel, install it alone in an empty environment, run it on a sample
	sh tools/try-wheel.sh $(PYTHON)

check: .venv/ready ## everything the gate runs: lint and the wheel alone side by side, tests with branch coverage
	$(MAKE) --jobs=2 types style wheel
	$(MAKE) test COVERAGE=1

samples: .venv/ready ## write sample_data anew
	$(BIN)/python -m cwd_audit.sampling
	$(BIN)/python tools/write_every_rule_samples.py

schemas: .venv/ready ## write the generated schemas and layouts anew
	$(BIN)/python -m cwd_audit.reporting.schema
	$(BIN)/python -m cwd_audit.policies.schema
	$(BIN)/python -m cwd_audit.sampling.plain_layout

golden: .venv/ready ## write the expected reports anew, so that a change shows in the diff
	CWD_AUDIT_GOLDEN=1 $(BIN)/python -m pytest -q tests/unit/reporting

errors: .venv/ready ## write the catalogue of messages anew
	CWD_AUDIT_GOLDEN=1 $(BIN)/python -m pytest -q tests/errors

readme: .venv/ready ## write the generated pages of docs and the generated parts of README.md and docs/trust.md anew
	$(BIN)/python tools/write_readme.py
	$(BIN)/python tools/write_rule_kinds.py
	$(BIN)/python tools/write_indicators.py
	$(BIN)/python tools/write_laws.py

screenshots: .venv/ready ## take the pictures of docs/images anew; look at each of them
	$(BIN)/python tools/take_screenshots.py

bench: .venv/ready ## time a check against the reference programs, as ratios of one run
	sh bench/run.sh

fuzz: .venv/ready ## feed the readers damaged files for MINUTES, and say what became of them
	nice -n 19 $(BIN)/python tools/fuzz_readers.py --minutes $(MINUTES)

oracle: .venv/ready ## compare a million dates and a hundred thousand caseloads with what knows nothing of the engine
	nice -n 19 $(BIN)/python tools/oracle/run.py

laws: .venv/ready ## try the laws of tests/property on TIMES as many examples as the gate does
	CWD_AUDIT_LAWS=$(TIMES) nice -n 19 $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal tests/property tests/unit/engine/test_month_ends.py

mutants: .venv/ready ## change what reckons, place by place, and say which change no test notices (some hours)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/mutants.lock
	nice -n 19 $(BIN)/python tools/mutants/run.py $(if $(ONLY),--only $(ONLY),)

release: .venv/ready ## build the wheel twice, write its bill of materials and hashes, and look for known vulnerabilities
	sh tools/release.sh $(PYTHON)

lock: .venv/ready ## resolve the dependencies anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml -o requirements/run.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml --group dev -o requirements/dev.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml --group release -o requirements/release.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml --group mutants \
		--constraint requirements/dev.lock -o requirements/mutants.lock

clean: ## remove what was made
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: help demo test lint types style wheel check samples schemas golden errors readme screenshots bench fuzz oracle laws mutants release lock clean
