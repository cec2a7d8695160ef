import MEDCore
import MEDSources
import Testing

struct MeterSynchronizerTests {
    private static let today = Day("2026-11-21")!
    private static let house = SyncSeries(pdl: .house, direction: .consumption, kind: .loadCurve)
    private static let key = MeterSynchronizer.memoryKey(of: "v1")

    private let store = MemoryStore()
    private let clock = JumpingClock(OracleCalendar.instant(today, hour: 11))
    private let log = EventLog()

    private func synchronizer(
        _ gateway: MemoryGateway, meters: [SyncMeter] = [SyncMeter(pdl: .house)]
    ) -> MeterSynchronizer {
        MeterSynchronizer(
            gateway: gateway, name: "v1", meters: meters, store: store, phase: .none, clock: clock.clock,
            fraction: { 0.5 })
    }

    @Test func theWholeHistoryOfTwoMetersIsStored() async throws {
        let gateway = MemoryGateway()
        let synchronizer = synchronizer(gateway, meters: .two)
        let report = try await synchronizer.sync(progress: log.add)
        #expect(report.end == .done && report.calls == 341 && gateway.requests.count == 341)
        #expect(report.series.map(\.calls) == [4, 107, 4, 4, 107, 4, 4, 107])
        #expect(report.series.allSatisfy { $0.missing.isEmpty && $0.faults.isEmpty && $0.block == nil })
        #expect(report.next == OracleCalendar.instant(Self.today.next, hour: 6))
        #expect(log.events.last == .finished(report))
        let days = await store.days
        let curve = OracleCalendar.firstDay(.loadCurve, Self.today)...Self.today.previous
        for source in [
            SyncSource(pdl: .house, direction: .consumption), SyncSource(pdl: .roof, direction: .consumption),
            SyncSource(pdl: .roof, direction: .production),
        ] {
            let held = try #require(days[source])
            #expect(held.count == OracleCalendar.firstDay(.dailyEnergy, Self.today).distance(to: Self.today))
            #expect(curve.allSatisfy { held[$0]?.curve.isComplete(on: $0) == true })
            #expect(held.values.allSatisfy { $0.officialEnergy != nil })
        }
        let slots = ["2026-03-29", "2026-10-25", "2025-10-26", "2026-07-01"].map { text in
            days[SyncSource(pdl: .house, direction: .consumption)]?[Day(text)!]?.curve.slots.count
        }
        #expect(slots == [46, 50, 50, 48])
        print("two PDL with readings: \(report.calls) calls, \(report.series.map(\.saved.newDays)) new days by series")

        // Nothing is new; then one day is.
        #expect(try await synchronizer.sync().calls == 0)
        clock.jump(to: report.next)
        let next = try await synchronizer.sync()
        #expect(next.calls == 8)
        #expect(next.series.map(\.saved).reduce(0) { $0 + $1.newDays } == 3)
        #expect(next.series.map(\.saved).reduce(0) { $0 + $1.unchangedDays } == 48)
    }

    @Test func aCallIsWrittenDownBeforeItLeaves() async throws {
        let (store, clock) = (store, clock)
        let gateway = MemoryGateway { index, _ throws(GatewayFault) in
            let ledger = SyncLedger.read(await store.memory(Self.key)).ledger
            #expect(ledger.callsMade(at: clock.now, limits: GatewayLimits()) == index + 1)
        }
        let report = try await synchronizer(gateway).sync()
        #expect(report.calls == 115)
    }

    /// The program is stopped while a request is under way; the next one goes on.
    @Test func aCancelledSyncBlamesNobody() async throws {
        let gateway = MemoryGateway { index, _ throws(GatewayFault) in
            guard index == 20 else { return }
            withUnsafeCurrentTask { $0?.cancel() }
            throw .test(.transient(retryAfter: nil), "cancelled")
        }
        let first = synchronizer(gateway)
        let task = Task { try await first.sync() }
        await #expect(throws: CancellationError.self) { try await task.value }
        let report = try await synchronizer(gateway).sync()
        #expect(report.calls == 115 - 20)
        #expect(report.series.allSatisfy { $0.faults.isEmpty && $0.missing.isEmpty })
        let repeated = Dictionary(grouping: gateway.requests, by: \.self).filter { $1.count > 1 }
        #expect(repeated.count == 1)
        let ledger = SyncLedger.read(await store.memory(Self.key)).ledger
        #expect(ledger.callsMade(at: clock.now, limits: GatewayLimits()) == 116)
    }

    @Test func lostConsentIsSaidEveryTime() async throws {
        let fault = GatewayFault(
            .consentLost, code: "ADAM-DC-0008",
            message: LocalizedText(fr: "Renouvelez le consentement.", en: "Renew the consent."))
        let gateway = MemoryGateway { _, request throws(GatewayFault) in
            if request.pdl == .house { throw fault }
        }
        let meters: [SyncMeter] = [SyncMeter(pdl: .house), SyncMeter(pdl: .roof, consumption: [.dailyEnergy])]
        let report = try await synchronizer(gateway, meters: meters).sync(progress: log.add)
        #expect(report.calls == 5 && report.isBlocked)
        #expect(report.series[0].block?.message == fault.message && report.series[2].block?.message == fault.message)
        #expect(report.series[3].block == nil && report.series[3].missing.isEmpty)
        #expect(report.series.flatMap(\.faults) == ["ADAM-DC-0008"])
        #expect(log.events.count { if case .blocked = $0 { true } else { false } } == 3)
        #expect(log.events.contains(.blocked(Self.house, fault.message)))
        let again = try await synchronizer(gateway, meters: meters).sync(progress: log.add)
        #expect(again.calls == 0 && again.isBlocked)

        // The household renews it; the gateway answers again.
        let renewed = synchronizer(MemoryGateway(), meters: meters)
        #expect(try await renewed.remembered().block(of: .house)?.message == fault.message)
        try await renewed.change { $0.forgive(.house) }
        let after = try await renewed.sync()
        #expect(after.calls == 115 && !after.isBlocked)
        #expect(log.events.count { if case .blocked = $0 { true } else { false } } == 6)
    }

    @Test func theFirstDayOfTheContractIsRemembered() async throws {
        let gateway = MemoryGateway()
        let first = Self.today.advanced(by: -30)
        let meters = [SyncMeter(pdl: .house, earliest: first)]
        #expect(try await synchronizer(gateway, meters: meters).sync().end == .done)
        // Another program, which does not know the contract.
        let again = try await synchronizer(gateway, meters: [SyncMeter(pdl: .house)]).sync()
        #expect(again.calls == 0 && again.series.allSatisfy(\.missing.isEmpty))
    }

    @Test func aUsedUpQuotaEndsTheSync() async throws {
        let gateway = MemoryGateway(limits: GatewayLimits(callsPerDay: 50))
        let report = try await synchronizer(gateway).sync(progress: log.add)
        #expect(report.calls == 50)
        #expect(report.end == .waiting(.quota))
        #expect(report.next == OracleCalendar.instant(Self.today.next, hour: 0))
        #expect(report.series[1].missing.count > 300)
        let patient = try await synchronizer(gateway).sync(patience: nil, progress: log.add)
        #expect(patient.end == .done && patient.series.allSatisfy(\.missing.isEmpty))
        #expect(log.events.contains { if case .waiting(_, .quota) = $0 { true } else { false } })
    }

    @Test func passingFaultsAreSatOut() async throws {
        let gateway = MemoryGateway { index, _ throws(GatewayFault) in
            if index % 10 == 3 { throw .test(.transient(retryAfter: nil), "502") }
        }
        let report = try await synchronizer(gateway).sync(progress: log.add)
        let faults = report.series.flatMap(\.faults)
        #expect(report.end == .done && report.series.allSatisfy(\.missing.isEmpty))
        #expect(report.calls == 115 + faults.count && faults.allSatisfy { $0 == "502" })
    }

    @Test func lostMemoryIsSaid() async throws {
        await store.remember([1, 2, 3], as: Self.key)
        let report = try await synchronizer(MemoryGateway()).sync(progress: log.add)
        #expect(report.hadLostMemory && report.calls == 115)
        #expect(log.events.first == .memoryLost)
        #expect(try await synchronizer(MemoryGateway()).sync().hadLostMemory == false)
    }

    /// What the store refused is asked for again, and the call is not forgotten.
    @Test func aStoreThatFailsEndsTheSync() async throws {
        let gateway = MemoryGateway()
        await store.refuse(1)
        let synchronizer = synchronizer(gateway)
        await #expect(throws: MemoryStore.Refused.self) { try await synchronizer.sync() }
        let report = try await synchronizer.sync()
        #expect(report.calls == 115 && gateway.requests[0] == gateway.requests[1])
        let ledger = SyncLedger.read(await store.memory(Self.key)).ledger
        #expect(ledger.callsMade(at: clock.now, limits: GatewayLimits()) == 116)
    }

    @Test func onlyOneSyncAtATime() async throws {
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        let (leave, release) = AsyncStream.makeStream(of: Void.self)
        let gateway = MemoryGateway { index, _ throws(GatewayFault) in
            guard index == 0 else { return }
            enter.yield()
            for await _ in leave { break }
        }
        let synchronizer = synchronizer(gateway)
        async let first = synchronizer.sync()
        for await _ in entered { break }
        await #expect(throws: SyncError.alreadyRunning) { try await synchronizer.sync() }
        release.yield()
        #expect(try await first.calls == 115)
        #expect(try await synchronizer.sync().calls == 0)
    }

    /// A value that Enedis corrects and a day of which it had a part: both come with the next looks.
    @Test func correctionsAndLateHalfHoursArrive() async throws {
        let (corrected, partial) = (Self.today.advanced(by: -4), Self.today.advanced(by: -2))
        let gateway = MemoryGateway()
        gateway.edit(partial, MemoryGateway.whole(partial, slots: 30))
        let synchronizer = synchronizer(gateway, meters: [SyncMeter(pdl: .house, consumption: [.loadCurve])])
        let first = try await synchronizer.sync(progress: log.add)
        #expect(first.series[0].missing == [partial])
        #expect(log.events.contains(.gap(Self.house, days: [partial])))

        gateway.edit(partial, MemoryGateway.whole(partial))
        gateway.edit(corrected, MemoryGateway.whole(corrected, watts: 250))
        clock.jump(to: first.next)
        let second = try await synchronizer.sync()
        #expect(second.calls == 1)
        #expect(second.series[0].saved == SavedReadings(newDays: 1, correctedDays: 2, unchangedDays: 4))
        #expect(second.series[0].missing.isEmpty)
        let days = await store.days[SyncSource(pdl: .house, direction: .consumption)]
        #expect(days?[corrected]?.curve.slots.first?.watts == 250)
    }
}
