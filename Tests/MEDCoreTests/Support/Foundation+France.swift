import Foundation
import MEDCore
import Testing

/// The oracle of everything about time: the machine's time zone database, read by Foundation.
enum France {
    static func timeZone() throws -> TimeZone { try #require(TimeZone(identifier: "Europe/Paris")) }

    static func calendar() throws -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try timeZone()
        return calendar
    }
}

extension Date {
    init(_ instant: UTCInstant) {
        self.init(timeIntervalSince1970: Double(instant.secondsSinceEpoch))
    }
}
