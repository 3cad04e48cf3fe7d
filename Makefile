# make run    load the sample corpus and serve it: pages at /, GraphQL at /graphql, playground at /playground
# make test   all tests
# make        build bin/demarche
# make ci     everything the gate runs; make bench writes the table of measurements, make bench-store, bench-snapshot,
#             bench-questions and bench-soak the parts of it at full size (docs/benchmarks.md)

GO       ?= go
BIN      := bin/demarche
STORE    ?= demarche-store
LISTEN   ?= 127.0.0.1:8080
VERSION  := $(shell git describe --always --dirty 2>/dev/null || echo unknown)
PAGE     := queries/web/static/playground/index.html.gz
PAGE_SRC := $(wildcard queries/web/playground/*.json queries/web/playground/*.mjs queries/web/playground/*.html queries/web/playground/src/*)

.PHONY: build
build: playground
	$(GO) build -trimpath -ldflags '-X main.version=$(VERSION)' -o $(BIN) ./cmd/demarche

.PHONY: run
run: build
	$(BIN) load --store $(STORE) --sample
	$(BIN) serve --store $(STORE) --listen $(LISTEN)

.PHONY: test
test: playground
	$(GO) test ./...

# The playground needs Node; without it the build goes on, and the page says what is missing.
.PHONY: playground
playground:
	@if command -v npm >/dev/null 2>&1; then $(MAKE) --no-print-directory $(PAGE); \
	else echo 'make: no npm found: building without the playground (install Node 20 or later to have it)' >&2; fi

$(PAGE): $(PAGE_SRC)
	cd queries/web/playground && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build >/dev/null

.PHONY: bench bench-store bench-snapshot bench-questions bench-soak
bench:
	.ci/bench
bench-store:
	BENCH_ONLY=^store BENCH_STORE=1000000 DEMARCHE_BENCH=$${DEMARCHE_BENCH:-5000000} .ci/bench
bench-snapshot:
	BENCH_ONLY=^snapshot DEMARCHE_BENCH_LARGE=1 .ci/bench
bench-questions:
	BENCH_ONLY=^questions DEMARCHE_BENCH_LARGE=1 .ci/bench
bench-soak:
	BENCH_ONLY=^soak DEMARCHE_SOAK=$${DEMARCHE_SOAK:-10m} .ci/bench

# Long tests of soundness: every step of every command that writes, killed and starved; ten minutes of clients and loads.
.PHONY: crash
crash:
	DEMARCHE_CRASH=all $(GO) test ./cmd/internal/cli -run 'TestCrashMatrix$$' -v -timeout 2h
	DEMARCHE_CRASH=20 $(GO) test ./cmd/internal/cli -run TestCrashMatrixPostgres -v -timeout 2h

.PHONY: soak
soak:
	DEMARCHE_SOAK=10m $(GO) test ./cmd/internal/cli -run TestSoak -v -timeout 30m
	DEMARCHE_SOAK=3m DEMARCHE_SOAK_STORE=postgres $(GO) test ./cmd/internal/cli -run TestSoak -v -timeout 30m
	DEMARCHE_SOAK=3m CGO_ENABLED=1 $(GO) test -race ./cmd/internal/cli -run TestSoak -v -timeout 30m

.PHONY: ci
ci:
	.ci/run

.PHONY: clean
clean:
	rm -rf bin queries/web/static/playground queries/web/playground/node_modules
