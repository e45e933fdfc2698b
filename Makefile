# The commands of the house. `make help` lists them; every one does its own set-up.
.DEFAULT_GOAL := help
.PHONY: help env run test check prove coverage bench lock clean

BIN := .venv/bin
SETS := uv run dev bench scale semantic
NAME ?= pages
ARGS ?=
export PYTHON
# What Python compiles is kept beside the packages, also where the surroundings forbid it.
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/bytecode
export PYTHONDONTWRITEBYTECODE :=

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

env: ## install what running, testing and benchmarks need
	@sh house/setup.sh run dev bench

run: ## prepare everything and serve Ikkan on this machine
	@sh house/setup.sh run
	@IKKAN_DATABASE_URL= $(BIN)/ikkan demo "$${IKKAN_HOME:-var}" --size 300 --if-empty
	@IKKAN_DATABASE_URL= exec $(BIN)/ikkan serve $(ARGS)

test: env ## prepare everything and run every test (ARGS go to pytest)
	@$(BIN)/python -m house.suite $(ARGS)

check: env ## static checks: format, lint, types, layers, sizes, packs, licences, dead code
	@$(BIN)/python -m house.check $(ARGS)

prove: env ## run the long proofs and write dated results to docs/proof.md
	@$(BIN)/python -m house.prove $(ARGS)

coverage: env ## compute docs/coverage.csv from the last full test run
	@$(BIN)/python -m house.coverage $(ARGS)

bench: env ## run one benchmark: make bench NAME=pages ARGS=--quick
	@$(BIN)/python -m bench $(NAME) $(ARGS)

lock: env ## resolve requirements/*.in anew into hashed locks
	@for set in $(SETS); do echo "locking $$set"; \
	  $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --upgrade \
	    --no-emit-index-url --no-emit-find-links --no-header \
	    requirements/$$set.in -o requirements/$$set.txt || exit 1; done

clean: ## remove what was built; the data in var/ is kept
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	@rm -f var/test-*.json var/junit-*.xml
	@find ikkan house tests bench prove packs -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
	@find ikkan -name '*.mo' -delete
