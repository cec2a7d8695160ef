#!/bin/bash
# What a black hole costs the others: delivery to a real mosquitto and to a webhook, with two destinations beside them whose
# every call takes 30 s, and without. Target: median of the pairs 1.10 or less; fails above it.
#
#   Benchmarks/isolation.sh [ROUNDS]        default: 7
#
# BUILD=0 skips the build; SCRATCH names its folder.
set -euo pipefail
cd "$(dirname "$0")"
rounds=${1:-7}
scratch=${SCRATCH:-.build-release}
work=$(mktemp -d)
broker=
cleanup() {
    [ -z "$broker" ] || kill "$broker" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
PATH=$PATH:/usr/sbin

[ "${BUILD:-1}" = 0 ] || swift build -c release --scratch-path "$scratch" --product IsolationBench >&2
ours=$(swift build -c release --scratch-path "$scratch" --show-bin-path)/IsolationBench

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat > "$work/mosquitto.conf" <<CONF
user $(id -un)
listener $port 127.0.0.1
allow_anonymous true
persistence false
log_dest stderr
log_type error
log_type information
max_inflight_messages 0
max_queued_messages 0
set_tcp_nodelay true
CONF
mosquitto -c "$work/mosquitto.conf" 2> "$work/broker.log" &
broker=$!
for _ in $(seq 100); do
    grep -q running "$work/broker.log" && break
    kill -0 "$broker" 2>/dev/null || { cat "$work/broker.log" >&2; exit 1; }
    sleep 0.05
done
"$ours" "$port" "$work" "$rounds"
