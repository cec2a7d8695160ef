@testable import MEDCore

extension FuzzTarget {
    /// The off-peak hours of contracts.
    static let offPeak = FuzzTarget("off-peak", maximumLength: 512) { bytes in
        guard let hours = OffPeakHours(String(decoding: bytes, as: UTF8.self)) else { return }
        demand(!hours.slots.isEmpty, "hours without any")
        var end = -1
        for slot in hours.slots {
            demand(slot.lowerBound > end && slot.upperBound <= 1_440 && !slot.isEmpty, "slots \(hours.slots)")
            end = slot.upperBound
        }
        // The slots written as a contract writes them are the same hours.
        func clock(_ minute: Int) -> String { "\(minute / 60)H\(minute % 60)" }
        // One slot written so is the whole day, as users mean it; here several made it up.
        if hours.slots == [0..<1_439] { return }
        let text = hours.slots.map { "\(clock($0.lowerBound))-\(clock($0.upperBound))" }.joined(separator: ";")
        demand(OffPeakHours("HC (\(text))") == hours, "\(text) are other hours")
        let schedule = OffPeakSchedule(hours: hours, weekends: true, holidays: .alsaceMoselle)
        demand(schedule.hours(on: Day(number: 19_737)) == hours, "hours of a Monday")
    }

    /// Short texts of one line; the first byte says which kind. What is read and written is read as the same again.
    static let texts = FuzzTarget("texts", maximumLength: 256) { bytes in
        guard let kind = bytes.first else { return }
        let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
        switch kind % 10 {
        case 0:
            if let day = Day(text) {
                demand(day.description == text && Day(containing: day.start) == day, "day \(text)")
                _ = (day.lengthInMinutes, day.weekday, day.isPublicHoliday(in: .alsaceMoselle))
            }
        case 1:
            if let instant = UTCInstant(text) {
                demand(instant.description == text, "instant \(text)")
                _ = ParisTime.localTime(at: instant).iso8601
            }
        case 2: if let date = MonthDay(text) { demand(date.description == text, "date \(text)") }
        case 3: if let color = TempoColor(text) { demand(TempoColor(color.code) == color, "colour \(text)") }
        case 4: if let pdl = PDL(text) { demand(!"\(pdl)".contains(text), "a PDL is shown") }
        case 5: if let tariff = Tariff(name: text) { demand(Tariff(name: tariff.name) == tariff, "tariff \(text)") }
        case 6: demand(InstanceID(InstanceID(text).description) == InstanceID(text), "instance \(text)")
        case 7: if let register = TariffRegister(key: text) { demand(register.key == text, "register \(text)") }
        case 8: if let stream = StreamID(storageName: text) { demand(stream.storageName == text, "stream \(text)") }
        default:
            let identity = DestinationIdentity(fingerprint: text)
            demand(DestinationIdentity(fingerprint: identity.fingerprint) == identity, "identity \(text)")
        }
    }
}
