import Foundation
import TestServers
import Testing

/// The road of a household to a webhook of its own, with the real `med`.
@Suite(.timeLimit(.minutes(3)))
struct WebhookScenarioTests {
    /// A day's message as document 001 writes it.
    private struct Body: Decodable {
        let type: String
        let pdl: String
        let date: String
        let value_kwh: Decimal
    }

    private static let password = "C4nary-p4ss"

    private func section(_ url: String, password: String = password) -> String {
        """
        webhook:
          enabled: true
          start: all
          url: "\(url)"
          username: med
          password: "\(password)"
        """
    }

    @Test("Test, preview, export: one message per day and meter, the same value and the same id when sent again")
    func theWholeRoad() async throws {
        let receiver = try await WebhookReceiver.started("med:\(Self.password)")
        defer { receiver.stop() }
        let scene = try DestinationHome()
        try scene.configure(section(receiver.url))
        try scene.importAll()
        let tested = try scene.med(["test", "webhook"])
        #expect(try receiver.messages().map(\.method) == ["HEAD"])
        let shown = try scene.med(["export", "--exporter", "webhook", "--dry-run"])
        #expect(try receiver.messages().count == 1)
        let exported = try scene.med(["export", "--exporter", "webhook"])
        #expect(exported.output.contains("\(scene.dayCount) days of history delivered"), "\(exported.output)")
        let first = try receiver.messages().dropFirst()
        #expect(first.allSatisfy { $0.method == "POST" && $0.isKnown && $0.id != nil })
        var expected: [String: Decimal] = [:]
        for house in scene.houses {
            for (name, days) in [("consumption", house.consumption), ("production", house.production)] {
                for (day, values) in days {
                    expected["\(name) \(house.pdl) \(day)"] = Decimal(string: Expect.kilowattHours(values.wattMinutes))
                }
            }
        }
        let bodies = try first.map { try JSONDecoder().decode(Body.self, from: Data($0.body.utf8)) }
        #expect(bodies.count == expected.count)
        let found = Dictionary(
            bodies.map { ("\($0.type) \($0.pdl) \($0.date)", $0.value_kwh) }, uniquingKeysWith: { first, _ in first })
        #expect(found == expected)
        for message in first { #expect(shown.output.contains(message.body), "\(message.body)") }
        try scene.med(["replay", "--exporter", "webhook"])
        let again = try scene.med(["export", "--exporter", "webhook"])
        let all = try receiver.messages().dropFirst()
        #expect(all.count == 2 * first.count)
        #expect(Set(all.map { "\($0.id ?? "") \($0.body)" }).count == first.count)
        let retracted = try scene.med(["retract", "webhook", "--all"], expecting: 78)
        #expect(retracted.errors.contains("webhook: this exporter cannot take anything back."))
        for ending in [tested, shown, exported, again] {
            #expect(!(ending.output + ending.errors).contains(Self.password))
        }
    }

    @Test("A wrong password ends with 77 and says what to do, and shows no password")
    func wrongPassword() async throws {
        let receiver = try await WebhookReceiver.started("med:\(Self.password)")
        defer { receiver.stop() }
        let scene = try DestinationHome()
        try scene.configure(section(receiver.url, password: "Wr0ng-p4ss"))
        try scene.importAll()
        try scene.expect(
            .init(
                code: 77, french: "Webhook refuse l'identification (HTTP 401).",
                english: "Webhook refuses the credentials (HTTP 401).", secrets: ["Wr0ng-p4ss", Self.password]),
            of: "webhook")
        #expect(try receiver.messages().allSatisfy { !$0.isKnown })
    }

    @Test("A receiver that is not there ends with 69")
    func unreachable() throws {
        let nobody = try ReservedPort()
        defer { withExtendedLifetime(nobody) {} }
        let scene = try DestinationHome()
        try scene.configure(section("http://127.0.0.1:\(nobody.number)/linky"))
        try scene.importAll()
        try scene.expect(
            .init(
                code: 69, french: "Rien n'écoute sur 127.0.0.1:\(nobody.number).",
                english: "Nothing listens on 127.0.0.1:\(nobody.number).", secrets: [Self.password]), of: "webhook")
    }
}
