#!/bin/bash
# CPU per published message: MEDMQTT (3.1.1 and 5) against libmosquitto alone.
#
#   Benchmarks/mqtt.sh [MESSAGES] [ROUNDS]        defaults: 200000 5
#
# Starts a mosquitto without limits on a free port (core 0), runs the clients one after the other (core 1),
# and prints every run, the medians and the ratios. Target: 1.15 or less.
# BUILD=0 skips the build; SCRATCH names its folder.
set -euo pipefail
cd "$(dirname "$0")"
messages=${1:-200000}
rounds=${2:-5}
scratch=${SCRATCH:-.build-release}
work=$(mktemp -d)
broker=
cleanup() {
    [ -z "$broker" ] || kill "$broker" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
PATH=$PATH:/usr/sbin

[ "${BUILD:-1}" = 0 ] || swift build -c release --scratch-path "$scratch" --product MQTTBench >&2
cc -O2 -Wall -Wextra -Werror -o "$work/mqttbench" Peers/mqttbench.c -lmosquitto -lpthread
ours=$(swift build -c release --scratch-path "$scratch" --show-bin-path)/MQTTBench

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
taskset -c 0 mosquitto -c "$work/mosquitto.conf" 2> "$work/broker.log" &
broker=$!
for _ in $(seq 100); do
    grep -q running "$work/broker.log" && break
    kill -0 "$broker" 2>/dev/null || { cat "$work/broker.log" >&2; exit 1; }
    sleep 0.05
done

for _ in $(seq "$rounds"); do
    taskset -c 1 "$work/mqttbench" "$port" "$messages"
    taskset -c 1 "$ours" "$port" "$messages" 3.1.1
    taskset -c 1 "$ours" "$port" "$messages" 5
done | tee "$work/runs"

python3 - "$work/runs" <<'PY'
import collections, json, statistics, sys

runs = collections.defaultdict(list)
for line in open(sys.argv[1]):
    run = json.loads(line)
    runs[run["name"]].append(run)
peer = None
for name, values in runs.items():
    cpu = statistics.median(v["cpu_us_per_message"] for v in values)
    rate = statistics.median(v["messages_per_second"] for v in values)
    peer = peer or cpu
    print(f"{name:20} {cpu:7.3f} us of CPU per message, {rate:8.0f} messages/s, ratio {cpu / peer:.3f}")
PY
