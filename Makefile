.PHONY: help run test test-home-assistant lint proof check-data bench clean

help: ## What can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 20

run: ## A demo household at work: portal files, a store, a broker
	@Scripts/run

test: ## Build, run every test, measure what an importer pays
	@Scripts/test

test-home-assistant: ## Against a real one: make test-home-assistant VERSION=2024.3|2026.2|2026.11
	@Scripts/test-home-assistant '$(VERSION)'

lint: ## Check the format of the code
	@Scripts/lint

proof: ## The long proofs: kills, power cuts, millions of operations
	@Scripts/proof

check-data: ## Read real portal files and compare: make check-data MED_DATA=folder
	@test -d "$(MED_DATA)" || { echo 'Say where the files are: make check-data MED_DATA=folder' >&2; exit 2; }
	@MED_ONLY=CheckDataTests MED_DATA='$(abspath $(MED_DATA))' swift test --scratch-path .build-check-data --filter CheckDataTests

bench: ## Run the benchmarks
	@Scripts/bench

clean: ## Remove what was built
	@rm -rf .build .build-check-data .build-home-assistant/swift Benchmarks/.build* Fuzzing/.build* Tests/Consumer/.build*
