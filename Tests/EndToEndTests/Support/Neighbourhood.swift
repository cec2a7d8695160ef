import Foundation
import MEDCore
import MEDStore
import MEDStoreSQLite
import TestServers
import Testing

/// Several meters with years of days, and what must be at the broker in the end.
struct Neighbourhood {
    private let households: [HouseholdFiles]

    init(meters: Int, days: Int) async throws {
        households = try await withThrowingTaskGroup(of: (Int, HouseholdFiles).self) { group in
            for index in 0..<meters {
                group.addTask {
                    let pdl = String(format: "%014d", 11_111_111_110_000 + index)
                    return (index, try HouseholdFiles(pdl: pdl, from: "2021-01-01", days: days, seed: index))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    var pdls: [String] { households.map(\.pdl) }

    /// Number of days of all meters.
    var days: Int { households.reduce(0) { $0 + $1.consumption.count } }

    func importAll(with home: MedHome) async throws {
        for household in households { try home.med("import", household.files[0]) }
    }

    /// The history topics among `sent` whose lane has not passed their record.
    func unacknowledged(_ sent: Set<String>, in home: MedHome) async throws -> Set<String> {
        try await acknowledgement(in: home) { topic, isAcknowledged in !isAcknowledged && sent.contains(topic) }
    }

    /// No lane has passed a record whose topic the broker did not acknowledge.
    func expectNothingAcknowledgedWithout(_ acknowledged: Set<String>, in home: MedHome) async throws {
        let liars = try await acknowledgement(in: home) { topic, isAcknowledged in
            isAcknowledged && !acknowledged.contains(topic)
        }
        #expect(liars.isEmpty, "\(liars.count) records settled without a PUBACK")
    }

    func isDelivered(in home: MedHome) async throws -> Bool {
        let lanes = try await home.store().lanes(of: InstanceID(exporterKey: "mqtt"))
        return !lanes.isEmpty && lanes.allSatisfy(\.isAtHead)
    }

    /// How many days are still to be sent; all of them before there is any lane.
    func pending(in home: MedHome) async throws -> Int {
        let lanes = try await home.store().lanes(of: InstanceID(exporterKey: "mqtt"))
        return lanes.isEmpty ? days : max(1, lanes.reduce(0) { $0 + $1.pending })
    }

    func waitUntilDelivered(in home: MedHome) async throws {
        let store = try home.store()
        for _ in 0..<1_200 {
            let lanes = try await store.lanes(of: InstanceID(exporterKey: "mqtt"))
            if !lanes.isEmpty, lanes.allSatisfy(\.isAtHead) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw TestServerError("the lanes are not at their heads: \(home.log.suffix(2_000))")
    }

    /// Every (PDL, date) reached the subscriber, with the value that Python computed.
    func expectEveryDay(at subscriber: MosquittoSubscriber) async throws {
        var expected: [String: String] = [:]
        for household in households {
            for (day, values) in household.consumption {
                expected["myelectricaldata/\(household.pdl)/history/consumption/\(day)"] =
                    "{\"value\":\(Expect.kilowattHours(values.wattMinutes)),"
            }
        }
        var missing = Set(expected.keys)
        for _ in 0..<100 where !missing.isEmpty {
            missing = Set(expected.keys)
            for line in subscriber.lines { missing.remove(line.topic) }
            if !missing.isEmpty { try await Task.sleep(for: .milliseconds(200)) }
        }
        #expect(missing.isEmpty, "\(missing.count) days never arrived")
        let wrong = subscriber.lines.filter { line in
            expected[line.topic].map { !line.payload.hasPrefix($0) } ?? true
        }
        #expect(wrong.isEmpty, "\(wrong.count) messages with another value: \(wrong.first.map(\.topic) ?? "")")
    }

    /// Every retained topic ends at the latest value.
    func expectRetained(broker: MosquittoBroker) async throws {
        let fresh = try await MosquittoSubscriber(
            broker, ["myelectricaldata/+/consumption/daily", "myelectricaldata/+/consumption/year"])
        for household in households {
            let last = try #require(household.consumption.keys.max())
            let daily = Expect.kilowattHours(try #require(household.consumption[last]).wattMinutes)
            let year = household.consumption.filter { $0.key.prefix(4) == last.prefix(4) }.values
                .reduce(0) { $0 + $1.wattMinutes }
            try await fresh.wait { lines in
                lines.last { $0.topic == "myelectricaldata/\(household.pdl)/consumption/daily" }?.payload
                    .hasPrefix("{\"value\":\(daily),") == true
                    && lines.last { $0.topic == "myelectricaldata/\(household.pdl)/consumption/year" }?.payload
                        .hasPrefix("{\"value\":\(Expect.kilowattHours(year)),") == true
            }
        }
    }

    /// The history topics of records for which `include` says so, given whether their lane has passed them.
    private func acknowledgement(
        in home: MedHome, include: (String, Bool) -> Bool
    ) async throws -> Set<String> {
        let store = try home.store()
        let instance = InstanceID(exporterKey: "mqtt")
        let lanes = try await store.lanes(of: instance)
        let kept = Set(try await store.exceptions(of: instance).map(\.record))
        var topics: Set<String> = []
        for lane in lanes where lane.series == .consumption {
            guard let pdl = lane.stream.pdl else { continue }
            let all = Day(number: -100_000)...Day(number: 100_000)
            for document in try await store.documents(of: pdl, .consumption, days: all) {
                let topic = "myelectricaldata/\(pdl.digits)/history/consumption/\(document.day)"
                let isAcknowledged = document.revision <= lane.acked && !kept.contains(document.key)
                if include(topic, isAcknowledged) { topics.insert(topic) }
            }
        }
        return topics
    }
}
