import Logging
import MEDCore
import MEDExporters
import MEDTesting
import Synchronization
import TestServers
import Testing

/// The exporter around its endpoint, without a socket.
@Suite(.timeLimit(.minutes(1)))
struct PrometheusExporterTests {
    private func exporter(
        _ values: [String: ConfigurationValue] = [:], server: (any EndpointServer)? = nil
    ) throws -> PrometheusExporter {
        try PrometheusExporter(
            configuration: ExporterConfiguration(
                instance: InstanceID(exporterKey: "prometheus"), values: values,
                manifest: PrometheusExporter.manifest),
            dependencies: ExporterDependencies(
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), installationID: "test",
                server: server
            ) { recorded })
    }

    @Test(
        arguments: [
            (["listen": .string("0.0.0.0")], "The network reaches 0.0.0.0: set username and password"),
            (["listen": .string("192.168.1.5")], "The network reaches 192.168.1.5"),
            (["username": .string("prom")], "username and password go together"),
            (["password": .secret(Secret("CANARY-1234"))], "username and password go together"),
            (["username": .string("a:b"), "password": .secret(Secret("CANARY-1234"))], "username cannot hold a colon"),
            (["path": .string("metrics")], "path has to begin with /"),
            (["path": .string("/a b")], "path has to begin with /"),
            (["labels": .map(["pdl": "x"])], "The label \"pdl\" is not possible"),
            (["labels": .map(["__name__": "x"])], "The label \"__name__\" is not possible"),
            (["labels": .map(["piscine é": "x"])], "The label \"piscine é\" is not possible"),
            (["labels": .map(["1st": "x"])], "The label \"1st\" is not possible"),
        ] as [([String: ConfigurationValue], String)])
    func whatCannotWorkIsBlocked(_ values: [String: ConfigurationValue], _ cause: String) {
        let fault = #expect(throws: ExporterFault.self) { _ = try exporter(values) }
        guard case .blocked(let text) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(text.english.hasPrefix(cause), "\(text.english)")
        #expect(!"\(text)".contains("CANARY"))
    }

    @Test(
        arguments: [
            ["listen": .string("0.0.0.0"), "open": .boolean(true)],
            ["listen": .string("::"), "username": .string("prom"), "password": .secret(Secret("s3cret"))],
            ["listen": .string("127.0.0.7")], ["listen": .string("localhost")], ["listen": .string("::1")],
        ] as [[String: ConfigurationValue]])
    func whatIsMeantWorks(_ values: [String: ConfigurationValue]) throws { _ = try exporter(values) }

    @Test func aProgramThatServesNothingSaysSo() async throws {
        let exporter = try exporter()
        let state = fullState()
        let faults = [
            await #expect(throws: ExporterFault.self) { _ = try await exporter.publish(state) },
            await #expect(throws: ExporterFault.self) {
                try await exporter.run(in: ExporterRuntime(status: AsyncStream { $0.finish() }, send: { _ in }))
            },
        ]
        for fault in faults {
            guard case .blocked(let cause) = fault else {
                Issue.record("\(String(describing: fault))")
                continue
            }
            #expect(cause.english.contains("only \"med run\" serves them"))
            #expect(cause.english.contains("--openmetrics"))
        }
    }

    @Test func theFirstScrapeOfAStateIsReportedOnce() async throws {
        let server = FakeServer()
        let exporter = try exporter(server: server)
        let events = Mutex<[ExporterRuntime.Event]>([])
        let status = AsyncStream<ServiceStatus> { $0.yield(ServiceStatus(health: .ok)) }
        let (connected, isConnected) = AsyncStream.makeStream(of: Void.self)
        let run = Task {
            try await exporter.run(
                in: ExporterRuntime(status: status) { event in
                    events.withLock { $0.append(event) }
                    if event == .connected { isConnected.yield() }
                })
        }
        for await _ in connected { break }
        #expect(server.endpoint == Endpoint(host: "127.0.0.1", port: 9_090))
        let scrape = EndpointRequest(method: "GET", path: "/metrics", headers: [])
        let head = EndpointRequest(method: "HEAD", path: "/metrics", headers: [])
        // Nothing was published yet: the service's own metrics only, and nothing is collected.
        #expect(await server.ask(scrape).status == 200)
        #expect(try await exporter.publish(fullState()) == .sent)
        #expect(await server.ask(head).status == 200)
        #expect(await server.ask(EndpointRequest(method: "GET", path: "/", headers: [])).status == 404)
        #expect(!events.withLock { $0.contains(.collected) })
        let body = await server.ask(scrape).body
        #expect(
            String(decoding: body, as: UTF8.self).contains("consumption_daily_kwh{pdl=\"12345678901234\"} 15.234\n"))
        _ = await server.ask(scrape)
        #expect(events.withLock { $0 } == [.connected, .collected])
        #expect(exporter.lastScrape == recorded)
        _ = try await exporter.publish(fullState())
        _ = await server.ask(scrape)
        #expect(events.withLock { $0 } == [.connected, .collected, .collected])
        run.cancel()
        _ = await run.result
        #expect(events.withLock { $0.last } == .disconnected)
    }

    @Test func anAddressThatCannotBeServedHasAHint() async throws {
        let port = try ReservedPort()
        let exporter = try exporter(["port": .integer(port.number)], server: RefusedServer())
        let failure = await exporter.testConnection().failure
        #expect(failure?.detail.english == "No such address.")
        #expect(failure?.hint?.english.isEmpty == false && failure?.hint?.french.isEmpty == false)
    }

    @Test func thePreviewIsTheTextOfTheNextScrape() throws {
        let messages = try exporter(["port": .integer(9_191), "path": .string("/med")]).preview(fullState())
        #expect(messages.map(\.address) == ["GET http://127.0.0.1:9191/med"])
        #expect(messages.map(\.manner) == ["text/plain; version=0.0.4; charset=utf-8"])
        let body = String(decoding: messages[0].body, as: UTF8.self)
        #expect(body.contains("\nmyelectricaldata_consumption_hc_kwh{pdl=\"12345678901234\"} 8.5\n"))
        #expect(try exporter().preview([document()]).isEmpty)
    }

    @Test func itsManifestIsDocument002s() {
        let manifest = PrometheusExporter.manifest
        let defaults = Dictionary(uniqueKeysWithValues: manifest.fields.map { ($0.key, $0.defaultValue) })
        #expect(defaults["port"] == .integer(9_090))
        #expect(defaults["path"] == .string("/metrics"))
        #expect(defaults["listen"] == .string("127.0.0.1"))
        guard case .list(let metrics) = defaults["metrics"] else {
            Issue.record("no default metrics")
            return
        }
        #expect(
            metrics.prefix(7) == [
                "myelectricaldata_consumption_daily_kwh", "myelectricaldata_consumption_hc_kwh",
                "myelectricaldata_consumption_hp_kwh", "myelectricaldata_production_daily_kwh",
                "myelectricaldata_max_power_kva", "myelectricaldata_sync_status",
                "myelectricaldata_last_sync_timestamp",
            ])
        #expect(manifest.fields.filter(\.isSecret).map(\.key) == ["password"])
        for field in manifest.fields {
            for text in [field.label, field.help] {
                #expect(!text.french.isEmpty && !text.english.isEmpty, "\(field.key)")
            }
        }
    }
}

/// A server that cannot bind.
private struct RefusedServer: EndpointServer {
    func serve(
        _ endpoint: Endpoint, listening: @escaping @Sendable (_ port: Int) async -> Void,
        respond: @escaping @Sendable (EndpointRequest) async -> EndpointResponse
    ) async throws {
        throw ExporterFault.unreachable(
            retryAfter: nil, reason: LocalizedText(fr: "Pas d'adresse.", en: "No such address."))
    }
}

/// A server without a socket.
private final class FakeServer: EndpointServer {
    private struct State {
        var endpoint: Endpoint?
        var respond: (@Sendable (EndpointRequest) async -> EndpointResponse)?
    }

    private let state = Mutex(State())

    var endpoint: Endpoint? { state.withLock(\.endpoint) }

    func serve(
        _ endpoint: Endpoint, listening: @escaping @Sendable (Int) async -> Void,
        respond: @escaping @Sendable (EndpointRequest) async -> EndpointResponse
    ) async throws {
        state.withLock {
            $0.endpoint = endpoint
            $0.respond = respond
        }
        await listening(endpoint.port)
        try await Task.sleep(for: .seconds(3_600))
    }

    func ask(_ request: EndpointRequest) async -> EndpointResponse {
        guard let respond = state.withLock({ $0.respond }) else { return EndpointResponse(status: 0) }
        return await respond(request)
    }
}
