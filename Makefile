# What is done often. .ci/run is what a change has to pass.

.PHONY: build run short test lint fuzz bench screens generate module packages ci

build: ## the program, without cgo
	CGO_ENABLED=0 go build -o quoth ./cmd/quoth

run: ## the bot, with what .env says
	go run ./cmd/quoth

short: ## the tests, in about a minute
	go test -short ./...

test: ## all tests
	go test ./...

lint: ## format, vet, staticcheck
	@loose=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$loose" ] || { echo "not gofmt-clean: $$loose"; exit 1; }
	go vet ./...
	go tool staticcheck ./...

fuzz: ## every fuzz target for FUZZTIME (10s)
	@while read -r package target; do echo "$$package $$target"; go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $${FUZZTIME:-10s} $$package || exit 1; done < .ci/fuzz

bench: ## the store, with BENCH_STORE=FILE a copy of a large one; docs/performance.md has the figures
	go test ./cmd/quoth -run '^$$' -bench Store -benchtime 100x
	go test ./bot -run '^$$' -bench Clients -benchtime 20x
	go test ./knowledge/sqlite ./knowledge/tables -run '^$$' -bench 'Enqueue|Claim' -benchtime 100x

screens: ## the pages in Chromium
	.ci/chromium

generate: ## the description of the interface for programs, and the licences
	go generate ./bot/api ./cmd/quoth/notice

module: ## the module as it is published as MODULE=example.org/name/quoth, and go install of it, tried
	.ci/packages/publish

packages: ## what is released of this commit, in dist; PLATFORMS=linux/amd64,… for some; .ci/packages/try installs it
	cd .ci/packages && go run . $(if $(PLATFORMS),-platforms $(PLATFORMS))

ci: ## all of it; WITHOUT_SHARED=true for who has the repository alone
	.ci/run
