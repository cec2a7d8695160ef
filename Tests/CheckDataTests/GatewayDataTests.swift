import Foundation
import MEDCore
import MEDSources
import Testing

/// Recorded answers of gateways against values that another program computed from them.
@Suite(.timeLimit(.minutes(1)))
struct GatewayDataTests {
    /// After every recorded day.
    private static let now = UTCInstant(utcYear: 2026, month: 11, day: 21)

    let manifest: Manifest

    init() throws {
        manifest = try Manifest()
    }

    private func text(_ row: Manifest.Row) throws -> String {
        try String(contentsOf: manifest.folder.appending(path: "gateway").appending(path: row.name), encoding: .utf8)
    }

    private func answer(_ row: Manifest.Row) throws -> GatewayAnswer {
        let body = try text(row)
        // The status stands in the manifest where it was recorded.
        let status = row.note.firstMatch(of: /HTTP (\d{3})/).flatMap { Int($0.1) } ?? 200
        return GatewayAnswer(
            of: row.name.hasPrefix("consoapi") ? .consoAPI : .v1, status: status, body: Array(body.utf8))
    }

    /// The meter that the answer is about; any other where it is masked.
    private func meter(_ row: Manifest.Row) throws -> PDL {
        let named = try text(row).firstMatch(of: /"usage_point_id":\s*"(\d{14})"/).flatMap { PDL($0.1) }
        return try #require(named ?? PDL("11111111111111"))
    }

    @Test func everyAnswerIsRead() throws {
        let rows = manifest.rows("gateway/gw")
        #expect(rows.count == 38)
        var counts: [String: Int] = [:]
        var points = 0
        var energy = Energy.zero
        for row in rows {
            if row.expected.hasPrefix("meter_reading") {
                let read = try checkReadings(row)
                points += read.points
                energy += read.energy
                counts["readings", default: 0] += 1
            } else if row.expected.hasPrefix("customer") {
                try checkContract(row)
                counts["contracts", default: 0] += 1
            } else if row.expected.contains("call_number") {
                try checkAccess(row)
                counts["access", default: 0] += 1
            } else if row.expected.contains("2023-") {
                // Tempo and EcoWatt are no answers about a meter: nothing is made of them.
                let fault = try fault(row)
                #expect(fault.kind == .transient(retryAfter: nil), "\(row.name)")
                counts["of other services", default: 0] += 1
            } else {
                try checkFault(row)
                counts["errors", default: 0] += 1
            }
        }
        let parts = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        print("\(rows.count) gateway answers read: \(parts); \(points) points, \(energy.roundedWattHours) Wh")
    }

    private func checkReadings(_ row: Manifest.Row) throws -> (points: Int, energy: Energy) {
        let place = Comment(rawValue: row.name)
        let head = try #require(
            row.expected.firstMatch(
                of:
                    /^meter_reading (\S+)\.\.(\S+) unit (\S+) kind \w+, (\d+) points (.+?)\.\.(.+?), .*?sum of values (\d+)/
            ),
            place)
        let kind: ReadingKind = ["W": .loadCurve, "Wh": .dailyEnergy, "VA": .maxPower][String(head.3)] ?? .loadCurve
        let first = try #require(Day(String(head.1)), place)
        let end = try #require(Day(String(head.2)), place)
        let request = ReadingRequest(
            pdl: try meter(row), direction: row.name.contains("production") ? .production : .consumption, kind: kind,
            days: first...end.previous)
        let readings = try answer(row).readings(for: request, at: Self.now)
        #expect(readings.issues == [], place)
        // Read as another series, the same bytes give nothing: unit and stamps are read and not assumed.
        for other in ReadingKind.allCases where other != kind {
            var request = request
            request.kind = other
            let misread = try? answer(row).readings(for: request, at: Self.now)
            #expect(misread?.meter.days ?? [] == [], place)
        }
        let (stamps, sum, energy) = figures(of: readings.meter, kind: kind)
        #expect(stamps.count == Int(head.4), place)
        #expect(stamps.first == String(head.5), place)
        #expect(stamps.last == String(head.6), place)
        #expect(sum == Int64(head.7), place)
        if let expected = row.expected.firstMatch(of: /energy (\d+) Wh/) {
            #expect(energy.roundedWattHours == Int64(expected.1), place)
        }
        if let steps = row.expected.firstMatch(of: /\['PT(\d+)M'\]/) {
            let read = Set(readings.meter.days.flatMap(\.readings.curve.slots).map { Int($0.minutes) })
            #expect(read == [Int(steps.1) ?? -1], place)
        }
        return (stamps.count, energy)
    }

    /// The stamps as Enedis wrote them, the sum of the values, and the energy, out of what was read.
    private func figures(
        of meter: MeterReadings, kind: ReadingKind
    ) -> (stamps: [String], sum: Int64, energy: Energy) {
        switch kind {
        case .loadCurve:
            let slots = meter.days.flatMap { entry in entry.readings.curve.slots.map { (entry.day, $0) } }
            let ends = slots.map { day, slot in
                local(slot.start(on: day).advanced(bySeconds: Int(slot.minutes) * 60))
            }
            let energy = slots.reduce(Energy.zero) { $0 + $1.1.energy }
            return (ends, slots.reduce(0) { $0 + Int64($1.1.watts) }, energy)
        case .dailyEnergy:
            let days = meter.days.compactMap { entry in entry.readings.officialEnergy.map { (entry.day, $0) } }
            let energy = days.reduce(Energy.zero) { $0 + $1.1 }
            return (days.map(\.0.description), energy.wattMinutes / 60, energy)
        case .maxPower:
            let peaks = meter.days.compactMap(\.readings.maxPower)
            return (peaks.map { local($0.instant) }, peaks.reduce(0) { $0 + Int64($1.power.voltAmperes) }, .zero)
        }
    }

    /// From Foundation's calendar, as on the wall.
    private func local(_ instant: UTCInstant) -> String {
        let paris = TimeZone(identifier: "Europe/Paris") ?? .gmt
        let style = Date.ISO8601FormatStyle(timeZone: paris).year().month().day().time(
            includingFractionalSeconds: false)
        return Date(timeIntervalSince1970: Double(instant.secondsSinceEpoch)).formatted(style)
            .replacing("T", with: " ")
    }

    private func checkContract(_ row: Manifest.Row) throws {
        let head = try #require(
            row.expected.firstMatch(of: /subscribed_power '(\d+) kVA', tariff '(\w+)', offpeak '([^']+)'/),
            "\(row.name)")
        let contract = try answer(row).contract(of: try meter(row), at: Self.now)
        #expect(contract.subscribedKilovoltAmperes == Int(head.1), "\(row.name)")
        #expect(contract.distributionTariff == String(head.2), "\(row.name)")
        #expect(contract.offPeakText == String(head.3), "\(row.name)")
        #expect(contract.status == "SERVC", "\(row.name)")
        let activation = try text(row).firstMatch(of: /"last_activation_date":\s*"(\d{4}-\d{2}-\d{2})/)
        #expect(contract.lastActivation?.description == (activation?.1).map(String.init), "\(row.name)")
    }

    private func checkAccess(_ row: Manifest.Row) throws {
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(text(row).utf8)) as? [String: Any], "\(row.name)")
        let access = try answer(row).access(to: try meter(row), at: Self.now)
        #expect(access.isValid == object["valid"] as? Bool, "\(row.name)")
        #expect(access.callsMade == object["call_number"] as? Int, "\(row.name)")
        #expect(access.quota == object["quota_limit"] as? Int, "\(row.name)")
        #expect(access.isBanned == object["ban"] as? Bool, "\(row.name)")
        #expect(
            access.consentEnds.map(local) == (object["consent_expiration_date"] as? String)?.replacing("T", with: " "))
        // 23:59:59.999999 counts as midnight.
        let reset = (object["quota_reset_at"] as? String).map { String($0.prefix(19)).replacing("T", with: " ") }
        #expect(access.quotaResets.map { local($0.advanced(bySeconds: -1)) } == reset, "\(row.name)")
    }

    private func fault(_ row: Manifest.Row) throws -> GatewayFault {
        let request = ReadingRequest(
            pdl: try meter(row), direction: .consumption, kind: .dailyEnergy,
            days: Day(number: 19_000)...Day(number: 19_001))
        return try #require(throws: GatewayFault.self, "\(row.name)") {
            try answer(row).readings(for: request, at: Self.now)
        }
    }

    /// What each recorded sentence means for a household.
    private static let classes: [(sentence: String, kind: GatewayFault.Class)] = [
        ("Votre token est invalide ou ne permet pas d'accéder à ce PRM", .permanent),
        ("The Enedis API returned an error", .transient(retryAfter: nil)),
        ("no measure found for this usage point", .noData),
        ("Vous avez dépassé votre quota journalier", .waitUntil(nil)),
        ("merci de renouveller vos consentements", .consentLost),
        ("veuillez valider vos consentements", .consentLost),
        ("Les API d'Enedis sont indisponible", .transient(retryAfter: nil)),
        ("Un problème a été rencontré lors du traitement", .transient(retryAfter: nil)),
        ("usage_point_id parameter must be 14 digits long", .permanent),
        ("enedis_return", .transient(retryAfter: nil)),
    ]

    private func checkFault(_ row: Manifest.Row) throws {
        let fault = try fault(row)
        let expected = try #require(
            Self.classes.first { row.expected.contains($0.sentence) }, "\(row.name): \(row.expected)")
        #expect(fault.kind == expected.kind, "\(row.name)")
        guard let sentence = row.expected.firstRange(of: "error/message: ") else { return }
        let message = row.expected[sentence.upperBound...]
        #expect(fault.message.french.contains(message), "\(row.name)")
        #expect(fault.message.english.contains(message), "\(row.name)")
    }
}
