# make run      installs what is missing, builds, serves invented data on https://127.0.0.1:8443/ until Ctrl-C
#               PORT=9443  LISTEN=0.0.0.0 (phones in the same network)  DATA=folder (kept)  RELEASE=1
# make watch    as `make run`, built and started anew at every change of a source or a page; q or Ctrl-C ends it
# make build    the program alone, in .build/debug; `make release` in .build/release
# make lint     format, import rule, sizes, browser floor, text tables
# make test     lint, unit and integration tests, tests in real browsers
# make e2e      the tests of the program and in real browsers alone; ONLY='words' picks some by name
# make soak     a million random histories of the wall (make test plays 20,000), then talks over real sockets for MINUTES=60
# make fuzz     every decoder under libFuzzer for T=20 seconds each; ONLY='words' picks some (docs/reliability.md)
# make sanitize the simulator and the Swift tests under the address and the thread sanitizer; ONLY='thread tests' picks some
# make crash    N=50: the program under load, killed so many times (docs/reliability.md)
# make simulate  histories of the whole server on a virtual clock: SEEDS=1000000 of them from seed FIRST=0 on (make test plays 2,000)
# make simulate-faults  proves that net: puts mended faults back, one at a time, and tells when each is caught; ONLY='words' picks some
# make bench    measures against plain C and Debian's nextcloud-spreed-signaling (docs/performance.md); alone on
#               the machine.  ONLY=a,g (scenarios by letter)  CHECK=1 (fails unless every target holds)  JSON=file
#               SHORT=1 (to try the bench itself)

SHELL := /bin/bash
.DEFAULT_GOAL := build
.PHONY: run watch build release lint test e2e soak soak-build fuzz fuzz-build sanitize simulate simulate-faults crash bench clean install-run install-watch install-test install-bench

PORT ?= 8443
LISTEN ?= 127.0.0.1
DATA ?=
RELEASE ?=
ONLY ?=
CONFIGURATION := $(if $(RELEASE),release,debug)
export PORT LISTEN DATA ONLY

run: install-run
	@swift build -c $(CONFIGURATION) --product trialogue
	@TRIALOGUE=$(CURDIR)/.build/$(CONFIGURATION)/trialogue exec .ci/demo

watch: install-watch
	@exec .ci/watch

build: install-run
	swift build --product trialogue

release: install-run
	swift build -c release --product trialogue

lint: install-test
	@.ci/lint/all

test: install-test
	@.ci/test

e2e: install-test
	@swift build --product trialogue
	@.ci/test $(if $(ONLY),picked,program pages calls)

# A million random histories of the wall, optimised; SEEDS=1000 for fewer. About seven minutes on one core. Then talks over
# real sockets of the program for MINUTES.
SEEDS ?= 1000000
MINUTES ?= 60
soak: install-test soak-build
	.build/soak/release/wall-soak $(SEEDS)
	swift build -c release --product trialogue
	TRIALOGUE=$(CURDIR)/.build/release/trialogue .venv/bin/python Tests/Browser/soak.py $(MINUTES)

# In a folder of its own: it can be built while another build goes on.
soak-build:
	swift build -c release --scratch-path .build/soak --product wall-soak
	swift build -c release --scratch-path .build/soak --product simulate

# Histories of the whole server, optimised, on every core; a broken rule is shrunk and told.
FIRST ?= 0
simulate: install-run soak-build
	.build/soak/release/simulate $(SEEDS) $(FIRST)

# Faults that were mended, put back one at a time in a copy of the source: each build takes some minutes.
simulate-faults: install-run
	.ci/faults $(ONLY)

# A build of its own beside the others: the toolchain's coverage is in all of it. ONLY='signal link' picks targets.
T ?= 20
fuzz: install-run fuzz-build
	@.ci/fuzz $(T) $(ONLY)

fuzz-build:
	@.ci/fuzz build

# The simulator and the Swift tests under the toolchain's sanitizers, each in a build of its own; ONLY='address histories' picks some.
sanitize: install-run
	@.ci/sanitize $(ONLY)

# The program that `make run` builds, under load, killed N times; SEED=2 for others.
N ?= 50
SEED ?= 1
crash: install-test
	swift build --product trialogue
	CRASHES=$(N) SEED=$(SEED) .venv/bin/python -m pytest -q -s -p no:cacheprovider Tests/Browser/test_crash.py

CHECK ?=
JSON ?=
SHORT ?=
bench: install-bench
	swift build -c release --product trialogue
	swift build -c release --product trialogue-bench
	.build/release/trialogue-bench $(if $(ONLY),--only '$(ONLY)') $(if $(CHECK),--check) \
		$(if $(JSON),--json '$(JSON)') $(if $(SHORT),--short)

clean:
	rm -rf .build .venv Tests/Browser/out

install-run:
	@.ci/install run

install-watch:
	@.ci/install watch

install-test:
	@.ci/install test

install-bench:
	@.ci/install bench
