# make run              set everything up in .venv and check a sample
# make run FILE=a.md    … and check a draft of your own
# make serve            set everything up and open the web checker (PORT=8000)
# make load             measure the web checker with many readers (build/load.json)
# make test             set everything up and run the tests
# make lint             formatting, types, import layers
# make bench            measure speed and memory (results in build/bench.json)
# make wheelhouse       a folder to install from without a network (TARGET=windows PYTHON=3.12)
# make lock             renew the lock files after a change of pyproject.toml
FILE ?= corpus/samples/nyugaku-kenshin.md
PORT ?= 8000
TARGET ?= linux
PYTHON ?= 3.11
BIN := .venv/bin

.PHONY: run serve test lint bench load lock wheel wheelhouse schema setup-run setup-dev

setup-run:
	@tools/setup.sh run

setup-dev:
	@tools/setup.sh dev

run: setup-run
	@$(BIN)/check --exit-zero "$(FILE)"

serve: setup-run
	@$(BIN)/check-web --port $(PORT)

test: setup-dev
	$(BIN)/pytest -n auto

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup-dev
	$(BIN)/python tests/bench/run.py

load: setup-dev
	$(BIN)/python tests/web/load.py

schema: setup-dev
	$(BIN)/python tools/rule_schema.py
	$(BIN)/python tools/config_schema.py

wheel: setup-dev
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

wheelhouse: setup-dev
	$(BIN)/python tools/wheelhouse.py $(TARGET) --python $(PYTHON)

LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

lock: setup-dev
	$(LOCK) --all-extras pyproject.toml -o requirements/run.txt
	$(LOCK) -c requirements/run.txt --group pyproject.toml:build -o requirements/build.txt
	$(LOCK) -c requirements/run.txt -c requirements/build.txt --all-extras \
	    --group pyproject.toml:build --group pyproject.toml:dev pyproject.toml -o requirements/dev.txt
