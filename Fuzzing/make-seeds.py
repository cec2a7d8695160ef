#!/usr/bin/env python3
"""Writes the seeds of the fuzzers, one folder per parser: small files in the formats' shapes, all of them made up.

What is large or slow goes into a folder `parser.once`: it is read, and nothing is made from it.

usage: make-seeds.py FOLDER
"""
import io
import json
import os
import struct
import sys
import zipfile
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
METER = "01234567890123"


def write(parser, name, content):
    folder = os.path.join(sys.argv[1], parser)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def ends(year, month, day, count, minutes=30):
    """The ends of slots from a midnight on."""
    start = datetime(year, month, day, tzinfo=PARIS).astimezone(timezone.utc)
    return [(start + timedelta(minutes=minutes * (n + 1))).astimezone(PARIS) for n in range(count)]


def lines(*parts):
    return "\n".join(line for part in parts for line in ([part] if isinstance(part, str) else part)) + "\n"


# Text files.
HEADER = ("Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;"
          "Unite;Pas en minutes")


def header(kind="Courbe de charge", unit="W", step="", direction="Consommation"):
    return [HEADER, f"{METER};{kind};01/01/2024;01/01/2025;Energie active;{direction};Comptage Brut;{unit};{step}"]


def curve(stamps, first=300):
    return [f"{end.isoformat()};{first + 7 * n}" for n, end in enumerate(stamps)]


INDEXES = "Horodate;Type de releve;" + ";".join(f"EAS F{n}" for n in range(1, 11)) + ";EAS D1;EAS D2;EAS D3;EAS D4;EAS T"
FLAT = ("Date de la mesure;Heure de la mesure;Valeur;Statut de la mesure;PRM;Type de données;Date de début;Date de fin;"
        "Grandeur métier;Grandeur physique;Statut demandé;Unité;Pas en minutes")
R63 = ("Identifiant PRM;Date de début;Date de fin;Grandeur physique;Grandeur métier;Etape métier;Unité;Horodate;Valeur;"
       "Nature;Pas;Indice de vraisemblance;Etat complémentaire")


def texts():
    october, march = ends(2024, 10, 27, 50), ends(2024, 3, 31, 46)
    texts = {
        "curve": lines(header(), "", "Horodate;Valeur", curve(october)),
        "curve-step": lines(header(step="60"), "Horodate;Valeur", curve(ends(2024, 10, 27, 25, 60)), curve(march[:9])),
        "curve-kw": lines(header(unit="kW"), "Horodate;Valeur",
                          [f"{end.isoformat()};0,{n:03}" for n, end in enumerate(march)]),
        "curve-gaps": lines(header(), "Horodate;Valeur", [f"{end.isoformat()};" for end in march[:5]], curve(march[5:])),
        "production": lines(header(direction="Production"), "Horodate;Valeur", curve(march[:10])),
        "two-tables": lines(header(), "Horodate;Valeur", curve(march[:6]), header("Index", "Wh"), "Periode;x", INDEXES,
                            f"2024-03-31T00:00:00+01:00;Arrêté quotidien;{';'.join('1' * 15)}"),
        "daily": lines(header("Energie", "Wh"), "Horodate;Valeur",
                       [f"2024-0{n}-01T00:00:00+0{2 if n > 3 else 1}:00;{n}234" for n in range(1, 10)]),
        "maximum": lines(header("Puissance maximale quotidienne", "VA"), "Horodate;Valeur",
                         [f"2024-01-0{n}T19:0{n}:00+01:00;{n}234" for n in range(1, 10)]),
        "indexes": lines(header("Index", "Wh"), INDEXES,
                         [f"2024-01-0{n}T00:00:00+01:00;Arrêté quotidien;{';'.join(str(n * k) for k in range(1, 16))}"
                          for n in range(1, 6)]),
        "flat": lines(FLAT, [f"{end:%d/%m/%Y;%H:%M:%S};{n};Réelle;{METER};Courbe de charge;01/01/2024;01/01/2025;"
                             "Consommation;Energie active;Brut;W;30" for n, end in enumerate(march[:20])]),
        "r63": lines(R63, [f"{METER};2024-01-01 00:00:00;2025-01-01 00:00:00;PA;CONS;BRUT;W;{end:%Y-%m-%d %H:%M:%S};{n};"
                           "B;PT30M;0;0" for n, end in enumerate(october[:20])]),
        "start-end": lines("debut;fin;kW", [f"{end - timedelta(minutes=30):%Y-%m-%dT%H:%M};{end:%Y-%m-%dT%H:%M};\"0,2{n}\""
                                            for n, end in enumerate(ends(2024, 2, 1, 20))]),
        "edf": lines("Récapitulatif de mes puissances atteintes en W", "",
                     "Date et heure de relève par le distributeur;Puissance atteinte (W);Nature de la donnée",
                     "27/10/2024;;", [f"{end:%H:%M:%S};{n};Réelle" for n, end in reversed(list(enumerate(october[:49])))]),
        "bare": lines(curve(march[:12])),
        "descending": lines(header(), "Horodate;Valeur", [f"{end:%d/%m/%Y %H:%M};{n}" for n, end in
                                                          reversed(list(enumerate(october)))]),
        "days": lines(f"PRM;{METER}", "Date;Valeur (en kWh)", [f"0{n}/01/2024;1{n},5" for n in range(1, 10)]),
        "web-page": "<!DOCTYPE html><html><title>Connexion</title></html>",
    }
    for name, text in texts.items():
        write("enedis-text", name, text)
    # Thousands of meters: a row each, and a table each.
    write("enedis-text.once", "meters", lines(R63, [
        f"{n:014};;;PA;CONS;BRUT;W;2024-01-01 00:30:00;12;B;PT30M;0;0" for n in range(10_000)]))
    write("enedis-text.once", "tables", lines(*[
        [HEADER, f"{n:014};Courbe de charge;;;;Consommation;;W;30", "2024-01-01T00:30:00+01:00;12"]
        for n in range(10_000)]))
    write("enedis-text", "curve-1252", texts["flat"].encode("cp1252"))
    write("enedis-text", "curve-utf16", texts["curve-step"].encode("utf-16"))
    write("enedis-text", "curve-mark", b"\xef\xbb\xbf" + texts["curve-gaps"].encode())
    write("enedis-text", "comma", texts["start-end"].replace("\"", "").replace(",", ".").replace(";", ","))
    write("enedis-text", "tab", texts["curve-gaps"].replace(";", "\t"))


# Workbooks.
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def cell(place, text):
    if isinstance(text, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
    return f'<c r="{place}"><v>{text}</v></c>'


def sheet(rows):
    body = "".join(f'<row r="{n}">' + "".join(cell(f"{chr(65 + k)}{n}", text) for k, text in enumerate(row)) + "</row>"
                   for n, row in enumerate(rows, 1))
    return f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


POWERS = sheet([["PRM", METER], [], ["Début", "Fin", "Valeur (en kW)"]]
               + [[45383 + n / 48, 45383 + (n + 1) / 48, 0.25 + n / 100] for n in range(8)]
               + [["01/04/2024 04:00", "01/04/2024 04:30", "NA"]])
DAYS = sheet([["Point Reference Mesure", METER], ["Type de comptage", "Production"], ["Date", "Valeur (en kWh)"]]
             + [[45383 + n, 12.5 + n] for n in range(8)])
SHARED = (f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
          '<row><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row><row><c><v>45383</v></c><c><v>1.5</v></c></row>'
          '</sheetData></worksheet>')
STRINGS = (f'<sst xmlns="{MAIN}"><si><t>PRM</t></si><si><r><t>{METER[:7]}</t></r><r><t>{METER[7:]}</t></r></si>'
           '<si><t>Date</t><rPh><t>x</t></rPh></si><si><t>Valeur (en kWh)</t></si></sst>')
BOOK = (f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><workbookPr date1904="1"/><sheets>'
        '<sheet name="Export Production" r:id="s"/></sheets></workbook>')
RELATIONS = (f'<Relationships xmlns="{PACKAGE}"><Relationship Id="s" Type="{LINKS}/worksheet" Target="sheet.xml"/>'
             f'<Relationship Id="t" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
ROOT = (f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{LINKS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>')


def archive(parts, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as book:
        for path, text in parts.items():
            # A date of its own would make other bytes on every run.
            info = zipfile.ZipInfo(path, (2024, 1, 1, 0, 0, 0))
            info.compress_type = method
            book.writestr(info, text)
    return file.getvalue()


def workbooks():
    def book(sheet, strings=STRINGS):
        return {"_rels/.rels": ROOT, "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELATIONS,
                "xl/sheet.xml": sheet, "xl/sharedStrings.xml": strings}
    for name, content in {"powers": POWERS, "days": DAYS, "shared": SHARED}.items():
        write("enedis-workbook", name, archive(book(content)))
        write("enedis-workbook", name + "-stored", archive(book(content), zipfile.ZIP_STORED))
        write("enedis-sheet", name, "\0".join([content, STRINGS]))
        write("enedis-sheet", name + "-book", "\0".join([content, STRINGS, BOOK, RELATIONS]))
    write("enedis-workbook", "no-workbook", archive({"a.csv": "a"}))
    write("enedis-workbook", "empty", archive({}))
    # What unpacks to far more than it is: texts, references to a long text, rows far apart, one long token.
    head, tail = f'<worksheet xmlns="{MAIN}"><sheetData>', "</sheetData></worksheet>"
    write("enedis-workbook.once", "strings",
          archive(book(SHARED, "<sst>" + f"<si><t>{'x' * 4000}</t></si>" * 4100 + "</sst>")))
    write("enedis-workbook.once", "many-strings", archive(book(SHARED, "<sst>" + "<si/>" * 400_100 + "</sst>")))
    write("enedis-workbook.once", "references",
          archive(book(head + ("<row>" + '<c t="s"><v>0</v></c>' * 256 + "</row>") * 600 + tail,
                       "<sst><si><t>" + "x" * 4000 + "</t></si></sst>")))
    write("enedis-workbook.once", "rows",
          archive(book(head + '<row r="1048576"><c><v>1</v></c></row>' * 2_000 + tail)))
    write("enedis-workbook.once", "columns",
          archive(book(head + '<row><c r="IV1"><v>1</v></c></row>' * 200_000 + tail)))
    write("enedis-workbook.once", "token", archive(book(head + f'<c r="{"A" * 3_000_000}"/>' + tail)))
    write("enedis-workbook.once", "depth", archive(book(head + "<a>" * 200_000)))
    write("enedis-workbook.once", "bytes", archive(book(head + " " * (65 << 20))))


# Texts of one line.
def one_liners():
    for name, text in {
        "slot": "HC (22H30-6H30)", "two": "HC (1H30-8H00;12H30-14H00)", "brackets": "HC (22H00-6H00), (13H00-15H00)",
        "day": "0H00-24H00", "almost": "0h00-23h59", "colon": "12:30 - 14:00", "overlap": "22H00-6H00;5H00-7H00",
    }.items():
        write("off-peak", name, text)
    for kind, text in enumerate([
        "2024-02-29", "2024-10-27T00:59:59Z", "02-29", "ROUGE", METER, "hc_hp", "mqtt.cloud", "blue_hc", "national",
        "host=a\\\\b\nprefix\\=x=c\\nd",
    ]):
        write("texts", f"kind-{kind}", bytes([kind]) + text.encode())
    for name, kind, text in [
        ("url", 0, "https://user:secret@Example.org:8443/a%20b?key=secret&x#y"), ("ipv6", 0, "http://[::1]:80/"),
        ("odd", 0, "http://0x7f.1/"), ("reference", 1, "../c?d=e"), ("absolute", 1, "//other.example/x"),
        ("seconds", 2, "120"), ("date", 2, "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("old", 2, "Sunday, 06-Nov-94 08:49:37 GMT"), ("asctime", 2, "Sun Nov  6 08:49:37 1994"),
        ("head", 3, "HTTP/1.1 429 Too Many\r\nRetry-After: 3\r\nX: y \r\nfolded\r\n: z\r\n\r\n"),
        ("pin", 4, "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), ("hex", 4, ":".join(["aB"] * 32)),
    ]:
        write("http", name, bytes([kind]) + text.encode())


# What a store keeps.
def stored():
    grid = bytes([1, 30, 4, 1, 0x11]) + struct.pack("<4i", 0, 1, -(1 << 31), 9000)
    own = bytes([1, 30, 2, 0, 0x11, 0x20]) + struct.pack("<2i", 5, 6)
    several = bytes([2, 2, 0]) + struct.pack("<HBBi", 0, 10, 0x11, 300) + struct.pack("<HBBi", 1490, 10, 0x30, 1)
    whole = bytes([1, 60, 24, 1, 0x11]) + struct.pack("<24i", *range(24))
    energy, none = b"\1" + struct.pack("<q", 720_060), b"\0"
    registers = b"".join(b"\1" + struct.pack("<q", n) for n in range(15))
    peak = b"\1" + struct.pack("<i", 6_500) + struct.pack("<q", 1_704_100_000)
    write("stored", "readings", bytes([0, 1]) + whole + energy + b"\1" + registers + peak)
    write("stored", "readings-empty", bytes([0, 1]) + grid + none + none + none)
    amount = b"\1" + struct.pack("<q", 60) + energy + none
    derived = energy + b"\1\0" + b"\1\1" + b"\2" + amount + amount
    write("stored", "derived", bytes([1, 2]) + derived + b"\1\0" + b"\1\1" + energy)
    write("stored", "derived-first", bytes([1, 1]) + energy + b"\1\0\1\1\1\1" + struct.pack("<q", 60) + none)
    for name, blob in {"grid": grid + whole, "own": own + grid, "list": several + whole}.items():
        write("stored", name, bytes([2]) + blob)
    write("stored", "tempo", bytes([3, 1, 3, 1]))
    write("stored", "ecowatt", bytes([4, 1, 2]) + bytes([0, 1, 2, 3, 255, 9] * 4))


CONFIGURATION = f"""\
logging: {{level: INFO}}
server:
  listen: ["127.0.0.1:8080"]
  token: "CaNaRy9876-token"
database: {{url: "postgresql://med:CaNaRy9876@db/med"}}
pdls:
  - id: "{METER}"
    label: Maison
    contract:
      - from: 2024-01-01
        tariff: hc_hp
        offpeak: "HC (22H30-6H30)"
        seasons: [{{from: 11-01, to: 03-31, offpeak: "2H00-7H00"}}]
        weekdays: {{monday: "0H00-24H00"}}
        weekend: true
        holidays: alsace-moselle
        power_kva: 9
        prices: [{{from: 2024-01-01, hc: 0.2068, hp: 0.27, subscription: 12.44}}]
import: {{watch: inbox}}
mqtt:
  - &first
    enabled: true
    host: "localhost"
    port: 1883
    username: 'user'
    password: "CaNaRy9876-mqtt"
    retain: yes
  - <<: *first
    id: cloud
    start: 2024-01-01
"""


def configurations():
    write("configuration", "sample", CONFIGURATION)
    write("configuration", "twice", "a: 1\na: 2\n\"b\": 1\nb: 2\nmqtt: {host: x, host: y}\n")
    write("configuration", "styles", "a: |\n  x\nb: >-\n  y\n? c\n: 'd''e'\n---\nf: !!str \"\\u00e9\"\n...\n")
    write("configuration", "alias", "a: &a [1]\nb: &b [*a, *a]\nc: {<<: [*a, {d: 1}]}\n")
    write("configuration.once", "deep", "[" * 2_000)
    write("configuration.once", "many-twice", "a: 1\n" * 1_000)
    write("configuration.once", "flow", "{a: [" * 20_000)
    write("configuration.once", "list", "a: [" + "x, " * 50_000 + "]")
    write("configuration.once", "laughs", "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)))


def answers():
    def reading(unit, points):
        return json.dumps({"usage_point_id": METER, "start": "2024-10-26", "end": "2024-10-29", "quality": "BRUT",
                           "reading_type": {"unit": unit, "interval_length": "PT30M", "measurement_kind": "power"},
                           "interval_reading": points})
    curve = reading("W", [{"value": str(n), "date": f"{end:%Y-%m-%d %H:%M:%S}", "interval_length": "PT30M",
                           "measure_type": "B"} for n, end in enumerate(ends(2024, 10, 27, 12))])
    days = reading("Wh", [{"value": n * 1000, "date": f"2024-10-{n}"} for n in range(20, 28)])
    peaks = reading("VA", [{"value": "4321", "date": "2024-10-26 19:00:00"}])
    wraps = ['{"meter_reading":%s}', '{"success":true,"data":{"meter_reading":%s},"error":null}', "%s"]
    for gateway, wrap in enumerate(wraps):
        for question, body in enumerate([curve, days, peaks]):
            write("gateways", f"{gateway}-{question}", bytes([gateway + 3 * question]) + (wrap % body).encode())
    for name, kind, body in [
        ("access", 0, {"valid": True, "information": "", "consent_expiration_date": "2026-11-21T00:00:00",
                       "call_number": 10, "quota_limit": 50, "quota_reached": False, "quota_reset_at": "x", "ban": False}),
        ("contract", 1, {"customer": {"usage_points": [{"usage_point": {"usage_point_id": METER}, "contracts": {
            "subscribed_power": "9 kVA", "offpeak_hours": "HC (22H30-6H30)", "last_activation_date": "2020-01-01"}}]}}),
        ("error", 128, {"error": "invalid_request", "error_description": "ADAM-ERR0123 nextAccessTime CaNaRy9876"}),
        ("detail", 130, {"detail": {"code": "RATE_LIMIT_EXCEEDED", "message": "2024-10-27"}}),
    ]:
        write("gateways", name, bytes([kind]) + json.dumps(body).encode())
    day = {"start_date": "2024-01-02T00:00:00+01:00", "value": "BLUE", "updated_date": "2024-01-01T10:20:00+01:00"}
    signal = {"GenerationFichier": "2024-01-14T12:00:00+01:00", "jour": "2024-01-15T00:00:00+01:00", "dvalue": 2,
              "message": "x", "values": [{"pas": n, "hvalue": n % 4} for n in range(24)]}
    for kind, body in enumerate([
        {"2024-01-01": "blue", "2024-01-02": "RED", "2024-01-03": None}, {"tempo_like_calendars": {"values": [day]}},
        [{"dateJour": "2024-01-01", "codeJour": 1}, {"dateJour": "2024-01-02", "codeJour": 3}],
        {"2024-01-15": {"value": 1, "message": "x", "detail": {"2024-01-15 00:00:00": 1}}}, {"signals": [signal]},
        {"success": True, "data": [{"periode": "2024-01-15T00:00:00", "dvalue": 1, "hdebut": 3, "values": [0, 1, 2, 3],
                                    "generation_datetime": "2024-01-14T12:00:00"}]},
        {"success": True, "data": [{"date": "2024-01-01", "color": "BLUE"}]},
    ]):
        write("national", f"kind-{kind}", bytes([kind]) + json.dumps(body).encode())


for make in (texts, workbooks, one_liners, stored, configurations, answers):
    make()
