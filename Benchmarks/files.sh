#!/bin/sh
# Three years of half-hours of one PDL (52,560) to each format, five rounds. Target for the workbook: under 1 s and 64 MB,
# confirmed by the disk and read back; FilesBench fails above it. "library" is libxlsxwriter alone. BUILD=0 skips the
# build; SCRATCH names its folder.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rounds=${1:-5}
scratch=${SCRATCH:-.build-release}

[ "${BUILD:-1}" = 0 ] || swift build -c release --scratch-path "$scratch" --product FilesBench >&2
bench=$(swift build -c release --scratch-path "$scratch" --show-bin-path)/FilesBench
for format in xlsx library csv jsonl; do
    for round in $(seq "$rounds"); do "$bench" "$format" "$work"; done
done
