import Foundation
import MEDCore
import MEDStore
import TestServers

/// Made-up years of two meters, and what must come out of them, both written by a Python program that counts with whole
/// numbers, fractions and zoneinfo: no line of the package takes part in the expectations.
struct MadeUpYears: Decodable {
    struct DayOfPowers: Decodable {
        let date: String
        /// Local midnight, and the next one, in seconds since 1970.
        let start: Int64
        let end: Int64
        /// Watts of each half-hour; null where it is not known.
        let watts: [Int32?]
        /// Rounded to Wh, half to even; null for an incomplete day.
        let wattHours: Int64?
        /// Registers in Wh that add up to `wattHours`.
        let registers: [String: Int64]
    }

    struct Meter: Decodable {
        let pdl: String
        let tariff: String
        let direction: String
        let days: [DayOfPowers]
        /// Wh of whole months (`2022-01`) and years, rounded once.
        let totals: [String: Int64]
    }

    struct NationalDay: Decodable {
        let date: String
        let color: Int
        let level: Int
        let hours: [Int?]
    }

    let meters: [Meter]
    let national: [NationalDay]

    init(from first: String, days: Int, seed: UInt64) throws {
        let python = try Executable.path("python3", package: "python3")
        let output = try Executable.run(python, ["-c", Self.program, first, "\(days)", "\(seed)"])
        self = try JSONDecoder().decode(Self.self, from: Data(output.utf8))
    }

    private static let program = """
        import json, random, sys
        from datetime import date, datetime, timedelta, timezone
        from fractions import Fraction
        from zoneinfo import ZoneInfo
        paris, first, count = ZoneInfo("Europe/Paris"), date.fromisoformat(sys.argv[1]), int(sys.argv[2])
        draw = random.Random(int(sys.argv[3]))
        days = [first + timedelta(n) for n in range(-1, count)]
        midnight = lambda d: int(datetime(d.year, d.month, d.day, tzinfo=paris).timestamp())
        color = {d: draw.choice([1, 1, 1, 2, 3]) for d in days}
        names = {1: "blue", 2: "white", 3: "red"}
        order = ["hc", "hp", "blue_hc", "blue_hp", "white_hc", "white_hp", "red_hc", "red_hp"]

        def register(tariff, instant):
            clock = datetime.fromtimestamp(instant, paris)
            minute = clock.hour * 60 + clock.minute
            if tariff == "HC/HP": return "hc" if minute >= 1350 or minute < 390 else "hp"
            own = clock.date() if minute >= 360 else clock.date() - timedelta(1)
            return names[color[own]] + ("_hc" if minute >= 1320 or minute < 360 else "_hp")

        def meter(pdl, tariff, direction):
            result, sums = [], {}
            for d in days[1:]:
                start, end = midnight(d), midnight(d + timedelta(1))
                watts = [draw.randrange(0, 9000) for _ in range(start, end, 1800)]
                if draw.random() < 0.02: watts[draw.randrange(len(watts))] = None
                registers, energy = {}, None
                if None not in watts:
                    energy = sum(watts) * 30
                    for key in (str(d)[:7], str(d)[:4]): sums[key] = sums.get(key, 0) + energy
                    if direction == "consumption":
                        parts = {}
                        for n, w in enumerate(watts):
                            name = register(tariff, start + n * 1800)
                            parts[name] = parts.get(name, 0) + w * 30
                        total = given = 0
                        for name in order:
                            if name not in parts: continue
                            total += parts[name]
                            registers[name] = round(Fraction(total, 60)) - given
                            given = round(Fraction(total, 60))
                result.append(dict(date=str(d), start=start, end=end, watts=watts, registers=registers,
                                   wattHours=None if energy is None else round(Fraction(energy, 60))))
            return dict(pdl=pdl, tariff=tariff, direction=direction, days=result,
                        totals={k: round(Fraction(v, 60)) for k, v in sums.items()})

        print(json.dumps(dict(
            meters=[meter("01234567890123", "HC/HP", "consumption"), meter("12345678901234", "TEMPO", "consumption"),
                    meter("12345678901234", "TEMPO", "production")],
            national=[dict(date=str(d), color=color[d], level=draw.choice([1, 1, 2, 3]),
                           hours=[draw.choice([0, 1, 1, 2, 3, None]) for _ in range(24)]) for d in days])))
        """
}

extension MadeUpYears.Meter {
    /// As a source would hand it over.
    var readings: MeterReadings? {
        guard let pdl = PDL(pdl), let direction = Direction(rawValue: direction) else { return nil }
        return MeterReadings(
            pdl: pdl, direction: direction,
            days: days.compactMap { day in
                Day(day.date).map { MeterReadings.Entry(day: $0, readings: DayReadings(curve: day.curve)) }
            })
    }

    /// How many samples a server must hold of one day: a register that counted nothing has a sample as well, and off-peak
    /// and peak have one each.
    func samples(_ day: MadeUpYears.DayOfPowers) -> Int {
        let registers = day.registers.isEmpty ? 0 : (tariff == "TEMPO" ? 6 : 2) + 2
        return day.watts.count { $0 != nil } + (day.wattHours == nil ? 0 : 3 + registers)
    }
}

extension MadeUpYears.DayOfPowers {
    fileprivate var curve: LoadCurve {
        LoadCurve(
            slots: watts.enumerated().compactMap { index, watts in
                watts.map { LoadSlot(startMinute: index * 30, minutes: 30, watts: $0) }
            })
    }
}

extension MadeUpYears {
    /// Imports everything into a store.
    func write(into store: any Store, at now: UTCInstant) async throws {
        _ = try await store.write(
            national.compactMap { entry in
                Day(entry.date).map {
                    TempoData(day: $0, color: TempoColor(rawValue: UInt8(entry.color)), isFinal: true, recordedAt: now)
                }
            }, at: now)
        _ = try await store.write(
            national.compactMap { entry in
                Day(entry.date).map { EcowattData(day: $0, level: entry.level, hours: entry.hours, recordedAt: now) }
            }, at: now)
        for meter in meters {
            guard let readings = meter.readings else { throw TestServerError("a meter that is none") }
            _ = try await store.importReadings(
                [readings], from: ImportSource(name: "\(meter.pdl) \(meter.direction)"),
                contracts: [readings.pdl: meter.contracts], at: now)
        }
    }
}

extension MadeUpYears.Meter {
    /// HC/HP from 22:30 to 06:30, or Tempo.
    var contracts: ContractHistory {
        let from = Day(number: 18_000)
        return ContractHistory([
            tariff == "TEMPO"
                ? Contract(from: from, tariff: .tempo)
                : Contract(from: from, tariff: .hcHP, offPeakHours: OffPeakHours("HC (22H30-6H30)"))
        ])
    }
}
