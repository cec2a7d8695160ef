import MEDCore
import MEDExporters
import Synchronization
import TestServers
import Testing

/// What goes wrong: who is told what, what is tried again, and what never.
@Suite(.timeLimit(.minutes(1)))
struct JeedomFailureTests {
    private func days(_ count: Int) -> [ConsumptionData] {
        (0..<count).map { ConsumptionData(document(january15.advanced(by: $0), registers: [])) }
    }

    private func answer(_ body: String, status: Int = 200) -> [HTTPPeer.Step] { [.response(status, body)] }

    private func rpcError(_ code: Int, _ message: String) -> [HTTPPeer.Step] {
        answer(#"{"jsonrpc":"2.0","id":1,"error":{"code":\#(code),"message":"\#(message)"}}"#)
    }

    // MARK: Keys

    @Test(arguments: ["jsonrpc", "virtual"])
    func aWrongKeyBlocksAndIsSentOnce(_ method: String) async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let exporter = try box.exporter(["method": .string(method), "api_key": .secret(Secret("WrongKeyOfSomeLength"))])
        let cause = try #require(try await exporterFault { _ = try await exporter.publish(fullState()) }.blockedCause)
        #expect(cause.french.contains("clé API") && cause.english.contains("API key"))
        #expect(box.requests.count == 1)
    }

    /// Each of the two keys is the wrong one for the other method.
    @Test func theOtherMethodsKeyIsRefusedWithTheReason() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let core = try box.exporter(["method": .string("virtual")])
        let cause = try #require(try await exporterFault { _ = try await core.publish(fullState()) }.blockedCause)
        #expect(cause.french.contains("clé du plugin Virtuel"))
        let plugin = try box.exporter(["api_key": .secret(Secret(virtualKey))])
        let other = try #require(try await exporterFault { _ = try await plugin.publish(fullState()) }.blockedCause)
        #expect(other.french.contains("noyau"))
    }

    @Test func aUsersKeyServesBothMethods() async throws {
        let box = try jeedom { $0.userKey = "AUsersKeyOfSomeLength0123" }
        defer { withExtendedLifetime(box) {} }
        let key = ["api_key": ConfigurationValue.secret(Secret("AUsersKeyOfSomeLength0123"))]
        _ = try await box.exporter(key).publish(fullState())
        _ = try await box.virtualExporter(key).publish(fullState())
        #expect(box.command(456)?.value == .number(15.234))
    }

    @Test func aDisabledModeAndARestrictedKeyBlock() async throws {
        let box = try jeedom { $0.disabledModes = ["core"] }
        defer { withExtendedLifetime(box) {} }
        let exporter = try box.exporter()
        #expect(try await exporterFault { _ = try await exporter.publish(fullState()) }.blockedCause != nil)
        box.changeOptions {
            $0.disabledModes = []
            $0.isCoreRestricted = true
        }
        let cause = try #require(try await exporterFault { _ = try await exporter.publish(fullState()) }.blockedCause)
        #expect(cause.french.contains("n'autorise pas"))
    }

    /// Jeedom sleeps 5 s before it refuses; here it is a second, which the deadline of 20 s lets pass.
    @Test func aLateRefusalIsStillRead() async throws {
        let box = try jeedom { $0.sleep = .seconds(1) }
        defer { withExtendedLifetime(box) {} }
        let exporter = try box.virtualExporter(["api_key": .secret(Secret("WrongKeyOfSomeLength"))])
        let cause = try #require(try await exporterFault { _ = try await exporter.publish(fullState()) }.blockedCause)
        #expect(cause.french.contains("refuse la clé"))
    }

    @Test(arguments: ["jsonrpc", "virtual"])
    func aBanIsToldAsOne(_ method: String) async throws {
        let clock = TestClock()
        let box = try jeedom(clock: clock)
        defer { withExtendedLifetime(box) {} }
        for _ in 0..<7 {
            let wrong = try box.virtualExporter(["api_key": .secret(Secret("WrongKeyOfSomeLength"))])
            _ = try await exporterFault { _ = try await wrong.publish(fullState()) }
        }
        let key = method == "virtual" ? virtualKey : coreKey
        let exporter = try box.exporter(["method": .string(method), "api_key": .secret(Secret(key))])
        let cause = try #require(try await exporterFault { _ = try await exporter.publish(fullState()) }.blockedCause)
        #expect(cause.french.contains("banni") && cause.french.contains("10 minutes"))
        #expect(cause.english.contains("banned") && cause.english.contains("10 minutes"))
        clock.advance(bySeconds: 601)
        _ = try await exporter.publish(fullState())
        #expect(box.command(456)?.value == .number(15.234))
    }

    // MARK: Commands and equipments

    @Test(arguments: ["jsonrpc", "virtual"])
    func anUnknownCommandIsNamed(_ method: String) async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let key = method == "virtual" ? virtualKey : coreKey
        let exporter = try box.exporter([
            "method": .string(method), "api_key": .secret(Secret(key)), "commands.consumption_daily": .string("999"),
        ])
        let cause = try #require(try await exporterFault { _ = try await exporter.publish(fullState()) }.blockedCause)
        #expect(cause.french.contains("999") && cause.french.contains("consumption_daily"))
        #expect(cause.french.contains("med detect jeedom"))
    }

    /// Jeedom says `ok` and keeps nothing.
    @Test(arguments: [true, false])
    func aDisabledEquipmentIsFoundByReadingBack(_ isHistorized: Bool) async throws {
        let box = try jeedom([
            linky {
                $0.isEnabled = false
                $0.commands[0].isHistorized = isHistorized
            }
        ])
        defer { withExtendedLifetime(box) {} }
        let exporter = try box.exporter()
        let result = try await exporter.exportConsumption(days(3), in: jeedomContext)
        let cause = try #require(result.interruption?.blockedCause)
        #expect(cause.french.contains("n'a rien gardé"))
        for day in days(3) { #expect(result.outcome(for: day.document.key) == nil, "nothing counts as delivered") }
        box.change { $0[0].isEnabled = true }
        let again = try await exporter.exportConsumption(days(3), in: jeedomContext)
        let expected: Evidence = isHistorized ? .verified(at: recorded) : .acknowledged
        for day in days(3) { #expect(again.outcome(for: day.document.key) == .delivered(expected)) }
    }

    /// A day that the history has already is corrected while the equipment is disabled: the old value is no proof.
    @Test func aCorrectionOfADisabledEquipmentIsNotDelivered() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let first = try await box.exporter().exportConsumption(days(3), in: jeedomContext)
        box.change { $0[0].isEnabled = false }
        let context = ExportContext(instance: InstanceID(exporterKey: "jeedom"), states: first.states)
        let correction = document(wattHours: 20_000, registers: [])
        let exporter = try box.exporter()
        let result = try await exporter.exportConsumption([ConsumptionData(correction)], in: context)
        #expect(result.interruption?.blockedCause != nil)
        #expect(result.outcome(for: correction.key) == nil)
        box.change { $0[0].isEnabled = true }
        let again = try await exporter.exportConsumption([ConsumptionData(correction)], in: context)
        #expect(again.outcome(for: correction.key) == .delivered(.verified(at: recorded)))
        #expect(box.history(of: 456)["2024-01-15 00:00:00"] == "20")
    }

    @Test func aValueOutsideTheBoundsIsRejectedAlone() async throws {
        let box = try jeedom([linky { $0.commands[0].bounds = 0...20 }])
        defer { withExtendedLifetime(box) {} }
        let batch = [
            ConsumptionData(document(registers: [])),
            ConsumptionData(document(january15.next, wattHours: 25_000, registers: [])),
        ]
        let result = try await box.exporter().exportConsumption(batch, in: jeedomContext)
        #expect(result.outcome(for: batch[0].document.key) == .delivered(.verified(at: recorded)))
        guard case .rejected(let reason) = result.outcome(for: batch[1].document.key) else {
            Issue.record("\(String(describing: result.outcome(for: batch[1].document.key)))")
            return
        }
        #expect(reason.contains("minimum and maximum"))
    }

    @Test func aRoundingCommandIsAcknowledgedNotVerified() async throws {
        let box = try jeedom([linky { $0.commands[0].rounding = 1 }])
        defer { withExtendedLifetime(box) {} }
        let result = try await box.exporter().exportConsumption(days(1), in: jeedomContext)
        #expect(box.command(456)?.value == .number(15.2))
        #expect(result.outcome(for: document().key) == .delivered(.acknowledged))
    }

    // MARK: Partial failure

    @Test func aRefusedValueIsRejectedAndTheNewestComesLastAllTheSame() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        box.intercept { request in
            let body = String(decoding: request.body, as: UTF8.self)
            guard body.contains("2024-01-17 00:00:00"), body.contains("cmd::event") else { return nil }
            return rpcError(-32_000, "[MySQL] Error code : 22007 (1292). Incorrect value")
        }
        let result = try await box.exporter().exportConsumption(days(3), in: jeedomContext)
        #expect(result.interruption == nil)
        for day in days(2) { #expect(result.outcome(for: day.document.key) == .delivered(.verified(at: recorded))) }
        guard case .rejected = result.outcome(for: days(3)[2].document.key) else {
            Issue.record("the refused one is rejected")
            return
        }
        // The refused value became the current one before MySQL refused it.
        #expect(box.events.map(\.datetime).last == "2024-01-16 00:00:00")
        box.intercept(nil)
    }

    @Test func onePassingTroubleKeepsItsRecordForLater() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        box.intercept { request in
            let body = String(decoding: request.body, as: UTF8.self)
            guard body.contains("2024-01-16 00:00:00"), body.contains("cmd::event") else { return nil }
            return rpcError(-32_000, "trop de connexions")
        }
        let result = try await box.exporter().exportConsumption(days(3), in: jeedomContext)
        #expect(result.interruption == nil)
        guard case .retry = result.outcome(for: days(3)[1].document.key) else {
            Issue.record("it is tried again")
            return
        }
        #expect(result.outcome(for: days(3)[2].document.key) == .delivered(.verified(at: recorded)))
        box.intercept(nil)
    }

    @Test func aBoxInTroubleInterruptsTheBatch() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        box.intercept { request in
            let body = String(decoding: request.body, as: UTF8.self)
            return body.contains("2024-01-15") ? nil : rpcError(-32_000, "SQLSTATE[HY000] [2002] Connection refused")
        }
        let result = try await box.exporter().exportConsumption(days(10), in: jeedomContext)
        guard case .unreachable(_, let reason) = result.interruption else {
            Issue.record("\(String(describing: result.interruption))")
            return
        }
        #expect(reason.french.contains("en difficulté") && reason.french.contains("SQLSTATE"))
        for day in days(10) { #expect(result.outcome(for: day.document.key) == nil) }
        #expect(box.requests.count == 4, "one day, then three in a row that fail")
        box.intercept(nil)
    }

    @Test func aLostConnectionKeepsWhatWasDelivered() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let count = Mutex(0)
        box.intercept { _ in
            count.withLock { count in
                count += 1
                return count > 5 ? [.reset] : nil
            }
        }
        let exporter = try box.exporter()
        let result = try await exporter.exportConsumption(days(10), in: jeedomContext)
        guard case .unreachable = result.interruption else {
            Issue.record("\(String(describing: result.interruption))")
            return
        }
        let delivered = days(10).filter { result.outcome(for: $0.document.key) == .delivered(.acknowledged) }
        #expect(delivered.map(\.date) == days(4).map(\.date))
        box.intercept(nil)
        // What is left goes later, with what the lane remembers, and the newest is current.
        let context = ExportContext(
            instance: InstanceID(exporterKey: "jeedom"), states: result.states)
        let rest = days(10).filter { result.outcome(for: $0.document.key) == nil }
        _ = try await exporter.exportConsumption(rest, in: context)
        #expect(box.history(of: 456).count == 10)
        #expect(box.command(456)?.collectDate == "2024-01-24 00:00:00")
    }

    @Test(arguments: [500, 502, 503, 429])
    func aServerInTroubleIsTriedAgain(_ status: Int) async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        box.intercept { _ in [.response(status, headers: ["Retry-After: 120"], "busy")] }
        let exporter = try box.exporter()
        let fault = try await exporterFault { _ = try await exporter.publish(fullState()) }
        guard case .unreachable(let after, _) = fault else {
            Issue.record("\(fault)")
            return
        }
        #expect(after == .seconds(120))
        box.intercept(nil)
    }

    @Test(
        arguments: [
            (200, "<!DOCTYPE html><html><body>login</body></html>"), (200, ""), (200, "{}"), (200, "[1,2]"),
            (404, "<title>404 Not Found</title>"), (401, ""), (403, "no"), (301, ""), (400, "bad"),
        ])
    func whatIsNotJeedomBlocks(_ status: Int, _ body: String) async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        box.intercept { _ in [.response(status, body)] }
        let exporter = try box.exporter()
        #expect(try await exporterFault { _ = try await exporter.publish(fullState()) }.blockedCause != nil)
        box.intercept(nil)
    }

    @Test func nobodyThereIsUnreachable() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        box.stop()
        let exporter = try box.exporter()
        guard case .unreachable = try await exporterFault({ _ = try await exporter.publish(fullState()) }) else {
            Issue.record("it may come back")
            return
        }
    }

    @Test func cancellationEndsABatchAtOnce() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let (asked, arrived) = AsyncStream.makeStream(of: Void.self)
        box.intercept { _ in
            arrived.yield()
            return [.hold]
        }
        let exporter = try box.exporter()
        let batch = days(3)
        let task = Task { try await exporter.exportConsumption(batch, in: jeedomContext) }
        for await _ in asked { break }
        let begin = ContinuousClock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(ContinuousClock.now - begin < .seconds(5))
        box.intercept(nil)
    }
}
