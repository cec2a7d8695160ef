import MEDCore
import MEDHTTP

extension HomeAssistantStatistics {
    /// The stages of a test of the API: reachable, certificate, token, administrator. It leaves nothing behind.
    ///
    /// Writing is tried with `recorder/clear_statistics` of no statistic at all: it takes the same right as an import, an
    /// administrator's, and changes nothing.
    func test() async -> ConnectionTestResult {
        var report = HTTPTestReport(api.destination)
        let clock = ContinuousClock()
        do {
            let (answers, version) = try await WebSocket.withConnection(api.request()) { socket in
                var report = report
                report.reached(socket.opening.remoteAddress, socket.opening.timings)
                do {
                    var begin = clock.now
                    let session = try await HomeAssistantSession.open(socket, token: api.token)
                    report.pass(
                        .authenticate, begin.duration(to: clock.now),
                        LocalizedText(fr: "Jeton accepté", en: "Token accepted"))
                    begin = clock.now
                    do {
                        _ = try await session.call("recorder/clear_statistics", returning: NoResult.self) {
                            HomeAssistantMessages.clear(id: $0, [])
                        }
                        report.pass(
                            .write, begin.duration(to: clock.now),
                            LocalizedText(
                                fr: "Import de statistiques autorisé", en: "Importing statistics is allowed"))
                    } catch let failure as HomeAssistantFailure {
                        report.fail(.write, failure.text, hint: failure.hint)
                    }
                    return (report, session.version.description as String?)
                } catch let failure as HomeAssistantFailure {
                    report.fail(failure.stage, failure.text, hint: failure.hint)
                    return (report, nil)
                }
            }
            return answers.result(server: version.map { "Home Assistant \($0)" })
        } catch let fault as HTTPFault {
            report.fail(fault)
        } catch {
            let text = "\(error)"
            report.fail(.connect, LocalizedText(fr: text, en: text), hint: Self.startOver)
        }
        return report.result()
    }

    private static let startOver = LocalizedText(
        fr: "Relancez le test ; le journal en dit plus.", en: "Run the test again; the log says more.")
}
