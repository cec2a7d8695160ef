#!/bin/bash
# Three years of half-hours of one PDL (52,560) to each format, each round in a process of its own. "library" is
# libxlsxwriter alone, without the disk's confirmation and without the check of what was written.
#
#   Benchmarks/files.sh [ROUNDS]        default: 5
#
# Target for the workbook, confirmed by the disk and checked: a median under 1 s, and 64 MB at most in every round; fails
# above it. BUILD=0 skips the build; SCRATCH names its folder.
set -euo pipefail
cd "$(dirname "$0")"
rounds=${1:-5}
scratch=${SCRATCH:-.build-release}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ "${BUILD:-1}" = 0 ] || swift build -c release --scratch-path "$scratch" --product FilesBench >&2
bench=$(swift build -c release --scratch-path "$scratch" --show-bin-path)/FilesBench
for _ in $(seq "$rounds"); do
    for format in xlsx library csv jsonl; do "$bench" "$format" "$work"; done
done | tee "$work/runs"

python3 - "$work/runs" <<'PY'
import collections, json, statistics, sys

runs = collections.defaultdict(list)
for line in open(sys.argv[1]):
    run = json.loads(line)
    runs[run["format"]].append(run)
for name, own in runs.items():
    seconds, cpu, size = (statistics.median(r[key] for r in own) for key in ("seconds", "cpu_seconds", "kilobytes"))
    peak = max(r["peak_rss_mb"] for r in own)
    print(f"{name:8} {own[0]['rows']:,} half-hours in {seconds:.2f} s, {cpu:.2f} s of CPU, {size:,.0f} kB, {peak} MB")
    if name == "xlsx":
        target = seconds < 1 and peak <= 64
print(f"target of xlsx (under 1 s, 64 MB): {'met' if target else 'missed'}")
sys.exit(not target)
PY
