#!/bin/sh
# Re-evaluates ten years of half-hours of one PDL with a new contract and new prices, five rounds. Target: under 1 s in the
# store, where each day is read, derived, hashed and written back; TariffBench fails above it.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rounds=${1:-5}

swift build -c release --scratch-path .build-release --product TariffBench >&2
bench=$(swift build -c release --scratch-path .build-release --show-bin-path)/TariffBench
for round in $(seq "$rounds"); do "$bench" "$work/$round.sqlite"; done
