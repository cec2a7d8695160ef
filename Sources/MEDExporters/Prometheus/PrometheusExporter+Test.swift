public import MEDCore
import MEDHTTP

extension PrometheusExporter {
    /// Scrapes the endpoint as Prometheus would. When nothing listens there, because `med run` is not at work, the endpoint
    /// is served for the test and no longer, which proves the address, the password and the exposition; a program that
    /// serves nothing says that it cannot. Leaves nothing behind.
    public func testConnection() async -> ConnectionTestResult {
        do {
            let destination = try destination(port: session.port ?? settings.endpoint.port)
            guard session.port == nil, await isRefused(destination) else {
                return await scrape(destination, isForTest: false)
            }
            guard let server = dependencies.server else { return refused(destination) }
            return await scrapeServing(with: server)
        } catch {
            return ConnectionTestResult(
                stages: [
                    ConnectionTestStage(
                        .resolve, .failed, detail: Self.text(of: error),
                        hint: LocalizedText(
                            fr: "Vérifiez listen, port et path.", en: "Check listen, port and path."))
                ])
        }
    }

    private func destination(port: Int) throws -> HTTPDestination {
        let url: HTTPURL
        do throws(HTTPFault) {
            url = try HTTPURL(settings.url(port: port))
        } catch {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "listen et path ne donnent pas d'adresse possible.", en: "listen and path make no address."))
        }
        let authentication = settings.credentials.map {
            HTTPAuthentication.basic(user: $0.user, password: $0.password.reveal(), for: url.origin)
        }
        return HTTPDestination(
            name: "Endpoint Prometheus", url: url, authentication: authentication, deadline: .seconds(10))
    }

    private func isRefused(_ destination: HTTPDestination) async -> Bool {
        do throws(HTTPFault) {
            _ = try await SharedHTTPClient.client().send(destination.request())
            return false
        } catch {
            return error.code == .refused
        }
    }

    private func refused(_ destination: HTTPDestination) -> ConnectionTestResult {
        var report = HTTPTestReport(destination)
        report.fail(
            .connect,
            LocalizedText(
                fr: "Rien n'écoute sur \(destination.endpoint).", en: "Nothing listens on \(destination.endpoint)."),
            hint: LocalizedText(
                fr: "Lancez « med run », qui sert les métriques.", en: "Start \"med run\", which serves them."))
        return report.result()
    }

    /// Serves the endpoint for as long as the scrape takes.
    private func scrapeServing(with server: any EndpointServer) async -> ConnectionTestResult {
        let endpoint = PrometheusEndpoint(path: settings.path, credentials: settings.credentials)
        let (settings, session) = (settings, session)
        do {
            return try await withThrowingTaskGroup(of: Void.self) { group in
                let (ports, bound) = AsyncStream.makeStream(of: Int.self)
                group.addTask {
                    defer { bound.finish() }
                    try await server.serve(settings.endpoint) { port in
                        bound.yield(port)
                    } respond: { request in
                        let (state, status) = session.held()
                        return endpoint.respond(to: request) { settings.renderer.render(state, status, as: $0) }
                    }
                }
                for await port in ports {
                    let result = await scrape(try destination(port: port), isForTest: true)
                    group.cancelAll()
                    return result
                }
                try await group.waitForAll()
                throw CancellationError()
            }
        } catch {
            return ConnectionTestResult(
                stages: [
                    ConnectionTestStage(
                        .connect, .failed, detail: Self.text(of: error),
                        hint: PrometheusBusyPort.hint(port: settings.endpoint.port))
                ])
        }
    }

    private static func text(of error: any Error) -> LocalizedText {
        switch error {
        case ExporterFault.unreachable(_, let reason), ExporterFault.blocked(let reason): reason
        case is CancellationError: LocalizedText(fr: "Le test a été arrêté.", en: "The test was stopped.")
        default: LocalizedText(fr: "\(error)", en: "\(error)")
        }
    }

    private func scrape(_ destination: HTTPDestination, isForTest: Bool) async -> ConnectionTestResult {
        var report = HTTPTestReport(destination)
        guard let response = await report.send(destination.request(headers: ["Accept": "text/plain;version=0.0.4"]))
        else { return report.result() }
        guard response.headers["Server"] == PrometheusEndpoint.serverName else {
            report.fail(
                .write,
                LocalizedText(
                    fr: "Un autre programme répond sur \(destination.endpoint).",
                    en: "Another program answers on \(destination.endpoint)."),
                hint: PrometheusBusyPort.hint(port: destination.url.origin.port))
            return report.result()
        }
        guard response.isSuccess else {
            report.fail(response)
            return report.result()
        }
        await checkPassword(destination, &report)
        let count = response.body.split(separator: UInt8(ascii: "\n")).count { $0.first != UInt8(ascii: "#") }
        let (note, remark) =
            isForTest
            ? (
                " « med run » n'est pas en marche : servi pour ce test seulement.",
                " \"med run\" is not at work: served for this test only."
            ) : ("", "")
        report.leaveOpen(
            .write,
            LocalizedText(
                fr: "Rien n'est écrit : Prometheus vient lire. \(count) valeurs, \(response.body.count) octets.\(note)",
                en: "Nothing is written: Prometheus comes and reads. \(count) values, \(response.body.count) bytes."
                    + remark))
        return report.result()
    }

    private func checkPassword(_ destination: HTTPDestination, _ report: inout HTTPTestReport) async {
        guard settings.credentials != nil else {
            report.leaveOpen(.authenticate, LocalizedText(fr: "Sans mot de passe", en: "No password"))
            return
        }
        let stranger = HTTPDestination(name: destination.name, url: destination.url, deadline: destination.deadline)
        let status = try? await stranger.send(stranger.request()).status
        if status == 401 {
            report.pass(
                .authenticate, nil,
                LocalizedText(fr: "Refuse qui n'a pas le mot de passe", en: "Refuses whoever lacks the password"))
        } else {
            report.fail(
                .authenticate,
                LocalizedText(
                    fr: "Répond aussi sans mot de passe.", en: "Answers without a password, too."),
                hint: LocalizedText(
                    fr: "Relancez « med run » : il ne sert pas encore cette configuration.",
                    en: "Restart \"med run\": it does not serve this configuration yet."))
        }
    }
}
