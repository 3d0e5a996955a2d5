# Needs only make and Python 3.11 or newer; everything else goes into .venv.
# A stamp remembers what is installed, so that a second run starts at once.

VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m
PIP := $(RUN) pip install --quiet --disable-pip-version-check
EXAMPLE ?= examples/player-coach.yaml
PYTEST_ARGS ?=
PYTHON ?=
CORPORA ?=
SAMPLE ?=
MODULES ?=
PROFILE ?= long
COVERED := orgfile org rules audit
# Each worker takes tests that stand together, so that what they share is made once. The tests start hundreds of
# processes: what Python compiles for them is kept, whatever the shell says.
TESTS := PYTHONDONTWRITEBYTECODE= $(RUN) pytest -n auto --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help demo test golden reliability lint format coverage compile docs man bench gallery mutation clean

help:  ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

demo: $(VENV)/.installed  ## install salesaudit into .venv and audit an example company
	@$(BIN)/salesaudit check $(EXAMPLE) || test $$? -eq 1
	@printf '\nTry next:\n'
	@printf '  %s\n' '$(BIN)/salesaudit check $(EXAMPLE) --format json' \
		'$(BIN)/salesaudit report $(EXAMPLE) -o report.html' \
		'$(BIN)/salesaudit ask my-company.yaml' \
		'$(BIN)/salesaudit explain LDR002' \
		'$(BIN)/salesaudit init my-company.yaml' \
		'$(BIN)/salesaudit check my-company.yaml'

test: $(VENV)/.dev  ## run the tests; PYTEST_ARGS='tests/texts -x' runs a part
	$(TESTS) $(PYTEST_ARGS)

golden: $(VENV)/.dev  ## write the outputs that tests compare with; read the difference before you keep it
	WRITE_GOLDEN=1 $(RUN) pytest tests/functional/test_planted.py tests/functional/test_examples.py \
		tests/report/test_build.py tests/report/test_markdown.py
	$(RUN) tests.questionnaire.test_respondents

reliability: $(VENV)/.dev  ## run the tests that take long; CORPORA=folder also checks every file in that folder
	HYPOTHESIS_PROFILE=$(PROFILE) CORPORA=$(CORPORA) $(TESTS) -m 'slow or fuzz' $(PYTEST_ARGS)
	HYPOTHESIS_PROFILE=$(PROFILE) $(TESTS) tests/functional/test_properties.py $(PYTEST_ARGS)

lint: $(VENV)/.dev  ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev  ## put the code into its standard layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

coverage: $(VENV)/.dev  ## run the tests and name the lines that none of them reached; fails where a room loses cover
	$(TESTS) --cov --cov-report=term $(PYTEST_ARGS)
	$(RUN) coverage report --precision=1 --fail-under=99.9 --include="$$(printf 'src/salesaudit/%s/*,' $(COVERED))"

compile: $(VENV)/.installed  ## turn the YAML data of the package into the JSON that it reads
	$(RUN) salesaudit.compile_resources

docs: $(VENV)/.installed  ## write the reference in docs and the JSON Schemas in schema from the code
	$(RUN) docs.generate

man: docs  ## write the manual page in man from the code, with the rest of the reference

bench: $(VENV)/.installed  ## compare the speed with other checkers, on this machine
	$(BIN)/python benchmarks/bench.py

gallery: $(VENV)/.dev  ## write the pictures of the reports in docs; needs Chromium, pdftoppm and LibreOffice
	$(BIN)/python tools/gallery.py

mutation: $(VENV)/.dev  ## change the code in thousands of small ways and see whether a test notices; SAMPLE=400 tries some
	$(RUN) tests.mutation $(if $(SAMPLE),--sample $(SAMPLE)) $(MODULES)

clean:  ## remove everything that was built, .venv too
	rm -rf $(VENV) dist build mutants htmlcov .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# python3 may be too old, or come without the module that makes environments: take the first that can do the job.
$(BIN)/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			exec "$$python" -m venv $(VENV); \
		fi; \
	done; \
	echo 'Python 3.11 or newer with its venv module is needed (Debian, Ubuntu: apt-get install python3-venv),' >&2; \
	echo 'or name one: make PYTHON=/path/to/python3' >&2; \
	exit 1

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[ask]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.installed
