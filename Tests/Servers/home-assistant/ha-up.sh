#!/bin/bash
# Install (once) and start a real Home Assistant + Mosquitto on loopback.
#
# usage: ha-up.sh DIR [--flavour latest|trixie|py311] [--http-port N] [--mqtt-port N] [--fresh] [--broker]
#   latest  HA 2026.11.0, Python 3.14, in a debootstrap'd Debian forky under DIR/root  (default)
#   trixie  HA 2026.2.3,  Python 3.13, in a debootstrap'd Debian trixie under DIR/root (needs gcc inside)
#   py311   HA 2024.3.3,  the host's Python 3.11, venv in DIR/venv
#   --mqtt-user U --mqtt-pass P   make the broker require these (default: anonymous)
#   --fresh throws away DIR's Home Assistant configuration and database first
#   --broker starts the Mosquitto alone, next to a Home Assistant that runs
# Without ports those of DIR/run/env are taken again.
# Needs root (chroot, unshare --mount), apt and pip registries.  Nothing outside DIR
# changes, except `apt-get install debootstrap` (or mosquitto for py311) when missing.
# Prints KEY=VALUE lines, also kept in DIR/run/env.  A second run reuses the install.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
DIR=${1:?usage: ha-up.sh DIR [options]}; shift
FL=latest HTTP= MQTT= FRESH=0 BROKER=0 MU= MPW=
while [ $# -gt 0 ]; do case $1 in
  --flavour) FL=$2; shift 2;; --http-port) HTTP=$2; shift 2;; --mqtt-port) MQTT=$2; shift 2;;
  --mqtt-user) MU=$2; shift 2;; --mqtt-pass) MPW=$2; shift 2;;
  --fresh) FRESH=1; shift;; --broker) BROKER=1; shift;; *) echo "unknown option $1" >&2; exit 2;; esac; done
mkdir -p "$DIR/run"; DIR=$(cd "$DIR" && pwd); RUN=$DIR/run; ROOT=$DIR/root
known() { [ ! -e "$RUN/env" ] || sed -n "s/^$1=//p" "$RUN/env"; }
if [ -z "$HTTP" ]; then HTTP=$(known HA_HTTP_PORT); HTTP=${HTTP:-28123}; fi
if [ -z "$MQTT" ]; then MQTT=$(known MQTT_PORT); MQTT=${MQTT:-28830}; fi
say() { echo "$*" >&2; }
alive() { [ -e "$RUN/$1.pid" ] && tr '\0' ' ' <"/proc/$(cat "$RUN/$1.pid")/cmdline" 2>/dev/null | grep -q "$1"; }
if [ $BROKER = 0 ] && alive hass; then say "Home Assistant of $DIR runs already (pid $(cat "$RUN/hass.pid"))"; exit 1; fi
KEEP=0; if alive mosquitto; then KEEP=1; MQTT=$(known MQTT_PORT); fi   # after `ha-down.sh DIR hass`
for p in $([ $BROKER = 1 ] || echo "$HTTP") $([ $KEEP = 1 ] || echo "$MQTT"); do
  if (exec 3<>"/dev/tcp/127.0.0.1/$p") 2>/dev/null; then say "port $p is in use"; exit 1; fi; done
apt_get() { [ -n "$(command -v "$1")" ] || { apt-get update -q >&2; DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends ${2:-$1} >&2; }; }

case $FL in
  latest) SUITE=forky  PY=python3.14 VER=2026.11.0 PKGS=ca-certificates,python3.14,python3.14-venv,mosquitto,mosquitto-clients EXTRA= ;;
  trixie) SUITE=trixie PY=python3.13 VER=2026.2.3  PKGS=ca-certificates,python3.13,python3.13-venv,mosquitto,mosquitto-clients,gcc,g++,python3-dev EXTRA= ;;
  py311)  SUITE=       PY=python3    VER=2024.3.3  EXTRA= ;;
  *) say "unknown flavour $FL"; exit 2;; esac

t0=$(date +%s)
if [ -n "$SUITE" ]; then
  V=$ROOT/ha/venv CONF=$ROOT/ha/conf
  if [ ! -e "$ROOT/ha/.root-ok" ]; then
    apt_get debootstrap
    script=/usr/share/debootstrap/scripts/$SUITE; [ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid
    rm -rf "$ROOT"; say "debootstrap $SUITE ..."
    mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | sort -u | head -n 1)   # the archive that the host already uses
    debootstrap --variant=minbase --include=$PKGS $SUITE "$ROOT" "$mirror" "$script" >"$RUN/debootstrap.log" 2>&1
    rm -rf "$ROOT"/var/cache/apt/archives/*.deb; mkdir -p "$ROOT/ha"; touch "$ROOT/ha/.root-ok"
  fi
  cp -L /etc/resolv.conf "$ROOT/etc/resolv.conf"; cp -L /etc/hosts "$ROOT/etc/hosts"
  cp -L /etc/ssl/certs/ca-certificates.crt "$ROOT/etc/ssl/certs/ca-certificates.crt"
  [ ! -e /etc/pip.conf ] || cp -L /etc/pip.conf "$ROOT/etc/pip.conf"
  IN() { env -u PIP_FIND_LINKS PIP_ROOT_USER_ACTION=ignore chroot "$ROOT" "$@"; }
  H=/ha
else
  V=$DIR/venv CONF=$DIR/conf; apt_get mosquitto "mosquitto mosquitto-clients"; IN() { "$@"; }; H=$DIR; mkdir -p "$DIR"
fi
if [ ! -e "$V/.ok-$VER" ]; then
  say "pip install homeassistant==$VER ..."
  W=${V%/venv}; cp "$here/constraints-$FL.txt" "$W/constraints.txt"; cp "$here/ha_reqs.py" "$W/"
  IN $PY -m venv "$H/venv"
  pip() { IN "$H/venv/bin/pip" install -q --prefer-binary --disable-pip-version-check -c "$H/constraints.txt" "$@" 2>&1 | grep -v "is ignored: it is either" >>"$RUN/pip.log" || true; }
  : >"$RUN/pip.log"; pip "homeassistant==$VER"
  IN "$H/venv/bin/python" "$H/ha_reqs.py" defaults mqtt recorder api websocket_api history energy config sensor hassio \
     2>/dev/null | grep -v -E "pymicro-vad|pyspeex-noise|webrtc-noise" >"$W/reqs.txt"
  pip -r "$H/reqs.txt" numpy $( [ $FL = py311 ] && echo josepy )
  # voice-assistant wheels that have no binary for this Python: stubs, only silence assist_pipeline
  sp=$(ls -d "$V"/lib/python3.*/site-packages)
  [ -e "$sp/pymicro_vad" ] || echo 'class MicroVad: pass' >"$sp/pymicro_vad.py"
  [ -e "$sp/pyspeex_noise" ] || echo 'class AudioProcessor: pass' >"$sp/pyspeex_noise.py"
  IN "$H/venv/bin/hass" --version >&2 && touch "$V/.ok-$VER" || { tail -20 "$RUN/pip.log" >&2; exit 1; }
fi
t1=$(date +%s)

if [ $FRESH = 1 ]; then rm -rf "$CONF"; fi
mkdir -p "$CONF"
[ $BROKER = 1 ] || TOKEN=$(MQTT_USER=$MU MQTT_PASS=$MPW HA_HTTP_STORE=$([ $FL = latest ] && echo 1 || echo 0) python3 "$here/ha_mkconf.py" "$CONF" "$HTTP" "$MQTT")
if [ -n "$SUITE" ]; then MQ="chroot $ROOT /usr/sbin/mosquitto"; MPP="chroot $ROOT mosquitto_passwd"; else MQ=mosquitto MPP=mosquitto_passwd; fi
if [ $KEEP = 1 ]; then MP=$(cat "$RUN/mosquitto.pid"); else
  M=${CONF%/conf}; printf 'listener %s 127.0.0.1\npersistence false\nlog_dest stderr\nuser root\n' "$MQTT" >"$M/mosquitto.conf"
  if [ -n "$MU" ]; then
    rm -f "$M/mosquitto.passwd"; touch "$M/mosquitto.passwd"; $MPP -b "$H/mosquitto.passwd" "$MU" "$MPW" 2>>"$RUN/mosquitto.log"
    printf 'allow_anonymous false\npassword_file %s\n' "$H/mosquitto.passwd" >>"$M/mosquitto.conf"
  else echo 'allow_anonymous true' >>"$M/mosquitto.conf"; fi
  # In a session of its own, as Home Assistant below: a test that ends must not take it along.
  setsid $MQ -c "$H/mosquitto.conf" >>"$RUN/mosquitto.log" 2>&1 </dev/null & MP=$!
fi
if [ $BROKER = 1 ]; then echo $MP >"$RUN/mosquitto.pid"; sed -i "s/^MOSQUITTO_PID=.*/MOSQUITTO_PID=$MP/" "$RUN/env"; exit; fi
# HA publishes "online" (not retained) some seconds after it subscribed and discovered
if [ -n "$SUITE" ]; then SUB="chroot $ROOT mosquitto_sub"; else SUB=mosquitto_sub; fi
: >"$RUN/birth"; sleep 0.3
$SUB -p "$MQTT" ${MU:+-u "$MU" -P "$MPW"} -t homeassistant/status -C 1 -W 130 >"$RUN/birth" 2>&1 & SP=$!
if [ -n "$SUITE" ]; then
  setsid unshare --mount --propagation private sh -c "mount -t proc proc '$ROOT/proc' && mount --rbind /dev '$ROOT/dev' && exec chroot '$ROOT' env -i PATH=/ha/venv/bin:/usr/bin:/bin HOME=/root LANG=C.UTF-8 TZ=UTC /ha/venv/bin/hass -c /ha/conf --skip-pip" >"$RUN/hass.log" 2>&1 </dev/null & HP=$!
else
  setsid env HOME="$DIR" PATH="$V/bin:$PATH" "$V/bin/hass" -c "$CONF" --skip-pip >"$RUN/hass.log" 2>&1 </dev/null & HP=$!
fi
echo $MP >"$RUN/mosquitto.pid"; echo $HP >"$RUN/hass.pid"
ok=0
for _ in $(seq 1 240); do
  kill -0 $HP 2>/dev/null || break
  s=$(curl -s -m 5 -H "Authorization: Bearer $TOKEN" "http://127.0.0.1:$HTTP/api/config" || true)
  case $s in *'"state":"RUNNING"'*) case $s in *'"mqtt"'*) grep -q online "$RUN/birth" && { ok=1; break; };; esac;; esac
  sleep 0.5
done
kill $SP 2>/dev/null || true
t2=$(date +%s)
cat >"$RUN/env" <<EOF
HA_VERSION=$VER
HA_FLAVOUR=$FL
HA_HTTP_PORT=$HTTP
HA_URL=http://127.0.0.1:$HTTP
HA_WS_URL=ws://127.0.0.1:$HTTP/api/websocket
HA_TOKEN=$TOKEN
MQTT_HOST=127.0.0.1
MQTT_PORT=$MQTT
MQTT_USER=$MU
MQTT_PASS=$MPW
HA_PID=$HP
MOSQUITTO_PID=$MP
HA_LOG=$RUN/hass.log
HA_CONF=$CONF
INSTALL_SECONDS=$((t1-t0))
START_SECONDS=$((t2-t1))
EOF
cat "$RUN/env"
if [ $ok != 1 ]; then say "Home Assistant did not become ready; last log lines:"; tail -30 "$RUN/hass.log" >&2; exit 1; fi
