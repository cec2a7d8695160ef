import Foundation
import MEDCore
import MEDSources
import MEDTesting

/// One slot as the tests know it: from Foundation's calendar, so from the zone file of the machine.
struct CurveSample: Hashable {
    let start: Date
    let minutes: Int
    var watts: Int?

    var end: Date { start.addingTimeInterval(Double(minutes) * 60) }
}

enum Paris {
    static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Paris") ?? .gmt
        precondition(calendar.timeZone.identifier == "Europe/Paris")
        return calendar
    }()

    static func midnight(_ year: Int, _ month: Int, _ day: Int) -> Date {
        calendar.date(from: DateComponents(year: year, month: month, day: day)) ?? .distantPast
    }

    /// `2024-01-15T00:30:00+01:00`, or a part of it.
    static func stamp(_ date: Date, _ form: StampForm) -> String {
        let part = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        let two = { (value: Int?) in String(format: "%02d", value ?? 0) }
        let day = "\(part.year ?? 0)-\(two(part.month))-\(two(part.day))"
        let french = "\(two(part.day))/\(two(part.month))/\(part.year ?? 0)"
        let time = "\(two(part.hour)):\(two(part.minute))"
        let offset = "+\(two(calendar.timeZone.secondsFromGMT(for: date) / 3_600)):00"
        switch form {
        case .portal: return "\(day)T\(time):\(two(part.second))\(offset)"
        case .local: return "\(day) \(time):00"
        case .localWithT: return "\(day)T\(time):00"
        case .spreadsheet: return "\(french) \(time)"
        case .day: return day
        case .twoColumns: return "\(french);\(time):00"
        }
    }

    enum StampForm: CaseIterable {
        case portal, local, localWithT, spreadsheet, day, twoColumns
    }
}

extension [CurveSample] {
    /// Slots of `step` minutes from one midnight to another, with values that repeat only after very long.
    static func regular(from start: Date, to end: Date, step: Int) -> [CurveSample] {
        var generator = SeededGenerator(seed: UInt64(start.timeIntervalSince1970))
        return stride(from: start, to: end, by: Double(step) * 60).map {
            CurveSample(start: $0, minutes: step, watts: Int(generator.next() % 6_001))
        }
    }

    /// One line per sample, stamped with its end.
    func lines(_ form: Paris.StampForm = .portal, separator: String = ";") -> [String] {
        map { "\(Paris.stamp($0.end, form))\(separator)\($0.watts.map(String.init) ?? "")" }
    }

    var known: [CurveSample] { filter { $0.watts != nil } }
}

extension EnedisFile {
    /// The slots of all days, back in the terms of the tests.
    func samples(meter index: Int = 0) -> [CurveSample] {
        guard index < meters.count else { return [] }
        return meters[index].days.flatMap { entry in
            entry.readings.curve.slots.map { slot in
                CurveSample(
                    start: Date(timeIntervalSince1970: Double(slot.start(on: entry.day).secondsSinceEpoch)),
                    minutes: Int(slot.minutes), watts: Int(slot.watts))
            }
        }
    }

    func readings(on day: String, meter index: Int = 0) -> DayReadings? {
        index < meters.count ? meters[index].days.first { $0.day.description == day }?.readings : nil
    }
}
