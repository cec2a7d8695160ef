import Foundation
import TestServers
import Testing

/// The road of a household to Home Assistant, sensors by mosquitto and statistics by the API, with the real `med`.
@Suite(.timeLimit(.minutes(3)))
struct HomeAssistantScenarioTests {
    private static let password = "C4nary-p4ss"

    /// A broker and a Home Assistant beside it.
    private struct House {
        let broker: MosquittoBroker
        let api: FakeHomeAssistant

        init() async throws {
            broker = try await MosquittoBroker.started(.with { $0.users = ["med": password] })
            api = try await FakeHomeAssistant.started()
        }

        func section(
            url: String? = nil, token: String = FakeHomeAssistant.token, port: Int? = nil, password: String = password
        ) -> String {
            """
            home_assistant:
              enabled: true
              url: "\(url ?? api.url)"
              token: "\(token)"
              mqtt: {host: 127.0.0.1, port: \(port ?? broker.port), username: med, password: "\(password)"}
            """
        }

        /// What a day changes each statistic by, as Home Assistant has it.
        func days() throws -> [String: [String: Double]] {
            let text = try Executable.run(
                try Executable.path("curl", package: "curl"), ["-sS", "--fail", api.url + "/fake/days"])
            return try JSONDecoder().decode([String: [String: Double]].self, from: Data(text.utf8))
        }

        /// The retained messages, by topic: those that come before a message of ours.
        func retained() async throws -> [String: String] {
            let login = (name: "med", password: password)
            let subscriber = try await MosquittoSubscriber(broker, ["#"], user: login)
            defer { subscriber.stop() }
            try Executable.run(
                try Executable.path("mosquitto_pub", package: "mosquitto-clients"),
                [
                    "-h", "127.0.0.1", "-p", "\(broker.port)", "-u", login.name, "-P", login.password, "-t", "mark",
                    "-m", "end",
                ])
            let lines = try await subscriber.wait { $0.contains { $0.topic == "mark" } }
            return Dictionary(
                lines.filter(\.retain).map { ($0.topic, $0.payload) }, uniquingKeysWith: { $1 })
        }
    }

    private func expectStatistics(_ scene: DestinationHome, _ days: [String: [String: Double]]) throws {
        for household in scene.houses {
            for (name, expected) in [("consumption", household.consumption), ("production", household.production)] {
                let found = days["myelectricaldata:\(household.pdl)_\(name)"] ?? [:]
                #expect(found.count == expected.count, "\(household.pdl) \(name)")
                for (day, values) in expected {
                    #expect(
                        try #require(found[day]).isNear(Expect.day(values)), "\(household.pdl) \(day)")
                }
            }
        }
    }

    @Test("Test, preview, export, a second export that imports nothing, retract; statistics as Python counted them")
    func theWholeRoad() async throws {
        let house = try await House()
        let scene = try DestinationHome()
        try scene.configure(house.section())
        try scene.importAll()
        let tested = try scene.med(["test", "home_assistant"])
        let shown = try scene.med(["export", "--exporter", "home_assistant", "--dry-run"])
        #expect(try house.days().isEmpty)
        #expect(try await house.retained().isEmpty)
        let exported = try scene.med(["export", "--exporter", "home_assistant"])
        #expect(exported.output.contains("\(scene.dayCount) days of history delivered"), "\(exported.output)")
        try expectStatistics(scene, house.days())
        let retained = try await house.retained()
        // Topic and payload of each line.
        let previewed = shown.output.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            return (topic: parts[0], payload: parts.last ?? "")
        }
        #expect(previewed.count > 10)
        // All that the preview shows but for the availability, which says "offline" once the command is over.
        for (topic, payload) in previewed where payload != "online" { #expect(retained[topic] == payload, "\(topic)") }
        let again = try scene.med(["export", "--exporter", "home_assistant"])
        #expect(again.output.contains(" 0 days of history delivered"), "\(again.output)")
        let retracted = try scene.med(["retract", "home_assistant", "--all"])
        #expect(try house.days().isEmpty)
        #expect(try await house.retained().isEmpty)
        for ending in [tested, shown, exported, again, retracted] {
            let said = ending.output + ending.errors
            #expect(!said.contains(Self.password) && !said.contains(FakeHomeAssistant.token))
        }
        #expect(house.api.errors.isEmpty, "\(house.api.errors)")
    }

    @Test("A wrong password of the broker ends with 77, and the statistics arrive all the same")
    func wrongPassword() async throws {
        let house = try await House()
        let scene = try DestinationHome()
        try scene.configure(house.section(password: "Wr0ng-p4ss"))
        try scene.importAll()
        try scene.expect(
            .init(
                code: 77, french: "Le broker refuse l'utilisateur ou le mot de passe.",
                english: "The broker refuses the user name or the password.",
                secrets: ["Wr0ng-p4ss", FakeHomeAssistant.token]), of: "home_assistant")
        try expectStatistics(scene, house.days())
    }

    @Test("A wrong token ends with 77, and the sensors are there all the same")
    func wrongToken() async throws {
        let house = try await House()
        let scene = try DestinationHome()
        try scene.configure(house.section(token: "wr0ng.t0ken"))
        try scene.importAll()
        try scene.expect(
            .init(
                code: 77, french: "Home Assistant refuse le jeton.", english: "Home Assistant refuses the token.",
                secrets: [Self.password, "wr0ng.t0ken"]), of: "home_assistant")
        #expect(try house.days().isEmpty)
        let sensors = try await house.retained().keys.filter { $0.hasSuffix("/config") }
        for household in scene.houses { #expect(sensors.contains { $0.contains(household.pdl) }) }
    }

    @Test("A broker or an API that is not there ends with 69, and the other one is served", arguments: [true, false])
    func unreachable(isBroker: Bool) async throws {
        let house = try await House()
        let nobody = try ReservedPort()
        defer { withExtendedLifetime(nobody) {} }
        let scene = try DestinationHome()
        try scene.configure(
            isBroker
                ? house.section(port: nobody.number) : house.section(url: "http://127.0.0.1:\(nobody.number)"))
        try scene.importAll()
        try scene.expect(
            .init(
                code: 69, french: "Rien n'écoute sur 127.0.0.1:\(nobody.number).",
                english: "Nothing listens on 127.0.0.1:\(nobody.number).",
                secrets: [Self.password, FakeHomeAssistant.token]), of: "home_assistant")
        if isBroker {
            try expectStatistics(scene, house.days())
        } else {
            #expect(try await !house.retained().isEmpty)
        }
    }

    @Test("While med run is refused by the API, the sensors follow a new import; a new token brings the history")
    func blockedHistoryWhileRunning() async throws {
        let house = try await House()
        let scene = try DestinationHome()
        try scene.configure(house.section(token: "wr0ng.t0ken"))
        try scene.med(["import", scene.houses[0].files[0]])
        let run = try scene.home.start()
        defer { run.kill() }
        try await Poll.until("the refusal", timeout: .seconds(60)) {
            scene.home.log.contains("Home Assistant refuses the token")
        }
        try scene.med(["import"] + scene.houses[1].files)
        let subscriber = try await MosquittoSubscriber(
            house.broker, ["homeassistant/#"], user: (name: "med", password: Self.password))
        try await subscriber.wait(timeout: .seconds(60)) { lines in
            lines.contains { $0.topic.hasSuffix("/config") && $0.topic.contains(scene.houses[1].pdl) }
        }
        #expect(try house.days().isEmpty)
        try scene.configure(house.section())
        run.send(SIGHUP)
        try scene.med(["import", scene.houses[0].files[0]])
        try await Poll.until("the history", timeout: .seconds(60)) {
            try house.days().values.reduce(0) { $0 + $1.count } >= scene.dayCount
        }
        run.terminate()
        #expect(!scene.home.log.contains("wr0ng.t0ken"))
    }
}
