# Two commands, nothing before them: `make run` and `make test`.
# `make help` lists the rest. PYTHON=… names an interpreter, SIZE=full makes the tests large.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
SIZE ?= small
# one more than the cores that these tests are meant for: some wait for a server, a browser or another process
WORKERS ?= 3
PYTHON ?=
UPGRADE ?=
PORT ?=

# Every test that may touch a record runs twice: with its record in a file, and on PostgreSQL. The second time these are left out:
# what knows no record, `machine`, which runs on both by itself, and tests marked `sqlite`, which are about a file or run on
# both. What is generated is generated at the small size then; `tests/fire` goes on at the size asked for.
ON_POSTGRESQL := KLAUSEL_TEST_DATABASE=postgresql
NOT_AGAIN := benchmarks books compiling deciding machine policies policy proof readme setup vocabulary wording \
	$(addprefix cli/,test_decide.py test_decide_errors.py test_policy_check.py test_policy_show_and_list.py)
# Pages and commands ask the record what the use cases ask it, and what is admitted is decided before it is recorded: they follow at the
# full size.
ifneq ($(SIZE),full)
NOT_AGAIN += admission cli dashboard
endif
ONCE_MORE := $(addprefix --ignore=tests/,$(NOT_AGAIN))
PYTEST := $(BIN)/python -m pytest
PARALLEL := -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m 'not serial'

# The parts of the tests (PART=…), each under half an hour at the full size; without PART all of them.
PARTS := rules records doors machine fire setup measured postgresql
PART ?=
ifneq ($(PART),)
ifeq ($(filter $(PART),$(PARTS)),)
$(error klausel: PART=$(PART) is none; there are: $(PARTS))
endif
endif
in = $(if $(PART),$(filter $(1),$(PART)),yes)
FOLDERS_OF_rules := admission books compiling conformance deciding policies policy proof properties vocabulary wording
FOLDERS_OF_records := demo store use_cases
FOLDERS_OF_doors := cli dashboard readme
QUICK := books compiling deciding policy vocabulary wording

.DEFAULT_GOAL := help
.PHONY: help run test quick check bench pictures lock clean venv browser postgresql FORCE

# Sets $py: python3 where it fits, else the newest that does. Each is executed, since a version manager's shims exist for
# Pythons that are not there; what such a manager holds is looked at last.
define FIND_PYTHON
fits() { "$$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' </dev/null >/dev/null 2>&1; }; \
py=''; \
if [ -n "$(PYTHON)" ]; then \
	if fits "$(PYTHON)"; then py="$(PYTHON)"; else echo "klausel: PYTHON=$(PYTHON) is not a Python 3.11, 3.12 or 3.13 that runs; name one that is" >&2; exit 1; fi; \
else \
	managed="$${PYENV_ROOT:-$$HOME/.pyenv}/versions"; \
	for name in python3 python3.13 python3.12 python3.11 "$$managed"/3.13*/bin/python3 "$$managed"/3.12*/bin/python3 "$$managed"/3.11*/bin/python3; do \
		if fits "$$name"; then py="$$name"; break; fi; \
	done; \
	if [ -z "$$py" ]; then echo "klausel: no Python 3.11, 3.12 or 3.13 found; install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; fi; \
fi
endef

# Sets $compiler, and stops in one line where something is missing that building durable-rules (source only) needs.
define NEED_A_COMPILER
compiler=''; \
for name in $${CC:-cc gcc clang}; do \
	case "$$name" in -*) ;; *) if command -v "$$name" >/dev/null 2>&1; then compiler="$${CC:-$$name}"; break; fi;; esac; \
done; \
if [ -z "$$compiler" ]; then echo "klausel: no C compiler found, and durable-rules is built from source; install one (Debian: apt-get install gcc libc6-dev)" >&2; exit 1; fi; \
if ! "$$py" -c 'import venv, ensurepip' >/dev/null 2>&1; then echo "klausel: $$py has no venv module; install it (Debian: apt-get install python3-venv)" >&2; exit 1; fi; \
if ! "$$py" -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))'; then \
	echo "klausel: $$py has no C headers (Python.h), and durable-rules is built from source; install them (Debian: apt-get install python3-dev)" >&2; exit 1; \
fi
endef

help:
	@echo 'make run     build .venv, make the demo record if there is none, serve the dashboard on loopback (PORT=8502: on another port)'
	@echo 'make test    build .venv, then linters, types, floors and every kind of test (SIZE=full: the large sizes)'
	@echo '             PART=… one part: $(PARTS)'
	@echo 'make quick   linters, types, floors and the tests of pure code, in under a minute'
	@echo 'make check   linters, types and floors only'
	@echo 'make bench   the measurements, printed'
	@echo 'make pictures  the documents'\'' pictures of the dashboard, taken again'
	@echo 'make lock    remake requirements.lock and build.lock (UPGRADE=--upgrade: newest versions)'
	@echo 'make clean   remove what was built; records stay'

run: $(VENV)/.built
	@exec $(BIN)/klausel run$(if $(PORT), --port $(PORT))

test: check browser postgresql
ifeq ($(PART),)
	@SIZE=$(SIZE) $(PYTEST) $(PARALLEL) </dev/null
else ifneq ($(FOLDERS_OF_$(PART)),)
	@SIZE=$(SIZE) $(PYTEST) $(PARALLEL) $(addprefix tests/,$(FOLDERS_OF_$(PART))) </dev/null
else ifneq ($(filter machine fire setup,$(PART)),)
	@SIZE=$(SIZE) $(PYTEST) $(PARALLEL) tests/$(PART) </dev/null
endif
ifneq ($(call in,measured),)
	@SIZE=$(SIZE) $(PYTEST) -m serial -s </dev/null
endif
ifneq ($(call in,postgresql),)
	@SIZE=small $(ON_POSTGRESQL) $(PYTEST) $(PARALLEL) $(ONCE_MORE) </dev/null
endif
ifeq ($(SIZE),full)
ifneq ($(call in,fire),)
	@SIZE=full $(ON_POSTGRESQL) $(PYTEST) $(PARALLEL) tests/fire </dev/null
endif
endif

# What a change is tried with while it is made: no record, no page, no process but durable-rules.
quick: check
	@SIZE=small $(PYTEST) -q $(PARALLEL) $(addprefix tests/,$(QUICK)) </dev/null

check: $(VENV)/.built
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.built
	@SIZE=$(SIZE) $(BIN)/python -m pytest -m bench -s </dev/null

# Of the dashboard's pages, as they are now: `pictures/`.
pictures: $(VENV)/.built browser
	@$(BIN)/python -m tests.readme.pictures </dev/null

venv: $(VENV)/.built

# Built once. `.locked` says from which locks, by which Python and in which folder the libraries were put in, `.built` of
# which project file besides; both are written last, so that a build which was interrupted starts anew.
$(VENV)/.built: FORCE
	@set -eu; $(FIND_PYTHON); \
	unset PYTHONPATH PYTHONHOME; \
	locked="$$({ "$$py" -c 'import sys; print(sys.version, sys.base_prefix)'; pwd; cat build.lock requirements.lock; } | cksum)"; \
	project="$$locked $$(cksum < pyproject.toml)"; \
	if [ "$$(cat $(VENV)/.locked 2>/dev/null)" != "$$locked" ] || ! $(BIN)/python -c '' >/dev/null 2>&1; then \
		$(NEED_A_COMPILER); \
		echo "building $(VENV) with $$("$$py" --version) (a minute or two)"; \
		rm -rf $(VENV); \
		"$$py" -m venv $(VENV); \
		sh .ci/install $(BIN)/python "$$compiler"; \
		echo "$$locked" > $(VENV)/.locked; \
	fi; \
	if [ "$$(cat $@ 2>/dev/null)" != "$$project" ]; then \
		PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check --no-deps --no-build-isolation -e . </dev/null; \
		echo "$$project" > $@; \
	fi

# Chromium for the journeys through the dashboard: the one that is there, else Debian's package where that may be installed.
browser:
	@set -eu; \
	there() { for name in "$${KLAUSEL_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do \
		if [ -n "$$name" ] && command -v "$$name" >/dev/null 2>&1; then return 0; fi; done; return 1; }; \
	if there; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "installing Debian's package chromium, which the tests of the dashboard drive"; \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get -o DPkg::Lock::Timeout=120 update -qq </dev/null >/dev/null || true; \
		apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends chromium fonts-liberation </dev/null >/dev/null || true; \
	fi; \
	if ! there; then echo "klausel: make test needs Chromium; install it (Debian: apt-get install chromium), or name its command: KLAUSEL_CHROMIUM=…" >&2; exit 1; fi

# PostgreSQL's programs, of which the tests start a server of their own: those that are there, else Debian's package (the cluster
# that it makes is not used, and may be stopped).
postgresql:
	@set -eu; \
	there() { for folder in $$(echo "$$PATH" | tr : ' ') /usr/lib/postgresql/*/bin; do \
		if [ -x "$$folder/initdb" ] && [ -x "$$folder/pg_ctl" ]; then \
			case "$$("$$folder/pg_ctl" --version)" in *' '1[5-9]*|*' '[2-9][0-9]*) return 0;; esac; \
		fi; done; return 1; }; \
	if there; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "installing Debian's package postgresql, of which the tests start a server"; \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get -o DPkg::Lock::Timeout=120 update -qq </dev/null >/dev/null || true; \
		apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends postgresql </dev/null >/dev/null || true; \
	fi; \
	if ! there; then echo "klausel: make test needs PostgreSQL 15 or newer; install it (Debian: apt-get install postgresql)" >&2; exit 1; fi

# uv only resolves here; it is no part of what is installed. What a mirror is called stays out of the files.
lock:
	@set -eu; $(FIND_PYTHON); \
	if [ ! -x .venvs/lock/bin/uv ]; then "$$py" -m venv .venvs/lock; .venvs/lock/bin/python -m pip install --quiet --disable-pip-version-check uv; fi; \
	resolve() { .venvs/lock/bin/uv pip compile --quiet --no-config --system-certs --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(UPGRADE) "$$@" >/dev/null; }; \
	resolve --extra test -o requirements.lock pyproject.toml; \
	printf 'pip\nsetuptools\nwheel\n' | resolve -o build.lock -

clean:
	rm -rf $(VENV) .venvs build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find engine dashboard demo tests -name __pycache__ -type d -prune -exec rm -rf {} +
