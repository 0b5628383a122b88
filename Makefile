.DEFAULT_GOAL := help
SHELL := /bin/bash
PORT ?= 8501
PYTHON := .venv/bin/python
# As many test processes as there are cores, four at most; each has its own PostgreSQL.
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); echo $$((n > 4 ? 4 : n)))
LOCK := uv pip compile --quiet --no-emit-find-links --no-emit-index-url --universal --python-version 3.11 --generate-hashes --no-strip-extras

.PHONY: help run setup test lint bench fuzz backtest lock clean

help: ## deze lijst
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: ## start het dashboard met het voorbeeldprogramma op 127.0.0.1:8501 (PORT=8502 voor een andere poort)
	@scripts/setup.sh run
	@$(PYTHON) -m budget prepare
	@exec $(PYTHON) -m budget serve --port $(PORT)

setup: ## installeer alles wat de tests nodig hebben, zonder ze te draaien
	@scripts/setup.sh test

lint: setup ## controleer de stijl van de code
	@$(PYTHON) -m ruff check .

test: lint ## controleer de stijl en draai alle tests (ARGS="..." gaat naar pytest)
	@$(PYTHON) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

bench: setup ## meet de snelheid tegen wat er minstens voor nodig is
	@PYTHONPATH=. $(PYTHON) scripts/bench.py $(ARGS)

fuzz: setup ## draai de eigenschappentests lang, met telkens nieuwe gevallen
	@HYPOTHESIS_PROFILE=fuzz $(PYTHON) -m pytest -n $(WORKERS) -m fuzz $(ARGS)

backtest: setup ## toets de prognose op jaren waarop zij niet is gepast
	@$(PYTHON) -m scripts.backtest $(ARGS)

lock: ## leg alle versies opnieuw vast, met hashes (vraagt uv; ARGS=--upgrade voor nieuwere)
	@command -v uv >/dev/null || { echo "Fout: voor 'make lock' is uv nodig." >&2; exit 1; }
	@$(LOCK) $(ARGS) requirements.in -o requirements.txt >/dev/null
	@$(LOCK) $(ARGS) requirements-test.in -o requirements-test.txt >/dev/null
	@! grep -nE '://|--(extra-)?index|--find-links +[^ ]' requirements.txt requirements-test.txt

clean: ## verwijder de omgeving en de tijdelijke bestanden; de gegevens blijven
	@rm -rf .venv .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
