import Foundation
import MEDCore
import MEDHTTP
import MEDSources
import MEDStoreSQLite
import TestServers

@testable import LocalClient

/// One account at a local gateway, the household's own store, and a clock that only moves when somebody sleeps.
final class SyncScene {
    static let token = "le-jeton-de-ce-foyer"

    let enedis = FakeEnedis(seed: 11)
    let gateway: FakeGateway
    let clock: FakeClock
    let store: SQLiteStore
    let meters: [SyncMeter]
    private let client: HTTPClient
    private let folder: TemporaryDirectory
    private let kind: FakeDialect

    init(_ kind: FakeDialect, at clock: FakeClock, meters: [SyncMeter], quota: Int = 500) throws {
        self.kind = kind
        self.clock = clock
        self.meters = meters
        folder = try TemporaryDirectory("med-sync")
        store = try SQLiteStore(path: folder.path("med.sqlite"))
        gateway = try FakeGateway(
            enedis: enedis, dialect: kind, token: Self.token, quota: quota, national: FakeNational(),
            options: FakeGatewayOptions(), now: { clock.now })
        client = try HTTPClient(HTTPConfiguration(usesEnvironmentProxies: false))
    }

    var now: UTCInstant { UTCInstant(secondsSinceEpoch: clock.now) }

    /// The first day of a series that is asked for: what the server still has, or the meter's earliest day.
    func firstDay(of series: SyncSeries) -> String {
        let oldest = enedis.oldestDay(curve: series.kind == .loadCurve, at: clock.now)
        let earliest = meters.first { $0.pdl == series.pdl }?.earliest?.description
        return max(oldest, earliest ?? oldest)
    }

    /// Asks the gateway for the quota, as `med` does before a pass.
    func learnQuota() async throws {
        let (gateway, now) = (try adapter(), now)
        let access = try await gateway.access(to: meters[0].pdl, at: now)
        try await synchronizer().change { $0.learn(access, limits: gateway.limits, at: now) }
    }

    private func adapter() throws -> any Gateway {
        let url = try HTTPURL(gateway.url)
        let token = Secret(Self.token)
        return switch kind {
        case .v1: MyElectricalDataV1Gateway(client: client, baseURL: url, token: token)
        case .v2: MyElectricalDataV2Gateway(client: client, baseURL: url, token: token)
        case .conso: ConsoAPIGateway(client: client, baseURL: url, token: token)
        }
    }

    /// A synchronizer as a program that was just started makes it.
    func synchronizer() throws -> MeterSynchronizer {
        let clock = clock
        return MeterSynchronizer(
            gateway: try adapter(), name: "\(kind)", meters: meters,
            store: HouseholdStore(store: store, contracts: [:]),
            phase: SyncPhase(installation: "a-household"),
            clock: SyncClock(
                now: { UTCInstant(secondsSinceEpoch: clock.now) },
                sleep: { if $0.secondsSinceEpoch > clock.now { clock.set($0.secondsSinceEpoch) } }),
            fraction: { 0.5 })
    }

    /// Syncs until nothing is due, sitting out every wait; each time with a new synchronizer.
    @discardableResult
    func sync() async throws -> SyncReport {
        try await synchronizer().sync(patience: nil)
    }

    /// Lets the time pass until a report's next look, and syncs.
    @discardableResult
    func sync(after report: SyncReport) async throws -> SyncReport {
        clock.set(max(clock.now, report.next.secondsSinceEpoch))
        return try await sync()
    }

    /// Compares every day that the gateway answers with what the store holds; returns what differs.
    func differences() async throws -> [String] {
        var differences: [String] = []
        for meter in meters {
            for series in meter.series {
                let pdl = series.pdl.digits
                let direction: FakeDirection = series.direction == .consumption ? .consumption : .production
                let first = firstDay(of: series)
                let yesterday = Day(containing: now).previous
                guard let oldest = Day(first) else { return ["no oldest day: \(first)"] }
                let documents = try await store.documents(
                    of: series.pdl, series.direction, days: oldest...yesterday)
                let byDay = Dictionary(documents.map { ($0.day.description, $0) }, uniquingKeysWith: { $1 })
                for day in FakeClock.days(first, yesterday.description) {
                    let document = byDay[day]
                    let isEqual =
                        switch series.kind {
                        case .loadCurve: Self.slots(document) == expectedSlots(pdl, direction, day)
                        case .dailyEnergy:
                            (document?.readings.officialEnergy?.wattMinutes)
                                == enedis.dailyWattHours(pdl, direction, day: day, at: clock.now).map { Int64($0) * 60 }
                        case .maxPower:
                            document?.maxPower.map { [Int64($0.power.voltAmperes), $0.instant.secondsSinceEpoch] }
                                == enedis.peak(pdl, day: day, at: clock.now).map {
                                    [Int64($0.voltAmperes), $0.instant]
                                }
                        }
                    if !isEqual { differences.append("\(pdl) \(direction) \(series.kind) \(day)") }
                }
            }
        }
        return differences
    }

    private func expectedSlots(_ pdl: String, _ direction: FakeDirection, _ day: String) -> [[Int64]] {
        enedis.slots(pdl, direction, day: day, at: clock.now).map { [$0.start, Int64($0.minutes), Int64($0.watts)] }
    }

    private static func slots(_ document: DayDocument?) -> [[Int64]] {
        guard let document else { return [] }
        return document.curve.slots.map {
            [$0.start(on: document.day).secondsSinceEpoch, Int64($0.minutes), Int64($0.watts)]
        }
    }
}
