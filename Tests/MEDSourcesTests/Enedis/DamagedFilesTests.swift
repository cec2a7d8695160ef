import Foundation
import MEDCore
import MEDSources
import MEDTesting
import Testing

/// Whatever happens to a file, reading it ends, and what it yields is possible.
@Suite(.timeLimit(.minutes(1)))
struct DamagedFilesTests {
    private static let samples = [CurveSample].regular(
        from: Paris.midnight(2024, 10, 26), to: Paris.midnight(2024, 10, 29), step: 30)

    private static let originals: [[UInt8]] = [
        PortalText.curve(samples).bytes(),
        PortalText.curve(samples, step: "30").bytes(lineEnd: "\r\n"),
        (PortalText.header() + ["Horodate;Valeur"] + samples.lines(.spreadsheet).reversed()).bytes(),
        PortalText.flat(samples).bytes(),
        (PortalText.header(type: "Index", unit: "Wh", step: nil) + [PortalText.indexColumns]
            + ["2024-01-10T00:00:00+01:00;Arrêté quotidien;1;2;;;;;;;;;3;;;;3", "Periode;Identifiant;Libelle"]
            + PortalText.header(type: "Puissance maximale quotidienne", unit: "VA", step: nil)
            + ["Horodate;Valeur", "2024-01-10T12:00:13+01:00;4000"]).bytes(),
        samples.lines().bytes(),
        OtherText.r63(samples).bytes(),
        OtherText.startEnd(samples).bytes(),
        OtherText.edf(samples).bytes(),
        (["Date;Valeur (en kWh)"] + samples.map { "\(Paris.stamp($0.start, .day));1,5" }).bytes(),
    ]

    @Test func randomDamage() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed of the damaged files: \(seed)")
        var generator = SeededGenerator(seed: seed)
        var read = 0
        for round in 0..<1_500 {
            var bytes = Self.originals[round % Self.originals.count]
            damage(&bytes, with: &generator)
            guard let file = try? EnedisFile.parse(bytes, name: "damaged.csv", pdl: PDL(PortalText.meter)) else {
                continue
            }
            read += 1
            let fault = impossibility(in: file)
            #expect(fault == nil, "seed \(seed), round \(round)")
            if fault != nil { return }
        }
        #expect(read > 300)
    }

    private func damage(_ bytes: inout [UInt8], with generator: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 1...12, using: &generator) where bytes.count > 2 {
            let position = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, position + Int.random(in: 1...40, using: &generator))
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes[position] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes[position] = UInt8.random(in: 0x30...0x39, using: &generator)
            case 2: bytes.removeSubrange(position..<end)
            case 3:
                bytes.insert(contentsOf: bytes[position..<end], at: Int.random(in: 0..<bytes.count, using: &generator))
            case 4:
                bytes[position] =
                    [0x0A, 0x0D, 0x3B, 0x2C, 0x22, 0x2D, 0x20, 0xE9].randomElement(using: &generator) ?? 0
            default: if Int.random(in: 0..<8, using: &generator) == 0 { bytes.removeSubrange(position...) }
            }
        }
    }

    private func impossibility(in file: EnedisFile) -> String? {
        for meter in file.meters {
            for (entry, next) in zip(meter.days, meter.days.dropFirst()) where next.day.number <= entry.day.number {
                return "\(next.day) after \(entry.day)"
            }
            for entry in meter.days {
                var end = 0
                for slot in entry.readings.curve.slots {
                    if Int(slot.startMinute) < end { return "\(entry.day): overlap at \(slot.startMinute)" }
                    end = slot.endMinute
                    if !(0...1_000_000).contains(slot.watts) { return "\(slot.watts) W" }
                    if ![10, 15, 20, 30, 60].contains(slot.minutes) { return "\(slot.minutes) minutes" }
                }
                if end > entry.day.lengthInMinutes { return "\(entry.day): ends at \(end)" }
                if let peak = entry.readings.maxPower, Day(containing: peak.instant).number != entry.day.number {
                    return "\(entry.day): peak at \(peak.instant)"
                }
            }
        }
        if file.issues.contains(where: { $0.line < 1 }) { return "a line before the first" }
        return nil
    }
}
