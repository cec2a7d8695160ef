import MEDCore

/// Collects what an answer says day by day, so that every source treats doubles and damage alike.
struct EcowattEntries {
    private let now: UTCInstant
    private var entries: [Day: (data: EcowattData, generated: UTCInstant?)] = [:]
    private var issues: [String] = []

    init(at now: UTCInstant) { self.now = now }

    /// A day of which a level or an hour is known. Of two the one generated later counts; without dates, the later one
    /// in the answer.
    mutating func add(_ day: Day, level: Int?, hours: [Int: Int], generated: UTCInstant? = nil) {
        if let level, !(1...3).contains(level) { note("\(day): level \(level)") }
        for (hour, value) in hours.sorted(by: { $0.key < $1.key })
        where !(0...23).contains(hour) || !(0...3).contains(value) {
            note("\(day): hour \(hour) level \(value)")
        }
        // EcowattData makes unknown what is out of range.
        let data = EcowattData(day: day, level: level, hours: (0..<24).map { hours[$0] }, recordedAt: now)
        guard data.level != nil || data.hours.contains(where: { $0 != nil }) else { return }
        if let before = entries[day]?.generated {
            guard let generated, generated >= before else { return }
        }
        entries[day] = (data, generated)
    }

    mutating func note(_ text: String) {
        if issues.count < 10 { issues.append(String(text.prefix(60))) }
    }

    var answer: EcowattAnswer {
        EcowattAnswer(days: entries.sorted { $0.key < $1.key }.map(\.value.data), issues: issues)
    }
}
