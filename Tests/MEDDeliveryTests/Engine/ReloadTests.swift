import MEDCore
import MEDStore
import MEDTesting
import ServiceLifecycle
import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct ReloadTests {
    @Test("a reload leaves an unchanged exporter alone, restarts a changed one, stops a removed one, starts a new one")
    func apply() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(2))
        let (same, changed, removed, new) = (Script("same"), Script("changed"), Script("removed"), Script("new"))
        try await scene.running([
            same.setup(LinkedExporter.self, instance: "same"),
            changed.setup(LinkedExporter.self, instance: "changed"),
            removed.setup(LinkedExporter.self, instance: "removed"),
        ]) { service in
            for instance in ["same", "changed", "removed"] { try await scene.delivered(instance) }
            await service.apply([
                same.setup(LinkedExporter.self, instance: "same"),
                changed.setup(LinkedExporter.self, instance: "changed", option: "other"),
                new.setup(LinkedExporter.self, instance: "new"),
            ])
            #expect(removed.disconnections.count == 1)
            #expect(changed.disconnections.count == 1)
            #expect(same.disconnections.count == 0)
            try await scene.delivered("new")
            try await scene.add([SampleReadings.day(SampleReadings.firstDay.advanced(by: 2), watts: 1)])
            for instance in ["same", "changed", "new"] { try await scene.delivered(instance) }
            #expect(same.objects.count == 1)
            #expect(Set(same.deliveries.entries.map(\.object)).count == 1)
            #expect(changed.objects.count == 2)
            #expect(changed.deliveries.entries.map(\.keys.count) == [2, 1])
            #expect(removed.deliveries.count == 1)
            #expect(Set(await service.health().keys) == Set(["same", "changed", "new"].map { InstanceID($0) }))
        }
    }

    @Test("an exporter that cannot be made is named in the status and the health until it can; the others run")
    func unstarted() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(1))
        let good = Script("good")
        let bad = Script("bad") {
            $0.start = { configuration in
                guard configuration.string("option") == nil else { return }
                throw ExporterFault.blocked(cause: LocalizedText(fr: "pas de certificat", en: "no certificate"))
            }
        }
        try await scene.running([bad.setup(instance: "bad"), good.setup(instance: "good")]) { service in
            try await scene.delivered("good")
            #expect(service.board.status.errors == ["bad: no certificate"])
            #expect(service.board.status.health == .error)
            #expect(await service.health(of: "bad")?.reason?.french == "pas de certificat")
            #expect(await service.health(of: "bad")?.word == .blocked)
            // What the program says about itself does not wipe it out.
            service.board.update { $0 = ServiceStatus(pdlCount: 1) }
            #expect(service.board.status.errors == ["bad: no certificate"])
            await service.apply([bad.setup(instance: "bad", option: "certificate"), good.setup(instance: "good")])
            try await scene.delivered("bad")
            #expect(service.board.status == ServiceStatus(pdlCount: 1))
        }
        #expect(good.objects.count == 1)
    }

    @Test("reloads that overlap leave exactly the newest configuration running")
    func overlap() async throws {
        let scene = try Scene()
        let gate = Gate()
        let script = Script {
            $0.run = { _ in
                await Gate.untilCancelled()
                // A goodbye that takes its time.
                await gate.pass()
            }
        }
        let service = scene.service([script.setup(LinkedExporter.self)])
        let task = Task { try await service.run() }
        await script.connections.wait(for: 1)
        await withTaskGroup(of: Void.self) { group in
            for option in ["2", "3", "4"] {
                group.addTask { await service.apply([script.setup(LinkedExporter.self, option: option)]) }
            }
            group.addTask { gate.open() }
        }
        let started = await script.connections.wait { !$0.isEmpty }.count
        // All but the last one have ended.
        #expect(script.objects.count <= 4)
        #expect(script.disconnections.count == script.objects.count - 1 || started < script.objects.count)
        task.cancel()
        // A reload during the end starts nothing that stays.
        await service.apply([script.setup(LinkedExporter.self, option: "5")])
        try await task.value
        #expect(script.connections.count == script.disconnections.count)
        #expect(await service.health() == [:])
    }

    @Test("a service runs once")
    func twice() async throws {
        let scene = try Scene()
        let script = Script()
        try await scene.running([script.setup(LinkedExporter.self)]) { service in
            await script.connections.wait(for: 1)
            await #expect(throws: ExportService.AlreadyRun.self) { try await service.run() }
            #expect(script.objects.count == 1)
        }
    }

    @Test("graceful shutdown ends in time although an exporter hangs in a call and in its connection")
    func gracefulShutdown() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(1))
        let gate = Gate()
        defer { gate.open() }
        let deaf = Script("deaf") {
            $0.run = { connection in
                connection.runtime.report(.connected)
                await gate.pass()
            }
            $0.export = { _ in
                await gate.pass()
                return ExportResult(all: .delivered(.sent))
            }
        }
        let polite = Script("polite")
        var policy = Scene.patient
        policy.goodbye = .seconds(77)
        let service = scene.service(
            [
                deaf.setup(LinkedExporter.self, instance: "deaf"),
                polite.setup(LinkedExporter.self, instance: "polite"),
            ], policy: policy)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [.init(service: service)], logger: scene.logger))
        let running = Task { try await group.run() }
        await deaf.deliveries.wait(for: 1)
        await polite.connections.wait(for: 1)
        await group.triggerGracefulShutdown()
        await polite.disconnections.wait(for: 1)
        // Both are waited for as long as the policy says and no longer.
        await scene.clock.sleeps.wait { $0.filter { $0 == .seconds(77) }.count == 2 }
        #expect(deaf.disconnections.count == 0)
        scene.clock.advance(bySeconds: 77)
        try await running.value
        #expect(deaf.disconnections.count == 0)
        for await _ in service.commands { Issue.record("the stream of commands goes on") }
    }
}
