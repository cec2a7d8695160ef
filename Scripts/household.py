#!/usr/bin/env python3
"""Writes the files that the Enedis portal would give a household, and what must come out of them.

The load curves are made up (seeded), the formats are the portal's: END stamps with offset, W, both clock changes, daily
counters and peaks. `expected.json` holds the totals, computed here with zoneinfo and whole numbers, so that tests have an
oracle that is not the program under test.

    household.py DIR [--pdl 01234567890123] [--from 2024-01-01] [--days 366] [--seed 1] [--production] [--step 30]
                     [--offpeak 22H30-6H30] [--no-indexes] [--no-summary]
"""
import argparse
import json
import math
import os
import random
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def midnight(day):
    return datetime(day.year, day.month, day.day, tzinfo=PARIS).astimezone(timezone.utc)


def slots(day, step):
    """UTC starts of the day's slots: 46, 48 or 50 half-hours."""
    start, end = midnight(day), midnight(day + timedelta(days=1))
    while start < end:
        yield start
        start += timedelta(minutes=step)


def consumption_watts(rng, local):
    hour = local.hour + local.minute / 60
    base = 180 + 60 * math.cos((local.timetuple().tm_yday - 15) / 365 * 2 * math.pi)
    heating = max(0, 900 * math.cos((local.timetuple().tm_yday - 15) / 365 * 2 * math.pi))
    meals = 1400 * math.exp(-((hour - 12.3) ** 2) / 0.8) + 2100 * math.exp(-((hour - 19.4) ** 2) / 2.2)
    boiler = 2200 if (hour >= 22.5 or hour < 1.5) else 0
    return max(0, int(base + heating * rng.uniform(0.4, 1.1) + meals * rng.uniform(0.3, 1.2)
                      + boiler * rng.uniform(0.7, 1.0)))


def production_watts(rng, local):
    hour = local.hour + local.minute / 60
    season = 1 + 0.6 * math.cos((local.timetuple().tm_yday - 172) / 365 * 2 * math.pi)
    sun = math.cos((hour - 13.5) / (5.2 + season) * math.pi / 2)
    return max(0, int(2600 * season / 1.6 * sun * rng.uniform(0.2, 1.0))) if sun > 0 else 0


def is_offpeak(minute, spans):
    return any(a <= minute < b if a < b else minute >= a or minute < b for a, b in spans)


def offpeak_minutes(start, count, spans):
    """Minute by minute, unless both ends of a slot that is shorter than any span agree."""
    def minute_of_day(offset):
        local = (start + timedelta(minutes=offset)).astimezone(PARIS)
        return local.hour * 60 + local.minute
    if is_offpeak(minute_of_day(0), spans) == is_offpeak(minute_of_day(count - 1), spans):
        return count if is_offpeak(minute_of_day(0), spans) else 0
    return sum(is_offpeak(minute_of_day(offset), spans) for offset in range(count))


def parse_spans(text):
    spans = []
    for span in text.split(";"):
        a, b = span.upper().split("-")
        minutes = lambda t: int(t.split("H")[0]) * 60 + int(t.split("H")[1])
        spans.append((minutes(a), minutes(b)))
    return spans


def stamp(instant):
    text = instant.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M:%S%z")
    return text[:-2] + ":" + text[-2:]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--pdl", default="01234567890123")
    parser.add_argument("--from", dest="first", default="2024-01-01")
    parser.add_argument("--days", type=int, default=366)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--step", type=int, default=30)
    parser.add_argument("--production", action="store_true")
    parser.add_argument("--offpeak", default="22H30-6H30")
    parser.add_argument("--no-indexes", action="store_true")
    parser.add_argument("--no-summary", action="store_true")
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    rng = random.Random(options.seed)
    first = date.fromisoformat(options.first)
    days = [first + timedelta(days=n) for n in range(options.days)]
    last = days[-1] + timedelta(days=1)
    spans = parse_spans(options.offpeak)
    expected = {"pdl": options.pdl, "consumption": {}, "production": {}}
    span_text = f"{first:%d/%m/%Y};{last:%d/%m/%Y}"
    name_span = f"{first:%Y%m%d}-{last:%Y%m%d}_{options.pdl}.csv"

    def curve(direction, metier, watts, filename):
        lines = ["\ufeffIdentifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;"
                 "Etape metier;Unite;Pas en minutes",
                 f"{options.pdl};Courbe de charge;{span_text};Energie active;{metier};Comptage Brut;W;", "",
                 "Horodate;Valeur"]
        for day in days:
            points = total = offpeak = 0
            for start in slots(day, options.step):
                value = watts(rng, start.astimezone(PARIS))
                end = start + timedelta(minutes=options.step)
                lines.append(f"{stamp(end)};{value}")
                points += 1
                total += value * options.step
                offpeak += value * offpeak_minutes(start, options.step, spans)
            expected[direction][day.isoformat()] = {
                "points": points, "watt_minutes": total, "hc_watt_minutes": offpeak}
        with open(os.path.join(options.folder, filename), "w", encoding="utf-8", newline="\r\n") as file:
            file.write("\n".join(lines) + "\n")

    curve("consumption", "Consommation", consumption_watts, "Enedis_Conso_Heure_" + name_span)
    if options.production:
        curve("production", "Production", production_watts, "Enedis_Prod_Heure_" + name_span)
    if not options.no_indexes:
        indexes(options, days, last, expected, span_text, os.path.join(options.folder, "Enedis_Conso_Jour_" + name_span),
                rng)
    if not options.no_summary:
        with open(os.path.join(options.folder, "expected.json"), "w") as file:
            json.dump(expected, file)


def indexes(options, days, last, expected, span_text, path, rng):
    """Counters at every midnight, then the block of daily peaks."""
    total = 10_000_000
    lines = ["\ufeffIdentifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;"
             "Etape metier;Unite",
             f"{options.pdl};Index;{span_text};Energie active;Consommation;Comptage Brut;Wh", "",
             "Horodate;Type de releve;" + ";".join(f"EAS F{n}" for n in range(1, 11)) + ";"
             + ";".join(f"EAS D{n}" for n in range(1, 5)) + ";EAS T"]
    exact = total * 60
    for day in days + [last]:
        local = midnight(day).astimezone(PARIS)
        # The portal stamps the summer counters 01:00+02:00 although they are those of local midnight.
        shown = stamp(midnight(day) + (timedelta(hours=1) if local.utcoffset() == timedelta(hours=2) else timedelta()))
        wh = round(exact / 60)
        lines.append(f"{shown};Arrêté quotidien;{wh};;;;;;;;;;{wh};;;;{wh}")
        exact += expected["consumption"].get(day.isoformat(), {"watt_minutes": 0})["watt_minutes"]
    lines += ["Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;"
              "Unite",
              f"{options.pdl};Puissance maximale quotidienne;{span_text};Puissance maximale atteinte;Consommation;"
              "Comptage Brut;VA", "Horodate;Valeur"]
    for day in days:
        peak = midnight(day) + timedelta(hours=19, minutes=rng.randrange(60), seconds=rng.randrange(60))
        value = 3000 + rng.randrange(4000)
        expected["consumption"][day.isoformat()]["peak_va"] = value
        expected["consumption"][day.isoformat()]["peak_at"] = stamp(peak)
        lines.append(f"{stamp(peak)};{value}")
    with open(path, "w", encoding="utf-8", newline="\r\n") as file:
        file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
