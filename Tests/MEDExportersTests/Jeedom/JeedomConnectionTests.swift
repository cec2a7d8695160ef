import MEDCore
import MEDExporters
import TestServers
import Testing

/// `testConnection`, stage by stage; it leaves nothing behind.
@Suite(.timeLimit(.minutes(1)))
struct JeedomConnectionTests {
    private func outcomes(_ result: ConnectionTestResult) -> [ConnectionTestStage.Name: ConnectionTestStage.Outcome] {
        Dictionary(uniqueKeysWithValues: result.stages.map { ($0.name, $0.outcome) })
    }

    @Test(arguments: ["jsonrpc", "virtual"])
    func itTellsEveryStageAndLeavesNothing(_ method: String) async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let key = method == "virtual" ? virtualKey : coreKey
        let before = box.equipments.flatMap(\.commands).map(\.value)
        let result = await (try box.exporter(["method": .string(method), "api_key": .secret(Secret(key))]))
            .testConnection()
        #expect(result.success, "\(result)")
        #expect(
            outcomes(result) == [
                .resolve: .passed, .connect: .passed, .tls: .notCheckable, .authenticate: .passed, .write: .passed,
            ])
        #expect(result.server == (method == "jsonrpc" ? "Jeedom 4.5.3" : nil))
        let write = try #require(result.stages.first { $0.name == .write })
        #expect(write.detail.french == "Écriture autorisée, 5 commandes vérifiées")
        #expect(write.hint == nil)
        #expect(box.events.isEmpty)
        #expect(box.equipments.flatMap(\.commands).map(\.value) == before)
        #expect(box.equipments[0].lastCommunication == linky().lastCommunication)
    }

    @Test func itsRequests() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        _ = await (try box.exporter()).testConnection()
        let key = #""apikey":"CanaryCoreKey0123456789abcdefABCDEF""#
        #expect(
            box.writes == [
                #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{}}"#,
                #"{"jsonrpc":"2.0","id":1,"method":"version","params":{\#(key)}}"#,
                #"{"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{\#(key),"id":0,"value":0}}"#,
                #"{"jsonrpc":"2.0","id":1,"method":"eqLogic::fullById","params":{\#(key),"id":12}}"#,
            ])
        let plugin = try jeedom()
        _ = await (try plugin.virtualExporter()).testConnection()
        let other = #""apikey":"CanaryVirtualKey0123456789abcdefABC","plugin":"virtual""#
        #expect(
            plugin.writes == [
                "apikey=CanaryVirtualKey0123456789abcdefABC&plugin=virtual&type=event&id=0",
                #"{"jsonrpc":"2.0","id":1,"method":"eqLogic::fullById","params":{\#(other),"id":12}}"#,
            ])
    }

    @Test(arguments: ["jsonrpc", "virtual"])
    func aWrongKeyFailsAtItsStage(_ method: String) async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let exporter = try box.exporter(["method": .string(method), "api_key": .secret(Secret("WrongKeyOfSomeLength"))])
        let result = await exporter.testConnection()
        #expect(result.failure?.name == .authenticate)
        #expect(result.failure?.hint?.french.contains("Réglages → Système → Configuration") == true)
        #expect(outcomes(result)[.connect] == .passed)
        #expect(outcomes(result)[.write] == .notCheckable)
        #expect(box.requests.count == (method == "virtual" ? 1 : 2))
    }

    @Test func aKeyThatMayNotWriteFailsAtWriting() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        box.intercept { request in
            guard String(decoding: request.body, as: UTF8.self).contains("cmd::event") else { return nil }
            return [
                .response(
                    200,
                    #"{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"Cette demande n'est pas autorisée"}}"#)
            ]
        }
        let result = await (try box.exporter()).testConnection()
        #expect(result.failure?.name == .write)
        #expect(outcomes(result)[.authenticate] == .passed)
        box.intercept(nil)
    }

    @Test func aDisabledEquipmentFails() async throws {
        let box = try jeedom([linky { $0.isEnabled = false }])
        defer { withExtendedLifetime(box) {} }
        let result = await (try box.exporter()).testConnection()
        #expect(result.failure?.name == .write)
        #expect(result.failure?.hint?.french.contains("désactivé") == true)
        #expect(result.failure?.hint?.english.contains("disabled") == true)
    }

    @Test func anUnknownCommandAndAnActionFail() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let unknown = await (try box.exporter(["commands.max_power": .string("999")])).testConnection()
        #expect(unknown.failure?.hint?.french.contains("999 (max_power)") == true)
        let action = await (try box.exporter(["commands.max_power": .string("464")])).testConnection()
        #expect(action.failure?.hint?.french.contains("464 (max_power) est une action") == true)
    }

    @Test func whatLosesValuesIsSaidAlthoughItPasses() async throws {
        let box = try jeedom([
            linky {
                $0.commands[0].isHistorized = false
                $0.commands[1].smoothing = "avg"
                $0.commands[3].unit = "Wh"
            }
        ])
        defer { withExtendedLifetime(box) {} }
        let result = await (try box.exporter()).testConnection()
        #expect(result.success)
        let hint = try #require(result.stages.first { $0.name == .write }?.hint)
        for word in ["456 (consumption_daily) n'est pas historisée", "457 (consumption_hc) est lissée", "Wh"] {
            #expect(hint.french.contains(word), "\(hint.french)")
        }
        #expect(hint.french.contains("Mode de lissage : Aucun"))
    }

    /// The commands are found without the equipment's number, and when it is another one's.
    @Test(arguments: ["", "77"])
    func theEquipmentNeedNotBeNamed(_ equipment: String) async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let result = await (try box.exporter(["equipment_id": .string(equipment)])).testConnection()
        let write = try #require(result.stages.first { $0.name == .write })
        if equipment.isEmpty {
            #expect(write.detail.french == "Écriture autorisée, 5 commandes vérifiées")
        } else {
            #expect(write.hint?.french.contains("equipment_id") == true)
        }
        #expect(result.success)
    }

    @Test func withoutCommandsTheDetectionIsNamed() async throws {
        let none = Dictionary(uniqueKeysWithValues: pageCommands.keys.map { ($0, ConfigurationValue.string("")) })
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let result = await (try box.exporter(none)).testConnection()
        #expect(result.success)
        #expect(result.stages.first { $0.name == .write }?.hint?.french.contains("med detect jeedom") == true)
    }

    @Test func aBanIsTold() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        for _ in 0..<7 {
            _ = await (try box.virtualExporter(["api_key": .secret(Secret("WrongKeyOfSomeLength"))])).testConnection()
        }
        for exporter in [try box.exporter(), try box.virtualExporter()] {
            let result = await exporter.testConnection()
            #expect(result.failure?.name == .authenticate)
            #expect(result.failure?.detail.french.contains("banni") == true)
        }
    }

    @Test func anotherServerIsNotTakenForJeedom() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        box.intercept { _ in [.response(200, "<html>hello</html>")] }
        for exporter in [try box.exporter(), try box.virtualExporter()] {
            let result = await exporter.testConnection()
            #expect(result.failure?.detail.french.contains("n'est pas l'API de Jeedom") == true)
        }
        box.intercept(nil)
    }

    @Test func nobodyThereFailsAtTheConnection() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        box.stop()
        let result = await (try box.exporter()).testConnection()
        #expect(result.failure?.name == .connect)
        #expect(result.stages.count == 5)
    }
}
