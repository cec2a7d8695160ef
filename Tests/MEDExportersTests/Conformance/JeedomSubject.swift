import MEDCore
import MEDExporters
import MEDTesting
import TestServers

extension ConformanceSubject {
    /// One meter's commands in a Jeedom box, by JSON-RPC.
    static let jeedom: ConformanceSubject = {
        var model = HTTPDestinationScript { url, secrets in
            var values: [String: ConfigurationValue] = [
                "url": .string(url), "api_key": .secret(Secret(secrets.value("api_key"))),
                "pdl": .string(meters[0].digits), "mqtt.password": .secret(Secret(secrets.value("mqtt"))),
            ]
            values.merge(pageCommands) { $1 }
            values.merge(nationalCommands) { $1 }
            return values
        }
        model.isWrite = { String(decoding: $0.body, as: UTF8.self).contains("cmd::event") }
        // core/class/jsonrpc.class.php: every exception is a 200.
        model.error = { _ in
            [
                .response(
                    200,
                    #"{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"[MySQL] Error code : 2006 (2006)."}}"#)
            ]
        }
        // What is outside a command's bounds is answered with ok and kept nowhere.
        model.part = { _ in ([], nil) }
        model.untrusted = {
            let server = try await NginxServer.started(try certificates.get())
            return (server.tlsPort, server)
        }
        var subject = ConformanceSubject.http(
            "jeedom", JeedomExporter.self, series: [.consumption, .production],
            evidence: .verified(at: UTCInstant(secondsSinceEpoch: 0)), like: model
        ) { [model] condition, secrets in
            let box = try FakeJeedom(in: condition, key: secrets.value("api_key"))
            var script = model
            script.answer = { LoopbackExchange.steps($0, to: box.port) }
            script.part = { (LoopbackExchange.steps($0, to: box.port), nil) }
            script.refusal = { condition, request in
                // A key that it does not know, or that may not write: Jeedom's own words, with 200.
                [.unauthorized, .forbidden].contains(condition) ? LoopbackExchange.steps(request, to: box.port) : nil
            }
            script.held = {
                box.events.map {
                    ConformanceWrite(address: "\($0.command)", bytes: Array("\($0.datetime)=\($0.value)".utf8))
                }
            }
            return script
        }
        subject.meters = [meters[0]]
        // So many records in a row are refused by themselves before it is the box that is in trouble.
        subject.attemptBounds = [.successWithError: 3]
        subject.holds = { key, writes in
            let command = key.series == .consumption ? "456" : "459"
            return writes.contains { $0.address == command && $0.text.contains(" \(key.day) 00:00:00=") }
        }
        return subject
    }()
}

extension FakeJeedom {
    fileprivate convenience init(in condition: DestinationCondition, key: String) throws {
        let equipment = linky { equipment in
            // Of the kit's days one has more than 10 kWh.
            if condition == .partialSuccess { equipment.commands[0].bounds = 0...10 }
        }
        var options = FakeJeedomOptions(coreKey: key, virtualKey: virtualKey)
        if condition == .unauthorized { options.coreKey = coreKey }
        options.isCoreRestricted = condition == .forbidden
        try self.init([equipment], options: options) { 1_712_743_200 }
    }

    fileprivate var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }
}
