import Foundation
import Logging
import MEDCore
import MEDExporters
import TestServers

/// Document 003's meter, day and instant.
let meter = fixture(PDL("12345678901234"))
let otherMeter = fixture(PDL("01234567890123"))
let january15 = fixture(Day("2024-01-15"))
let recorded = fixture(UTCInstant("2024-01-15T10:30:00Z"))

/// A literal of these tests that is right by inspection.
func fixture<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("a literal of the fixtures is wrong") }
    return value
}

/// A day with an official total and registers in Wh.
func document(
    _ day: Day = january15, pdl: PDL = meter, _ direction: Direction = .consumption, wattHours: Int64? = 15_234,
    tariff: Tariff? = .hcHP,
    registers: [(TariffRegister, Energy)] = [
        (.hc, Energy(wattHours: 8_500)), (.hp, Energy(wattHours: 6_734)),
    ],
    curve: LoadCurve = LoadCurve(), maxPower: MaxPower? = nil, recordedAt: UTCInstant = recorded
) -> DayDocument {
    let readings = DayReadings(
        curve: curve, officialEnergy: wattHours.map(Energy.init(wattHours:)), maxPower: maxPower)
    var derived = DerivedDay(day: day, direction: direction, readings: readings, indexesAtEnd: nil, contract: nil)
    if direction == .consumption {
        derived.tariff = tariff
        derived.registers = registers.map { RegisterAmount(register: $0.0, energy: $0.1) }
    }
    return DayDocument(
        pdl: pdl, direction: direction, day: day, readings: readings, derived: derived, recordedAt: recordedAt)
}

func total(_ period: Period, wattHours: Int64, _ direction: Direction = .consumption, pdl: PDL = meter) -> PeriodTotal {
    PeriodTotal(
        pdl: pdl, direction: direction, period: period, energy: Energy(wattHours: wattHours), knownDays: 15,
        through: january15, recordedAt: recorded)
}

/// Three slots of the day, of which the last is shorter: 234.5 Wh, 198.5 Wh and 100 Wh, exactly.
let threeSlots = LoadCurve(slots: [
    LoadSlot(startMinute: 0, minutes: 30, watts: 469), LoadSlot(startMinute: 30, minutes: 30, watts: 397),
    LoadSlot(startMinute: 60, minutes: 15, watts: 400),
])

/// A state in which everything is there.
func fullState(
    consumption: DayDocument = document(), monthWattHours: Int64 = 230_000, yearWattHours: Int64 = 230_000
) -> CurrentState {
    let peak = MaxPower(
        power: ApparentPower(voltAmperes: 6_500), instant: fixture(UTCInstant("2024-01-15T18:42:00Z")))
    let curve = document(curve: threeSlots)
    let now = fixture(UTCInstant("2024-01-15T12:00:00Z"))
    return CurrentState(
        CurrentDocuments(
            meters: [
                MeterState(
                    pdl: meter, direction: .consumption, latestDay: consumption, latestCurve: curve,
                    latestPeak: document(maxPower: peak),
                    month: total(.month(year: 2024, month: 1), wattHours: monthWattHours),
                    year: total(.year(2024), wattHours: yearWattHours)),
                MeterState(
                    pdl: meter, direction: .production,
                    latestDay: document(pdl: meter, .production, wattHours: 3_210),
                    latestCurve: document(pdl: meter, .production, curve: threeSlots),
                    month: total(.month(year: 2024, month: 1), wattHours: 40_001, .production),
                    year: total(.year(2024), wattHours: 40_001, .production)),
            ],
            tempo: season(through: january15),
            ecowatt: [
                EcowattData(
                    day: january15, level: 2, hours: [0, 1, 2, 3] + Array(repeating: 1, count: 18),
                    recordedAt: recorded),
                EcowattData(day: january15.advanced(by: 2), level: 1, hours: [], recordedAt: recorded),
            ]),
        at: now)
}

/// Every Tempo day of the season from 1 September 2023 to `last`: blue, but white on the last three.
func season(through last: Day) -> [TempoData] {
    let first = fixture(Day("2023-09-01"))
    return (first...last).map {
        TempoData(day: $0, color: $0 > last.advanced(by: -3) ? .white : .blue, isFinal: true, recordedAt: recorded)
    }
}

func values(_ state: CurrentState, _ format: MQTTFormat, hasShortTopics: Bool = true) -> [String: String] {
    let payloads = MQTTPayloads(
        topics: MQTTTopics(prefix: "med"), format: format, hasShortTopics: hasShortTopics)
    return Dictionary(
        payloads.values(of: state).map { ($0.topic, String(decoding: $0.payload, as: UTF8.self)) },
        uniquingKeysWith: { _, _ in preconditionFailure("a topic appears twice") })
}

/// What Python's json module makes of each text: an independent reader, which refuses NaN and duplicate keys here.
func pythonReads(_ texts: [String]) throws -> [[String: Any]?] {
    let directory = try TemporaryDirectory("med-json")
    let lines = try JSONSerialization.data(withJSONObject: texts)
    let path = try directory.write(String(decoding: lines, as: UTF8.self), to: "texts")
    let script = """
        import json, sys
        def once(pairs):
            assert len({k for k, _ in pairs}) == len(pairs), pairs
            return dict(pairs)
        def never(word): raise ValueError(word)
        for text in json.load(open(sys.argv[1])):
            assert "\\n" not in text, text
            value = json.loads(text, object_pairs_hook=once, parse_constant=never)
            print(json.dumps(value if isinstance(value, dict) else {"list": value}))
        """
    let python = try Executable.path("python3", package: "python3")
    let output = try Executable.run(python, ["-c", script, path])
    return try output.split(separator: "\n").map {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
}
