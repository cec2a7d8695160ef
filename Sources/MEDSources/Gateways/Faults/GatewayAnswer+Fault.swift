import MEDCore

extension GatewayAnswer {
    /// The fault that the answer is: by its words, else by its status.
    func fault(about request: ReadingRequest? = nil, at now: UTCInstant) -> GatewayFault {
        let body = ErrorBody(self.body)
        let match = FaultTable.match(body)
        let cause = match?.cause ?? FaultTable.cause(status: status, isJSON: body.isJSON, gateway: gateway)
        let code = match?.word ?? "HTTP \(status)"
        return GatewayFault(
            kind(of: cause, body: body, rest: match?.rest ?? "", request: request, now: now),
            scope: cause.scope, code: redaction.excerpt(code, limit: 60),
            message: cause.text(gateway: gateway, request: request).quoting(words(of: body)))
    }

    /// The fault of a cause that was found elsewhere than in the table.
    func fault(
        _ cause: FaultCause, about request: ReadingRequest? = nil, at now: UTCInstant, detail: String = ""
    ) -> GatewayFault {
        GatewayFault(
            kind(of: cause, body: ErrorBody([]), rest: "", request: request, now: now), scope: cause.scope,
            code: cause.rawValue,
            message: cause.text(gateway: gateway, request: request).quoting(redaction.excerpt(detail, limit: 60)))
    }

    /// The server's own sentences, cleaned; a page of a proxy is not worth showing.
    private func words(of body: ErrorBody) -> String {
        guard body.isJSON else { return "" }
        let sentences = body.sentences.isEmpty ? body.codes : body.sentences
        return redaction.excerpt(sentences.joined(separator: " – "), limit: 200)
    }

    private func kind(
        of cause: FaultCause, body: ErrorBody, rest: Substring, request: ReadingRequest?, now: UTCInstant
    ) -> GatewayFault.Class {
        switch cause {
        case .tokenRefused, .meterRefused, .meterNumber, .unknownUser, .wrongDirection, .curveNotCollected, .noContract,
            .badAddress, .badRequest:
            .permanent
        case .consentMissing, .notOwner: .consentLost
        case .beforeConsent, .beforeActivation, .beforeHistory:
            .startTooEarly(earliest: Self.earliestDay(in: rest, after: request, now: now))
        case .endTooLate: .endTooLate
        case .rangeTooLong: .rangeTooLong
        case .noData: .noData
        case .quotaReached, .throttled: .waitUntil(WaitingTime.end(in: body, headers: headers, now: now))
        case .throttledForSeconds: .waitUntil(waitingEnd(body, now) ?? now.advanced(bySeconds: 60))
        case .throttledForAnHour: .waitUntil(waitingEnd(body, now) ?? now.advanced(bySeconds: 3_600))
        case .badQuestion, .enedisDown, .gatewayDown, .partialData, .refused, .notFound, .blocked, .redirected,
            .unreadable, .otherMeter, .otherSeries, .unknownUnit, .network, .cancelled:
            .transient(retryAfter: WaitingTime.retryAfter(headers, now: now))
        }
    }

    private func waitingEnd(_ body: ErrorBody, _ now: UTCInstant) -> UTCInstant? {
        WaitingTime.end(in: body, headers: headers, now: now)
    }

    /// The day that the answer names behind the code, as v2 does (`Oldest allowed date: 2023-11-21`): one after the first
    /// day asked for, and not in the future. Days before the code are the question's own.
    private static func earliestDay(in rest: Substring, after request: ReadingRequest?, now: UTCInstant) -> Day? {
        guard let first = request?.days.lowerBound else { return nil }
        let named = rest.matches(of: /\d{4}-\d{2}-\d{2}/).compactMap { Day(String($0.output)) }
        return named.first { $0 > first && $0 <= Day(containing: now) }
    }
}

extension LocalizedText {
    /// The text with the server's words behind it.
    func quoting(_ words: String) -> LocalizedText {
        if words.isEmpty { return self }
        return LocalizedText(fr: "\(french) Réponse : « \(words) »", en: "\(english) Answer: “\(words)”")
    }
}
