# The recipes of the project. `make` lists them; continuous integration calls the same ones.
.DEFAULT_GOAL := help
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
SHELL := bash

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What the installed module is built from.
SOURCES := Cargo.toml Cargo.lock pyproject.toml \
	$(shell find crates -type f \( -name '*.rs' -o -name '*.toml' -o -path '*/data/*' -o -path '*/templates/*' \) 2>/dev/null)

# Prints what an extra of pyproject.toml asks for, one requirement a line.
extra = $(BIN)/python -c 'import re, pathlib; text = pathlib.Path("pyproject.toml").read_text(encoding="utf-8"); print("\n".join(re.findall(r"^    \"(.+)\",$$", text.split("\n$(1) = [")[1].split("\n]")[0], re.M)))'

# The parts of the crate that may be asked for one by one.
FEATURES := tables write report html csv parquet archive
# Seconds for each fuzz target.
FUZZ_TIME ?= 120

.PHONY: help setup build demo test test-rust test-python lint stubs bench bench-peers fuzz deny docs score format gazetteer dictionary checksums clean

help: ## List the recipes.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/ready ## Make the virtual environment with everything needed to build and test.

# The tools stand in pyproject.toml, so a change there brings the environment up to date.
$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(call extra,dev) > $(VENV)/requirements.txt
	$(BIN)/python -m pip install --quiet -r $(VENV)/requirements.txt
	touch $@

build: $(VENV)/built ## Build the module with optimisation and install it into the environment.

$(VENV)/built: $(VENV)/ready $(SOURCES)
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/maturin develop --release --quiet
	touch $@

demo: build ## Read the sample pages, print their tables, write demo/tables and demo/report.html.
	$(BIN)/python tests/demo.py

test: lint test-rust test-python stubs ## Run every test and check.

test-rust: ## Run the Rust tests and the examples in the documentation.
	cargo test --quiet --package baokan --all-features
	cargo test --quiet --package baokan-py --lib

test-python: build ## Run the Python tests: tables, runs, bad input, command line, doctests, score.
	$(BIN)/python -m pytest

lint: setup ## Check the style of Rust and Python.
	cargo fmt --all --check
	cargo clippy --quiet --workspace --all-targets --all-features -- -D warnings
	for features in "" $(FEATURES); do
		cargo clippy --quiet --package baokan --features "$$features" -- -D warnings
	done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

stubs: build ## Check types and that the stubs say what the module has.
	$(BIN)/mypy
	$(BIN)/python -m mypy.stubtest baokan

bench: ## Measure the speed of each stage and of the whole.
	cargo bench --package baokan --all-features

bench-peers: build ## Measure a chain of Python tools on the same text; fetches them from PyPI into their own environment.
	$(PYTHON) -m venv $(VENV)-peers
	$(VENV)-peers/bin/python -m pip install --quiet jieba jionlp cpca setuptools
	PYTHONPATH=python $(VENV)-peers/bin/python -W ignore tests/bench_peers.py

fuzz: ## Feed every fuzz target with made-up input for FUZZ_TIME seconds; takes cargo-fuzz.
	command -v cargo-fuzz > /dev/null || cargo install --locked cargo-fuzz
	for target in fuzz/fuzz_targets/*.rs; do
		target=$$(basename "$$target" .rs)
		mkdir -p "fuzz/found/$$target"
		RUSTC_BOOTSTRAP=1 cargo fuzz run --sanitizer none "$$target" "fuzz/found/$$target" "fuzz/corpus/$$target" -- \
			-max_total_time=$(FUZZ_TIME) -timeout=10 -rss_limit_mb=2048 -max_len=4096
	done

deny: ## Check the licences and sources of every dependency, and that each is used; takes cargo-deny and cargo-machete.
	command -v cargo-deny > /dev/null || cargo install --locked cargo-deny
	command -v cargo-machete > /dev/null || cargo install --locked cargo-machete
	cargo deny check licenses bans sources
	cargo machete

docs: build ## Build the Rust documentation and the site, in target/site; a broken link is an error.
	RUSTDOCFLAGS="-D warnings" cargo doc --package baokan --all-features --no-deps
	$(call extra,docs) > $(VENV)/docs.txt
	$(BIN)/python -m pip install --quiet -r $(VENV)/docs.txt
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict
	cp -r "$${CARGO_TARGET_DIR:-target}/doc" target/site/rust

score: build ## Score the tables against annotated pages in ../shared, where they are.
	for set in seed county real layout; do
		echo "== $$set"
		$(BIN)/python ../shared/spec/score.py ../shared/pages/$$set
	done

format: setup ## Bring Rust and Python into the project's style.
	cargo fmt --all
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove what was built.
	rm -rf $(VENV) target demo dist

gazetteer: ## Fetch the list of divisions and pack it; the bytes are those of the repository.
	cargo run --quiet --release -p baokan-gazetteer -- crates/baokan/data/gazetteer.bin

dictionary: ## Pack jieba's dictionary, models and our lexicon; the bytes are those of the repository.
	cargo run --quiet --release -p baokan-dictionary -- crates/baokan/data/lexicon.tsv crates/baokan/data/dictionary.bin

checksums: ## Record the sums of the data files, which a test compares.
	find crates/baokan/data -type f ! -name README.md | LC_ALL=C sort | xargs sha256sum > tests/data.sha256
