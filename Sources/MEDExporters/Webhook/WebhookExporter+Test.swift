public import MEDCore
import MEDHTTP

extension WebhookExporter {
    /// Asks with HEAD, as document 001 does, which sends no data. 405 and 501 only say that the receiver does not answer
    /// HEAD. Whether it takes a message cannot be known without sending one: ``sendTestEvent()``.
    ///
    /// Where the URL itself carries values (`…?svalue={{value_kwh}}`), or the method asks without a body, the part before
    /// the values is asked for, so that nothing is written by the test.
    public func testConnection() async -> ConnectionTestResult {
        var report = HTTPTestReport(settings.destination)
        let (url, isWhole) = settings.probe(at: dependencies.now())
        let request = settings.destination.request(
            .head, url, headers: settings.probeHeaders(at: dependencies.now()), bodyLimit: WebhookMessage.bodyLimit)
        guard let response = await report.send(request) else { return report.result() }
        switch response.status {
        case 200...299:
            let detail = LocalizedText(
                fr: "Pas de refus (HTTP \(response.status))", en: "Not refused (HTTP \(response.status))")
            report.pass(.authenticate, nil, detail)
            report.leaveOpen(.write, Self.unknown)
        case 405, 501:
            report.leaveOpen(.authenticate, Self.noHead)
            report.leaveOpen(.write, Self.noHead)
        case 404 where !isWhole, 400 where !isWhole:
            report.leaveOpen(.authenticate, Self.otherAddress)
            report.leaveOpen(.write, Self.otherAddress)
        default: fail(response, &report)
        }
        return report.result()
    }

    /// Sends one message that is marked as a test, `{"type":"test","timestamp":…}`, signed as all others. The receiver
    /// keeps what it makes of it.
    ///
    /// A URL that carries values has no place for such a mark: nothing is sent then, and the result says so.
    public func sendTestEvent() async -> ConnectionTestResult {
        var report = HTTPTestReport(settings.destination)
        let now = dependencies.now()
        let (url, isWhole) = settings.probe(at: now)
        guard isWhole, settings.hasBody else {
            report.leaveOpen(
                .write,
                LocalizedText(
                    fr: "Non envoyé : un message de test ne se distinguerait pas d'une valeur à cette adresse",
                    en: "Not sent: at this address a test could not be told from a value"))
            return report.result()
        }
        let message = WebhookMessage(testAt: now, url: url, settings)
        guard let response = await report.send(message.request(settings, at: now)) else { return report.result() }
        if response.isSuccess {
            let detail = LocalizedText(fr: "HTTP \(response.status)", en: "HTTP \(response.status)")
            report.pass(.authenticate, nil, detail)
            report.pass(
                .write, response.timings.total,
                LocalizedText(
                    fr: "Message de test accepté (HTTP \(response.status))",
                    en: "Test event taken (HTTP \(response.status))"))
        } else if fault(of: response, now: now) == nil {
            let words = settings.suspicion.excerpt(of: response.body)
            report.fail(
                .write,
                LocalizedText(
                    fr: "Le destinataire refuse le message de test (HTTP \(response.status)). \(words)",
                    en: "The receiver refuses the test event (HTTP \(response.status)). \(words)"),
                hint: LocalizedText(
                    fr:
                        "Un destinataire qui n'attend que ses propres champs le refuse à raison : essayez un vrai jour.",
                    en: "A receiver that takes its own fields only is right to: try with a real day."))
        } else {
            fail(response, &report)
        }
        return report.result()
    }

    private func fail(_ response: HTTPResponse, _ report: inout HTTPTestReport) {
        if response.status == 410, case .blocked(let cause) = fault(of: response, now: dependencies.now()) {
            report.fail(
                .write, cause,
                hint: LocalizedText(fr: "Demandez-lui sa nouvelle adresse.", en: "Ask for its new address."))
        } else {
            report.fail(response)
        }
    }

    private static let unknown = LocalizedText(
        fr: "Non vérifiable sans envoyer de message", en: "Not checkable without sending a message")
    private static let noHead = LocalizedText(
        fr: "Joignable, ne répond pas à HEAD", en: "Reachable, does not answer HEAD")
    private static let otherAddress = LocalizedText(
        fr: "Joignable ; l'adresse avec ses valeurs n'est pas essayée, elle écrirait",
        en: "Reachable; the address with its values is not tried, which would write")
}

extension WebhookSettings {
    /// What a test may ask for, and whether it is what messages go to.
    func probe(at now: UTCInstant) -> (url: HTTPURL, isWhole: Bool) {
        if url.isConstant, let whole = try? HTTPURL(url.render(values(of: nil, id: "", now: now))) {
            if hasBody { return (whole, true) }
            // A GET that does something does it on HEAD, too: Domoticz.
            return ((try? whole.resolving(whole.path)) ?? whole, whole.query == nil)
        }
        return ((try? destination.url.resolving(destination.url.path)) ?? destination.url, false)
    }

    /// Those headers that are the same for every record.
    func probeHeaders(at now: UTCInstant) -> HTTPHeaders {
        var fields = HTTPHeaders()
        for header in headers where header.value.isConstant {
            let value = header.value.render(values(of: nil, id: "", now: now))
            if !WebhookMessage.hasControl(value) { fields.append(header.name, value) }
        }
        return fields
    }
}

extension WebhookMessage {
    /// The marked event: JSON to whoever is told JSON, `type=test` to everybody else.
    init(testAt now: UTCInstant, url: HTTPURL, _ settings: WebhookSettings) {
        id = WebhookID.ofTest(at: now, instance: settings.instance)
        self.url = url
        var fields = settings.probeHeaders(at: now)
        fields.append("Content-Type", settings.contentType)
        headers = fields
        let isJSON = WebhookEscaping(contentType: settings.contentType) == .json
        body = isJSON ? WebhookPayload.test(at: now) : Array("type=test".utf8)
        isEmpty = false
    }
}
