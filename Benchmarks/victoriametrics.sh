#!/bin/bash
# One million half-hours to a real VictoriaMetrics: from the SQLite store by `med`'s engine, against curl posting the same
# points ready-made in the same shape: byte for byte the compressed bodies that the engine posts, recorded beforehand.
#
#   Benchmarks/victoriametrics.sh [METERS] [DAYS] [ROUNDS]        defaults: 20 1042 5
#
# One interleaved run in turning order, each with a fresh server on a free port. Both times begin before the process is
# started. The engine's ends with the last 2xx, as its log at debug level tells; the verification of every body but the
# last lies before that and counts. curl's ends with curl. Afterwards, untimed, both servers must hold the same counts.
# Target: a ratio of the medians of 2 or less; fails above it. BUILD=0 skips the build; SCRATCH names its folder.
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
# All samples, and those of the load curves. A window that begins before 1970 finds nothing.
counts() {
    curl -sf -o "$work/probe" "http://127.0.0.1:$port/internal/force_flush"
    for name in 'myelectricaldata_.+' 'myelectricaldata_consumption_load_watts'; do
        curl -sf "http://127.0.0.1:$port/api/v1/query" \
            --data-urlencode "query=sum(count_over_time({__name__=~\"$name\"}[50y]))" |
            python3 -c 'import json, sys; print(json.load(sys.stdin)["data"]["result"][0]["value"][1])'
    done | paste -sd,
}
by_curl() {
    local requests=() body TIMEFORMAT='%U %S' begin end
    for body in "$work"/bodies/*; do
        [ ${#requests[@]} = 0 ] || requests+=(--next)
        requests+=(-sS -f -H 'Content-Encoding: gzip' -H 'Content-Type: application/json' -H 'Expect:'
            --data-binary "@$body" "http://127.0.0.1:$port/api/v1/import")
    done
    begin=$(date +%s.%N)
    { time curl "${requests[@]}" 2>&3; } 3>&2 2> "$work/cpu"
    end=$(date +%s.%N)
    echo "{\"name\":\"curl\",\"begin\":$begin,\"end\":$end,\"cpu_seconds\":$(tr ' ' + < "$work/cpu" | python3 -c 'print(eval(input()))'),\"counts\":[$(counts)]}"
}
by_med() {
    local begin
    rm -f "$work"/run.sqlite*
    for file in "$work"/filled.sqlite*; do cp "$file" "${file/filled/run}"; done
    begin=$(date +%s.%N)
    "$bench" deliver "$work/run.sqlite" "http://127.0.0.1:$port" > "$work/line"
    sed "s/}$/,\"begin\":$begin,\"counts\":[$(counts)]}/" "$work/line"
}

expected=$("$bench" make "$work/filled.sqlite" "$meters" "$days")
mkdir "$work/bodies"
for file in "$work"/filled.sqlite*; do cp "$file" "${file/filled/recorded}"; done
"$bench" record "$work/recorded.sqlite" "$work/bodies"
for round in $(seq "$rounds"); do
    order='by_curl by_med'
    [ $((round % 2)) = 1 ] || order='by_med by_curl'
    for side in $order; do
        start
        "$side"
        stop
    done
done | tee "$work/runs"

python3 - "$work/runs" "$expected" <<'PY'
import json, statistics, sys

runs = {"curl": [], "med": []}
for line in open(sys.argv[1]):
    run = json.loads(line)
    run["seconds"] = run.get("last_write", run.get("end")) - run["begin"]
    runs[run["name"]].append(run)
counts = {tuple(run["counts"]) for values in runs.values() for run in values}
assert len(counts) == 1, f"counts differ: {counts}"
samples, half_hours = counts.pop()
assert half_hours == int(sys.argv[2]), f"{half_hours} half-hours, not {sys.argv[2]}"
def median(name, key):
    return statistics.median(run[key] for run in runs[name])
print(f"{half_hours:,} half-hours, {samples:,} samples on each server")
print(f"curl: {median('curl', 'seconds'):.2f} s, {median('curl', 'cpu_seconds'):.2f} s of CPU")
print(f"med: {median('med', 'seconds'):.2f} s to the last 2xx, {median('med', 'verified_seconds'):.2f} s with all of it "
      f"verified, {median('med', 'cpu_seconds'):.2f} s of CPU, {median('med', 'peak_rss_mb'):.0f} MB")
ratio = median("med", "seconds") / median("curl", "seconds")
print(f"ratio to the last 2xx: {ratio:.2f} (target: 2 or less)")
sys.exit(ratio > 2)
PY
