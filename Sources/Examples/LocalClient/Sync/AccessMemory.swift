import Foundation
import MEDCore
import MEDSources

/// What a gateway last said of consents, as it is remembered between runs: a question a day is enough, its answer is shown
/// until the next one.
struct AccessMemory: Codable, Equatable {
    /// What was said of one meter.
    struct Entry: Codable, Equatable {
        /// The quota day of the last question.
        var day: Int64
        var isValid = true
        var isBanned = false
        /// Seconds since 1970.
        var consentEnds: Int64?
        var information: String?
    }

    /// By the digits of the PDL.
    var meters: [String: Entry] = [:]

    init() {}

    /// What `encoded()` wrote; empty when the bytes are damaged: it costs a question.
    init(_ bytes: [UInt8]?) {
        self = bytes.flatMap { try? JSONDecoder().decode(Self.self, from: Data($0)) } ?? Self()
    }

    func encoded() -> [UInt8] { (try? JSONEncoder().encode(self)).map(Array.init) ?? [] }

    func isAsked(_ pdl: PDL, on day: Int64) -> Bool { meters[pdl.digits]?.day == day }

    /// Notes a question before it is asked: a program that ends in between does not ask without end.
    mutating func note(_ pdl: PDL, on day: Int64) {
        meters[pdl.digits, default: Entry(day: day)].day = day
    }

    mutating func note(_ access: GatewayAccess, of pdl: PDL, on day: Int64) {
        meters[pdl.digits] = Entry(
            day: day, isValid: access.isValid || access.isQuotaUsed, isBanned: access.isBanned,
            consentEnds: access.consentEnds?.secondsSinceEpoch, information: access.information)
    }
}
