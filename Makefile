.DEFAULT_GOAL := help
SHELL := /bin/bash
PORT ?= 8501
PYTHON := .venv/bin/python
# Python keeps what it compiled, whatever the environment says: else each of many processes compiles all modules again.
unexport PYTHONDONTWRITEBYTECODE
# As many test processes as there are cores, four at most.
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); echo $$((n > 4 ? 4 : n)))
# The slow tests use one more: a browser or a server is often waited for, but each process reads all tests anew.
# Lines and branches that the fast tests alone must run, in per cent; a choice of them (ARGS) is not held to it.
# Backups, whole documents and several programmes are left to the slow ones.
COVERED := 70
LOCK := uv pip compile --quiet --no-emit-find-links --no-emit-index-url --universal --python-version 3.11 --generate-hashes --no-strip-extras

.PHONY: help run setup lint test test-fast test-scale growth queries country bench long fuzz faults real backtest lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: ## serve the example programme on 127.0.0.1:8501 (PORT=8502 for another port)
	@scripts/setup.sh run
	@$(PYTHON) -m budget prepare
	@exec $(PYTHON) -m budget serve --port $(PORT)

setup: ## install what the tests need, without running them
	@scripts/setup.sh test

lint: setup ## ruff and mypy
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy

test: setup ## ruff, mypy, then all tests (ARGS="..." goes to pytest)
	@$(PYTHON) -m ruff check .
ifdef ARGS
	@$(PYTHON) -m mypy
	@$(PYTHON) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)
else
	@# mypy takes one core for a minute: it runs beside the fast tests, and what it says stands below them.
	@said=$$(mktemp); $(PYTHON) -m mypy >$$said 2>&1 & typed=$$!; \
	$(PYTHON) -m pytest -n $(WORKERS) --dist loadfile -m "not slow and not real" --cov --cov-report= --cov-fail-under=$(COVERED); tested=$$?; \
	wait $$typed; typed=$$?; cat $$said; rm -f $$said; exit $$((tested ? tested : typed))
	@$(PYTHON) -m pytest -n $$(($(WORKERS) + 1)) --dist loadfile --no-loadscope-reorder -m "slow and not long"
endif

test-fast: setup ## ruff, then the tests to run while you work: nothing slow
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m pytest -n $(WORKERS) --dist loadfile -m "not slow and not real" $(ARGS)

bench: setup ## measure the speed against peers (ARGS=quick for the small sizes)
	@scripts/setup.sh peers
	@PYTHONPATH=. $(PYTHON) scripts/bench.py $(ARGS)

long: setup ## run whole what `make test` runs a choice of
	@$(PYTHON) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m long $(ARGS)

fuzz: setup ## run the property tests at length, with new cases every time
	@HYPOTHESIS_PROFILE=fuzz $(PYTHON) -m pytest -n $(WORKERS) -m fuzz $(ARGS)

faults: setup ## kill, damage and race at length (FAULT_ROUNDS=1000 for more)
	@FAULT_ROUNDS=$${FAULT_ROUNDS:-100} $(PYTHON) -m pytest -n $(WORKERS) tests/faults tests/store/test_faults.py $(ARGS)

test-scale: setup ## the roll-ups on DuckDB and on Spark with two workers: equal to the cent (needs Java 17)
	@scripts/setup.sh spark || { echo "make test-scale: nothing was tested on Spark." >&2; exit 1; }
	@SPARK_LOCAL_IP=127.0.0.1 PYTHONPATH=.:.spark $(PYTHON) -m pytest scale $(ARGS)

growth: setup ## roll-ups of 10^6 to 10^8 made rows on both engines: seconds, memory, bytes (ARGS="1e6")
	@scripts/setup.sh spark
	@PYTHONPATH=.:.spark $(PYTHON) -m scripts.measure_growth $(or $(ARGS),1e6 1e7 1e8)

queries: setup ## run tests and search every query of the program for its programme (ARGS="tests/api")
	@$(PYTHON) -m pytest -n $(WORKERS) --dist loadfile -p tests.query_run $(or $(ARGS),-m "not real")

country: setup ## make the fictional country of 20 areas in data/land (page Landelijk)
	@PYTHONPATH=. $(PYTHON) -m scripts.make_country $(ARGS)

real: setup ## test on the real public data beside the project (../shared/data)
	@$(PYTHON) -m pytest -n $(WORKERS) --dist loadfile -m real $(ARGS)

backtest: setup ## test the forecast on years it was not fitted to
	@$(PYTHON) -m scripts.backtest $(ARGS)

lock: ## pin all versions again, with hashes (needs uv; ARGS=--upgrade for newer ones)
	@command -v uv >/dev/null || { echo "make lock needs uv." >&2; exit 1; }
	@$(LOCK) $(ARGS) requirements.in -o requirements.txt >/dev/null
	@$(LOCK) $(ARGS) requirements-test.in -o requirements-test.txt >/dev/null
	@$(LOCK) $(ARGS) requirements-scale.in -o requirements-scale.txt >/dev/null
	@$(LOCK) $(ARGS) requirements-bench.in -o requirements-bench.txt >/dev/null
	@! grep -nE '://|--(extra-)?index|--find-links +[^ ]' requirements.txt requirements-test.txt requirements-scale.txt requirements-bench.txt

clean: ## remove the environment and temporary files; the data stay
	@rm -rf .venv .spark .peers .peers.tried .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage .coverage.* htmlcov
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
