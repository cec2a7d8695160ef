#!/bin/sh
# Imports ten years of half-hourly readings, alternately, five rounds: ImportBench from the portal's CSV to committed
# rows, a plain C program from memory, one row per half-hour. Prints the medians and their ratio (above 1: ours is faster).
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rounds=${1:-5}

cc -O2 -o "$work/sqlitebench" Peers/sqlitebench.c -lsqlite3
swift build -c release --scratch-path .build-release --product ImportBench >&2
ours=$(swift build -c release --scratch-path .build-release --show-bin-path)/ImportBench

# 2014-01-01 to 2023-12-31, Europe/Paris: 175,296 half-hours, as the portal's CSV (END stamps) for ours, as plain numbers
# for the C program, which reads them before its clock starts.
python3 - "$work" <<'PY'
import random, sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo
generator, paris = random.Random(1), ZoneInfo("Europe/Paris")
with open(sys.argv[1] + "/readings.csv", "w") as plain, open(sys.argv[1] + "/portal.csv", "w") as portal:
    portal.write("Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;"
                 "Etape metier;Unite;Pas en minutes\n01234567890123;Courbe de charge;01/01/2014;01/01/2024;"
                 "Energie active;Consommation;Comptage Brut;W;\n\nHorodate;Valeur\n")
    for at in range(1388530800, 1704063600, 1800):
        watts = generator.randrange(60, 9000)
        plain.write(f"{at};{watts}\n")
        end = datetime.fromtimestamp(at + 1800, timezone.utc).astimezone(paris)
        portal.write(f"{end.isoformat()};{watts}\n")
PY

for round in $(seq "$rounds"); do
    "$work/sqlitebench" "$work/readings.csv" "$work/c-$round.sqlite" | tee -a "$work/c.json"
    "$ours" "$work/portal.csv" "$work/swift-$round.sqlite" | tee -a "$work/swift.json"
done

python3 - "$work" <<'PY'
import json, statistics, sys
def median(name, key):
    with open(f"{sys.argv[1]}/{name}.json") as lines:
        return statistics.median(json.loads(line)[key] for line in lines)
ours, peer = median("swift", "rows_per_s"), median("c", "rows_per_s")
print(f"readings/s: ImportBench {ours:,.0f}, C program {peer:,.0f}, ratio {ours / peer:.2f}")
print(f"peak RSS: ImportBench {median('swift', 'peak_rss_mb'):.1f} MB, C program {median('c', 'peak_rss_mb'):.1f} MB")
PY
