import MEDCore
import MEDHTTP

/// The stages of a connection test over HTTP as they are found; those behind a failure are said not to have been tried.
struct HTTPTestReport {
    let destination: HTTPDestination
    private var stages: [ConnectionTestStage] = []

    init(_ destination: HTTPDestination) {
        self.destination = destination
    }

    mutating func pass(_ name: ConnectionTestStage.Name, _ time: Duration? = nil, _ detail: LocalizedText) {
        let milliseconds = time.map { $0 / .milliseconds(1) }
        stages.append(ConnectionTestStage(name, .passed, milliseconds: milliseconds, detail: detail))
    }

    mutating func leaveOpen(_ name: ConnectionTestStage.Name, _ detail: LocalizedText) {
        stages.append(ConnectionTestStage(name, .notCheckable, detail: detail))
    }

    mutating func fail(_ name: ConnectionTestStage.Name, _ cause: LocalizedText, hint: LocalizedText) {
        stages.append(ConnectionTestStage(name, .failed, detail: cause, hint: hint))
    }

    /// Sends the first request of a test. A response, whatever its status, proves name, port and certificate; without one
    /// the stage that failed is named and `nil` returned.
    mutating func send(_ request: HTTPRequest) async -> HTTPResponse? {
        do throws(HTTPFault) {
            let response = try await SharedHTTPClient.client().send(request)
            reached(response.remoteAddress, response.timings)
            return response
        } catch {
            fail(error)
            return nil
        }
    }

    /// Name, port and certificate are right.
    mutating func reached(_ address: String?, _ timings: HTTPTimings) {
        let address = address ?? destination.url.origin.host
        pass(.resolve, timings.resolve, LocalizedText(fr: address, en: address))
        passConnect(timings.connect ?? timings.firstByte)
        if destination.url.origin.scheme == "https" {
            pass(.tls, timings.tls, LocalizedText(fr: "Certificat vérifié", en: "Certificate verified"))
        } else {
            skipTLS()
        }
    }

    /// No connection: the stage that failed, and those before it.
    mutating func fail(_ fault: HTTPFault) {
        let stage = fault.stage
        if stage != .resolve {
            let host = destination.url.origin.host
            pass(.resolve, nil, LocalizedText(fr: host, en: host))
        }
        if stage == .tls { passConnect(nil) }
        let text = HTTPFaultText(fault, destination)
        fail(stage, text.cause, hint: text.hint)
    }

    private mutating func passConnect(_ time: Duration?) {
        let text = "\(destination.name): \(destination.endpoint)"
        pass(.connect, time, LocalizedText(fr: text, en: text))
    }

    private mutating func skipTLS() {
        leaveOpen(.tls, LocalizedText(fr: "Connexion sans TLS", en: "Connection without TLS"))
    }

    /// What a status that is not a success means: a refused password is the `authenticate` stage, anything else `write`.
    mutating func fail(_ response: HTTPResponse) {
        let text = HTTPStatusText(response.status, destination: destination)
        fail(response.status == 401 ? .authenticate : .write, text.cause, hint: text.hint)
    }

    func result(server: String? = nil) -> ConnectionTestResult {
        let tried = Set(stages.map(\.name))
        let others = ConnectionTestStage.Name.allCases.filter { !tried.contains($0) }.map {
            ConnectionTestStage($0, .notCheckable, detail: LocalizedText(fr: "Non essayé", en: "Not tried"))
        }
        return ConnectionTestResult(stages: stages + others, server: server)
    }
}

extension HTTPFault {
    /// Where in an exchange it belongs.
    var stage: ConnectionTestStage.Name {
        switch code {
        case .resolve, .addressRefused, .invalidURL: .resolve
        case .tlsVerification, .tlsHostName, .tlsClientCertificate, .tlsPin, .tlsFile, .tlsHandshake: .tls
        default: .connect
        }
    }
}
