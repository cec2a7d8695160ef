import Foundation
import MEDCore
import MEDHTTP
import TestServers
import Testing

@testable import MEDSources

func day(_ text: String) throws -> Day { try #require(Day(text)) }

/// An instant of a French wall clock, by Foundation's calendar: no code of ours.
func paris(_ text: String) throws -> UTCInstant {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "Europe/Paris")
    formatter.dateFormat = "yyyy-MM-dd HH:mm"
    return UTCInstant(secondsSinceEpoch: Int64(try #require(formatter.date(from: text)).timeIntervalSince1970))
}

extension TempoAnswer {
    /// `2024-01-15 BLUE final`.
    var lines: [String] {
        days.map { "\($0.day) \($0.color?.code ?? "?")\($0.isFinal ? " final" : "")" }
    }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// A store in memory that keeps the rules of the real one: a day counts when its packed form changed.
actor NationalMemoryStore: NationalStore {
    struct Broken: Error {}
    private(set) var tempoDays: [Day: TempoData] = [:]
    private(set) var ecowattDays: [Day: EcowattData] = [:]
    private(set) var memories: [String: [UInt8]] = [:]
    private(set) var writes: [[TempoData]] = []
    private var isReadOnly = false

    init(_ tempo: [TempoData] = []) {
        for day in tempo { tempoDays[day.day] = day }
    }

    func tempo(days: ClosedRange<Day>) -> [TempoData] { tempoDays.values.filter { days.contains($0.day) } }

    func write(tempo days: [TempoData], at now: UTCInstant) throws -> Int {
        if isReadOnly { throw Broken() }
        writes.append(days)
        var changed = 0
        for day in days {
            let old = tempoDays[day.day]
            if old?.color != day.color || old?.isFinal != day.isFinal { changed += 1 }
            tempoDays[day.day] = day
        }
        return changed
    }

    func write(ecowatt days: [EcowattData], at now: UTCInstant) throws -> Int {
        if isReadOnly { throw Broken() }
        for day in days { ecowattDays[day.day] = day }
        return days.count
    }

    func memory(_ key: String) -> [UInt8]? { memories[key] }

    func remember(_ bytes: [UInt8], as key: String) throws {
        if isReadOnly { throw Broken() }
        memories[key] = bytes
    }

    func setReadOnly(_ value: Bool) { isReadOnly = value }
}

/// A Tempo source whose answers a test writes.
actor ScriptedTempo: TempoSource {
    nonisolated let name: String
    nonisolated let daysPerCall = 366
    private(set) var calls: [(at: UTCInstant, days: ClosedRange<Day>)] = []
    private let answer: @Sendable (ClosedRange<Day>, UTCInstant) throws(GatewayFault) -> TempoAnswer

    init(
        _ name: String = "a",
        _ answer: @escaping @Sendable (ClosedRange<Day>, UTCInstant) throws(GatewayFault) -> TempoAnswer
    ) {
        self.name = name
        self.answer = answer
    }

    /// Says what a function of the day says; nothing for `nil`.
    init(_ name: String = "a", colors: @escaping @Sendable (Day, UTCInstant) -> TempoColor?) {
        self.init(name) { (days: ClosedRange<Day>, now: UTCInstant) throws(GatewayFault) -> TempoAnswer in
            var entries = TempoEntries(asked: days, at: now)
            for day in days { entries.add(day, colors(day, now)) }
            return entries.answer
        }
    }

    func colors(of days: ClosedRange<Day>, at now: UTCInstant) async throws(GatewayFault) -> TempoAnswer {
        calls.append((now, days))
        return try answer(days, now)
    }
}

/// A Tempo source that never answers, and says when it is asked.
struct SilentTempo: TempoSource {
    let name = "silent"
    let daysPerCall = 366
    let announce: AsyncStream<Void>.Continuation

    func colors(of days: ClosedRange<Day>, at now: UTCInstant) async throws(GatewayFault) -> TempoAnswer {
        announce.yield()
        try? await Task.sleep(for: .seconds(86_400))
        // Long enough a wait that this one holds the source back: a fault that nobody is to blame for.
        throw .test(.transient(retryAfter: .seconds(3_600)))
    }
}

/// An EcoWatt source that says the same every day, or fails.
actor ScriptedEcowatt: EcowattSource {
    nonisolated let name: String
    private(set) var calls: [UTCInstant] = []
    private let fault: @Sendable (UTCInstant) -> GatewayFault?

    init(_ name: String = "a", fault: @escaping @Sendable (UTCInstant) -> GatewayFault? = { _ in nil }) {
        self.name = name
        self.fault = fault
    }

    func signals(at now: UTCInstant) async throws(GatewayFault) -> EcowattAnswer {
        calls.append(now)
        if let fault = fault(now) { throw fault }
        return EcowattAnswer(days: [
            EcowattData(day: Day(containing: now), level: 1, hours: [0, nil, 3], recordedAt: now)
        ])
    }
}

extension GatewayFault {
    static func test(_ kind: Class) -> GatewayFault {
        GatewayFault(kind, code: "test", message: LocalizedText(fr: "essai", en: "test"))
    }
}

/// Runs the operation with a client of its own and closes it.
func withHTTPClient<Value: Sendable>(_ operation: (HTTPClient) async throws -> Value) async throws -> Value {
    let client = try HTTPClient()
    do {
        let value = try await operation(client)
        await client.close()
        return value
    } catch {
        await client.close()
        throw error
    }
}

/// The fault that the operation must end with.
func gatewayFault<Value>(_ operation: () async throws -> Value) async throws -> GatewayFault {
    do {
        let value = try await operation()
        Issue.record("no fault: \(value)")
    } catch let fault as GatewayFault {
        return fault
    }
    return .test(.noData)
}
