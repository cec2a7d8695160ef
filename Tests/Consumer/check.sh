#!/usr/bin/env bash
# What a package pays that imports MEDCore and MEDMQTT only: a clean build in less than a minute, and no object of a
# database, a YAML parser or a server.
set -euo pipefail

limit=60
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/med-consumer.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

swift package --package-path "$here" --scratch-path "$scratch" resolve </dev/null >"$scratch/resolve.log" 2>&1 ||
    { cat "$scratch/resolve.log" >&2; exit 1; }

begin=$(date +%s%N)
timeout 600 swift build --package-path "$here" --scratch-path "$scratch" </dev/null >"$scratch/build.log" 2>&1 ||
    { cat "$scratch/build.log" >&2; echo "consumer: the build failed" >&2; exit 1; }
milliseconds=$((($(date +%s%N) - begin) / 1000000))

# The list that is searched must not be empty, or nothing would ever be found in it.
objects=$(find "$scratch" -name '*.o')
for own in MEDCore MEDMQTT Logging; do
    grep -q "/$own\.build/" <<<"$objects" || { echo "consumer: no object of $own was built" >&2; exit 1; }
done
if foreign=$(grep -E '/(GRDB|GRDBSQLite|Yams|CYaml|NIO[A-Za-z]*|CNIO[A-Za-z]*|Hummingbird[A-Za-z]*|ServiceLifecycle|MEDStore[A-Za-z]*|MEDExporters)\.build/' <<<"$objects"); then
    echo "consumer: these were compiled for nothing:" >&2
    echo "$foreign" >&2
    exit 1
fi

expected='myelectricaldata/01234567890123/consumption/daily 2.5 -> localhost'
answer=$("$scratch/debug/Consumer" </dev/null)
if [ "$answer" != "$expected" ]; then
    echo "consumer: it printed '$answer', not '$expected'" >&2
    exit 1
fi

printf 'consumer: clean build of MEDCore and MEDMQTT in %d.%d s (limit %d s), %d objects, none foreign\n' \
    $((milliseconds / 1000)) $((milliseconds % 1000 / 100)) "$limit" "$(wc -l <<<"$objects")"
if [ "$milliseconds" -ge $((limit * 1000)) ]; then
    echo "consumer: more than $limit s" >&2
    exit 1
fi
