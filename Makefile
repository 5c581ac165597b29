# make demo   the example page, from text to statements, graph, Turtle and GEXF
# make test   linters, types, import layers and all tests
# make lint   the first three of them
# make bench  speed of the walk
# make docs   writes the generated pages and the outputs on pages anew
# make site   the documentation as pages, in site/

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
DEMO := demo

.PHONY: demo test lint bench docs site clean

# Both stamps go with pyproject.toml: what it names is installed anew when it changes.
$(VENV)/.installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer found; name one with PYTHON=..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing diplomatic-kg into $(VENV) ..." >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "installing what tests need into $(VENV) ..." >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(VENV)/.installed
	@rm -rf $(DEMO)
	@$(BIN)/kg build examples/articles --store $(DEMO)/graph
	@printf '\nWhat examples/articles says, in English:\n\n'
	@$(BIN)/kg extract examples/articles --format statements 2>/dev/null
	@printf '\nThe same in Arabic:\n\n'
	@$(BIN)/kg extract examples/articles --format statements --lang ar 2>/dev/null
	@printf '\nAsked in SPARQL (kg query --store $(DEMO)/graph amended): which agreements were amended, and when signed?\n'
	@$(BIN)/kg query --store $(DEMO)/graph amended
	@$(BIN)/kg export --store $(DEMO)/graph -o $(DEMO)/graph.ttl 2>/dev/null
	@$(BIN)/kg export --store $(DEMO)/graph -o $(DEMO)/network.gexf 2>/dev/null
	@printf 'Written:\n  %s  the store: ask it with kg query --store %s NAME (kg query --list)\n' $(DEMO)/graph $(DEMO)/graph
	@printf '  %s  the graph as Turtle\n  %s  the network of actors, for Gephi\n' $(DEMO)/graph.ttl $(DEMO)/network.gexf

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports

test: lint
	$(BIN)/pytest -n 2

bench: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/walk.py

docs: $(VENV)/.installed-dev
	$(BIN)/python tools/generate_command_docs.py
	$(BIN)/python tools/generate_question_docs.py
	$(BIN)/python tools/generate_reference_docs.py
	$(BIN)/python tools/run_pages.py

site: $(VENV)/.installed-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

clean:
	rm -rf $(DEMO) $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache tests/exports/node/node_modules
