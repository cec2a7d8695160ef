#!/bin/bash
# CPU per request: MEDHTTP against libcurl alone, over kept-alive connections; then many hosts, each asked once a period.
#
#   Benchmarks/http.sh [SECONDS] [ROUNDS] [HOSTS]        defaults: 3 3 10000
#
# Starts an nginx on a free port (core 0), runs the clients one after the other (core 1), prints every run, the medians
# and the ratios. Target: 1.25 or less at 64 and 256 connections, over http and https.
# BUILD=0 skips the build; SCRATCH names its folder.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-3}
rounds=${2:-3}
hosts=${3:-10000}
scratch=${SCRATCH:-.build-release}
work=$(mktemp -d)
server=
cleanup() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
    rm -rf "$work"
}
trap cleanup EXIT
PATH=$PATH:/usr/sbin

[ "${BUILD:-1}" = 0 ] || swift build -c release --scratch-path "$scratch" --product HTTPBench >&2
cc -O2 -Wall -Wextra -Werror -o "$work/curlbench" Peers/curlbench.c -lcurl
ours=$(swift build -c release --scratch-path "$scratch" --show-bin-path)/HTTPBench

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
    -addext "subjectAltName=DNS:localhost,IP:127.0.0.1" -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
read -r port tls_port < <(python3 -c '
import socket
sockets = [socket.socket() for _ in range(2)]
for s in sockets: s.bind(("127.0.0.1", 0))
print(*[s.getsockname()[1] for s in sockets])')
answer='{"status":"online","timestamp":"2024-01-15T10:30:00Z","data":{"production":{"currentPower":15.8,"unit":"MW"}}}'
cat > "$work/nginx.conf" <<CONF
worker_processes 1;
user root;
pid $work/nginx.pid;
error_log stderr warn;
daemon off;
events { worker_connections 19000; multi_accept on; }
http {
    access_log off;
    keepalive_requests 1000000000;
    keepalive_timeout 600s;
    default_type application/json;
    client_body_temp_path $work/b; proxy_temp_path $work/p; fastcgi_temp_path $work/f;
    uwsgi_temp_path $work/u; scgi_temp_path $work/s;
    ssl_certificate $work/cert.pem;
    ssl_certificate_key $work/key.pem;
    server {
        listen $port backlog=16384;
        listen 127.0.0.1:$tls_port ssl backlog=16384;
        location = /power { return 200 '$answer'; }
    }
}
CONF
[ "$(id -u)" = 0 ] || sed -i '/^user root/d' "$work/nginx.conf"
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"
taskset -c 0 nginx -e stderr -c "$work/nginx.conf" -p "$work" &
server=$!
for _ in $(seq 100); do
    curl -sf -o "$work/probe" "http://127.0.0.1:$port/power" && break
    kill -0 "$server" || exit 1
    sleep 0.05
done

for _ in $(seq "$rounds"); do
    for connections in 64 256; do
        taskset -c 1 "$work/curlbench" "http://127.0.0.1:$port" "$connections" "$seconds"
        taskset -c 1 "$ours" flood "http://127.0.0.1:$port" "$connections" "$seconds"
        taskset -c 1 "$work/curlbench" "https://localhost:$tls_port" "$connections" "$seconds" "$work/cert.pem"
        taskset -c 1 "$ours" flood "https://localhost:$tls_port" "$connections" "$seconds" "$work/cert.pem"
    done
done | tee "$work/runs"

python3 - "$work/runs" <<'PY'
import collections, json, statistics, sys

runs = collections.defaultdict(list)
for line in open(sys.argv[1]):
    run = json.loads(line)
    runs[run["name"]].append(run)
for name, values in runs.items():
    kind = name.split(" ", 1)[1]
    peer = statistics.median(v["cpu_us_per_request"] for v in runs["libcurl " + kind])
    cpu = statistics.median(v["cpu_us_per_request"] for v in values)
    rate = statistics.median(v["requests_per_second"] for v in values)
    print(f"{name:20} {cpu:7.2f} us of CPU per request, {rate:8.0f} requests/s, ratio {cpu / peer:.3f}")
PY

[ "$hosts" = 0 ] || taskset -c 1 "$ours" paced "$port" "$hosts" 5 10
