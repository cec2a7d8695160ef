import MEDCore
import MEDExporters
import TestServers
import Testing

/// Every request to the byte.
@Suite(.timeLimit(.minutes(1)))
struct JeedomBytesTests {
    private static let key = #""apikey":"CanaryCoreKey0123456789abcdefABCDEF""#

    private static func event(_ id: Int, _ value: String, _ datetime: String? = nil) -> String {
        let time = datetime.map { #","datetime":"\#($0)""# } ?? ""
        return
            #"{"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{\#(key),"id":\#(id),"value":\#(value)\#(time)}}"#
    }

    @Test func aDayOfConsumption() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let peak = MaxPower(
            power: ApparentPower(voltAmperes: 6_500), instant: fixture(UTCInstant("2024-01-15T18:42:07Z")))
        let day = ConsumptionData(document(maxPower: peak))
        _ = try await box.exporter().exportConsumption([day], in: jeedomContext)
        #expect(
            box.writes == [
                Self.event(456, "15.234", "2024-01-15 00:00:00"), Self.event(457, "8.5", "2024-01-15 00:00:00"),
                Self.event(458, "6.734", "2024-01-15 00:00:00"), Self.event(460, "6.5", "2024-01-15 19:42:07"),
            ])
        let request = box.requests[0]
        #expect(request.lines[0] == "POST /core/api/jeeApi.php HTTP/1.1")
        #expect(request.header("Content-Type") == "application/json")
        #expect(request.header("Authorization") == nil)
        #expect(box.connections == 1, "kept alive")
    }

    @Test func aDayOfProduction() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let day = ProductionData(document(pdl: meter, .production, wattHours: 3_210))
        _ = try await box.exporter().exportProduction([day], in: jeedomContext)
        #expect(box.writes == [Self.event(459, "3.21", "2024-01-15 00:00:00")])
    }

    /// What was written is read back.
    @Test func theReadBack() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let result = try await box.exporter([
            "commands.consumption_hc": .string(""), "commands.consumption_hp": .string(""),
        ])
        .exportConsumption([ConsumptionData(document())], in: jeedomContext)
        let bodies = box.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(
            bodies.last
                == #"{"jsonrpc":"2.0","id":1,"method":"cmd::getHistory","params":{\#(Self.key),"id":456,"startTime":"2024-01-15 00:00:00","endTime":"2024-01-15 00:59:59"}}"#
        )
        #expect(result.outcome(for: document().key) == .delivered(.verified(at: recorded)))
    }

    @Test func theCurrentStateByJSONRPC() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        _ = try await box.exporter(nationalCommands).publish(fullState())
        #expect(
            box.writes == [
                Self.event(456, "15.234", "2024-01-15 00:00:00"), Self.event(457, "8.5", "2024-01-15 00:00:00"),
                Self.event(458, "6.734", "2024-01-15 00:00:00"), Self.event(460, "6.5", "2024-01-15 19:42:00"),
                Self.event(459, "3.21", "2024-01-15 00:00:00"), Self.event(461, #""BLANC""#),
                Self.event(462, #""INCONNU""#), Self.event(463, "1"),
            ])
    }

    @Test func theCurrentStateByTheVirtualPlugin() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        _ = try await box.virtualExporter(nationalCommands).publish(fullState())
        let head = "apikey=CanaryVirtualKey0123456789abcdefABC&plugin=virtual&type=event&id="
        #expect(
            box.writes
                == [
                    "456&value=15.234", "457&value=8.5", "458&value=6.734", "460&value=6.5", "459&value=3.21",
                    "461&value=BLANC", "462&value=INCONNU", "463&value=1",
                ].map { head + $0 })
        #expect(box.requests.allSatisfy { $0.target == "/core/api/jeeApi.php" }, "no key in an address")
        #expect(box.requests[0].header("Content-Type") == "application/x-www-form-urlencoded")
        #expect(box.command(456)?.value == .number(15.234))
        #expect(box.command(461)?.value == .text("BLANC"))
    }

    @Test func thePreviewIsWhatIsSentWithoutTheKey() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        for exporter in [try box.exporter(nationalCommands), try box.virtualExporter(nationalCommands)] {
            let before = box.writes.count
            _ = try await exporter.publish(fullState())
            let shown = exporter.preview(fullState()).map { String(decoding: $0.body, as: UTF8.self) }
            let sent = box.writes.dropFirst(before).map {
                $0.replacing(coreKey, with: "•••").replacing(virtualKey, with: "•••")
            }
            #expect(shown == sent)
            #expect(exporter.preview(fullState())[0].address == box.url + "/core/api/jeeApi.php")
        }
        let days = try box.exporter().preview([document()])
        #expect(
            days.map { String(decoding: $0.body, as: UTF8.self) } == [
                #"{"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":456,"value":15.234,"datetime":"2024-01-15 00:00:00"}}"#,
                #"{"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":457,"value":8.5,"datetime":"2024-01-15 00:00:00"}}"#,
                #"{"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":458,"value":6.734,"datetime":"2024-01-15 00:00:00"}}"#,
            ])
        #expect(try box.virtualExporter().preview([document()]).isEmpty)
    }

    @Test func whatIsUnknownIsNotSent() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let state = CurrentState(
            CurrentDocuments(
                meters: [MeterState(pdl: meter, direction: .consumption, latestDay: document(registers: []))],
                ecowatt: [EcowattData(day: january15, level: 1, hours: [], recordedAt: recorded)]),
            at: recorded)
        _ = try await box.exporter(nationalCommands).publish(state)
        #expect(box.writes == [Self.event(456, "15.234", "2024-01-15 00:00:00")])
    }

    /// The day of the change to winter time has two 02:30; the box's clock shows both alike.
    @Test(arguments: [("2024-10-27T00:30:00Z", "2024-10-27 02:30:00"), ("2024-10-27T01:30:00Z", "2024-10-27 02:30:00")])
    func aPeakIsWrittenInLocalTime(_ instant: String, _ local: String) async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let day = fixture(Day("2024-10-27"))
        let peak = MaxPower(power: ApparentPower(voltAmperes: 9_000), instant: fixture(UTCInstant(instant)))
        _ = try await box.exporter().exportConsumption(
            [ConsumptionData(document(day, wattHours: nil, tariff: nil, registers: [], maxPower: peak))],
            in: jeedomContext)
        #expect(box.writes == [Self.event(460, "9", local)])
    }
}
