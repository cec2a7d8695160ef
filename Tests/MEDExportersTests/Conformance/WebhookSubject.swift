import MEDCore
import MEDExporters
import MEDTesting
import TestServers

extension ConformanceSubject {
    /// A webhook with document 001's payload, signed.
    static let webhook: ConformanceSubject = {
        var script = HTTPDestinationScript { url, secrets in
            var values: [String: ConfigurationValue] = [
                "url": .string(url + "/hook?key={{{key}}}"), "username": .string("med"),
                "headers": .map(["X-Key": "{{key}}"]),
            ]
            for field in ["key", "password", "token"] { values[field] = .secret(Secret(secrets.value(field))) }
            // Standard Webhooks: 24 to 64 bytes in base64, of which hexadecimal digits are a part.
            values["secret"] = .secret(Secret("whsec_" + secrets.token + secrets.token))
            values["previous_secret"] = .secret(Secret("whsec_" + secrets.token + secrets.token + "beef"))
            return values
        }
        script.key = { $0.header("webhook-id") }
        // A receiver that knows one meter and refuses the messages of the other.
        script.part = { request in
            let isKnown = String(decoding: request.body, as: UTF8.self).contains(ConformanceSubject.meters[0].digits)
            return isKnown ? ([.response(204)], request.body) : ([.response(422, "unknown meter")], nil)
        }
        script.untrusted = {
            let server = try await NginxServer.started(try certificates.get())
            return (server.tlsPort, server)
        }
        var subject = ConformanceSubject.http(
            "webhook", WebhookExporter.self, series: Set(Series.allCases), script: script)
        // One request at a time for each of the two meters.
        subject.attemptBound = 2
        subject.holds = { key, writes in
            writes.contains {
                let meter = key.stream.pdl?.digits ?? ""
                return $0.text.contains("\(key.day)") && $0.text.contains("\"\(key.series.rawValue)\"")
                    && (meter.isEmpty || $0.text.contains(meter))
            }
        }
        return subject
    }()
}
