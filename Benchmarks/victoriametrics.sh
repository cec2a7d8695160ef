#!/bin/bash
# One million half-hours to a real VictoriaMetrics: from the SQLite store by `med`'s engine, against curl posting the same
# points ready-made in the same shape.
#
#   Benchmarks/victoriametrics.sh [METERS] [DAYS] [ROUNDS]        defaults: 20 1042 5
#
# Each run has a fresh server on a free port. The engine's time goes from the first claim to the end, read-back included,
# which is more than to the last 2xx; curl's from its start to its end. Counts are compared afterwards, untimed.
# Target: a ratio of 2 or less. BUILD=0 skips the build; SCRATCH names its folder.
set -euo pipefail
cd "$(dirname "$0")"
meters=${1:-20}
days=${2:-1042}
rounds=${3:-5}
scratch=${SCRATCH:-.build-release}
work=$(mktemp -d)
server=
stop() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
    server=
}
cleanup() {
    stop
    rm -rf "$work"
}
trap cleanup EXIT

[ "${BUILD:-1}" = 0 ] || swift build -c release --scratch-path "$scratch" --product VictoriaMetricsBench >&2
bench=$(swift build -c release --scratch-path "$scratch" --show-bin-path)/VictoriaMetricsBench

start() {
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    rm -rf "$work/data"
    victoria-metrics -storageDataPath="$work/data" -httpListenAddr="127.0.0.1:$port" -retentionPeriod=100y \
        -search.latencyOffset=0s -loggerLevel=ERROR > "$work/log" 2>&1 &
    server=$!
    for _ in $(seq 200); do
        curl -sf -o "$work/probe" "http://127.0.0.1:$port/health" && return
        sleep 0.05
    done
    cat "$work/log" >&2
    exit 1
}
count() {
    curl -sf -o "$work/probe" "http://127.0.0.1:$port/internal/force_flush"
    curl -sf "http://127.0.0.1:$port/api/v1/query" --data-urlencode "query=sum(count_over_time($1[100y]))" |
        python3 -c 'import json, sys; print(json.load(sys.stdin)["data"]["result"][0]["value"][1])'
}

"$bench" make "$work/filled.sqlite" "$meters" "$days" >&2
"$bench" lines "$work/filled.sqlite" "$work/lines.json"
# As many lines per request as the exporter posts: about 4 MiB.
split -C 4m "$work/lines.json" "$work/part-"
gzip -1 -k "$work"/part-*
load='myelectricaldata_consumption_load_watts'
echo "$(du -m "$work/lines.json" | cut -f1) MB of lines" >&2

for _ in $(seq "$rounds"); do
    for shape in plain gzip; do
        start
        header=() suffix=
        [ "$shape" = plain ] || { header=(-H 'Content-Encoding: gzip'); suffix=.gz; }
        requests=()
        for part in "$work"/part-??; do
            [ ${#requests[@]} = 0 ] || requests+=(--next)
            requests+=(-sS -f "${header[@]}" --data-binary "@$part$suffix" "http://127.0.0.1:$port/api/v1/import")
        done
        begin=$(date +%s.%N)
        curl "${requests[@]}"
        end=$(date +%s.%N)
        printf '{"name":"curl %s","seconds":%s,"count":%s}\n' "$shape" "$(python3 -c "print($end - $begin)")" "$(count "$load")"
        stop
    done
    start
    rm -f "$work"/run.sqlite*
    for file in "$work"/filled.sqlite*; do cp "$file" "${file/filled/run}"; done
    "$bench" deliver "$work/run.sqlite" "http://127.0.0.1:$port" > "$work/line"
    found=$(count "$load")
    sed "s/}$/,\"count\":$found}/" "$work/line"
    stop
done | tee "$work/runs"

python3 - "$work/runs" <<'PY'
import collections, json, statistics, sys

runs = collections.defaultdict(list)
for line in open(sys.argv[1]):
    run = json.loads(line)
    runs[run["name"]].append(run)
counts = {int(run["count"]) for values in runs.values() for run in values}
assert len(counts) == 1, f"counts differ: {counts}"
medians = {name: statistics.median(run["seconds"] for run in values) for name, values in runs.items()}
for name, median in medians.items():
    print(f"{name:10} {median:6.2f} s, ratio {medians['med'] / median:.2f}")
print(f"{counts.pop():,} half-hours in each")
PY
