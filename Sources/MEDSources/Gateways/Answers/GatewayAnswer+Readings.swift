public import MEDCore

extension GatewayAnswer {
    /// The readings in the answer to a question.
    ///
    /// - Values are strings or numbers; `null`, an empty one and `NA` are unknown, 0 is 0.
    /// - The unit (`W`, `kW`, `Wh`, `kWh`, `VA`, `kVA`) and the length of each slot are read, never assumed: an answer
    ///   without a known unit is a fault, a slot without a known length an issue.
    /// - Days beside those asked for are kept, they are facts too; what is not over at `now` is not.
    /// - The answer's own meter number must be the one asked for. One that is not 14 digits, as in published samples and
    ///   masked answers, names no meter and contradicts nothing.
    ///
    /// - Parameters:
    ///   - request: The question.
    ///   - now: The instant of the answer, for waiting times and for what is not over.
    /// - Throws: ``GatewayFault`` for an error, and for an answer that cannot be read.
    public func readings(
        for request: ReadingRequest, at now: UTCInstant
    ) throws(GatewayFault) -> GatewayReadings {
        guard isSuccess, let answer = MeasureAnswer(body) else { throw fault(about: request, at: now) }
        guard answer.success != false, !answer.series.isEmpty else { throw fault(about: request, at: now) }
        let wanted = request.direction == .consumption ? "CONS" : "PROD"
        let series = answer.series.first { $0.business == .absent || $0.business.trimmed?.uppercased() == wanted }
        guard let series else { throw fault(.otherSeries, about: request, at: now) }
        try checkMeter(series.usagePoint, is: request.pdl, about: request, at: now)
        var decoder = ReadingDecoder(request: request, gateway: gateway, redaction: redaction, now: now)
        guard series.points.isEmpty || decoder.read(series) else {
            throw fault(.unknownUnit, about: request, at: now, detail: series.unit.trimmed ?? "")
        }
        var readings = decoder.finish()
        if let code = answer.error?["code"]?.string {
            let message = answer.error?["message"]?.string ?? ""
            readings.issues.insert(redaction.excerpt("\(code): \(message)", limit: 160), at: 0)
        }
        return readings
    }

    /// Refuses the answer about another meter.
    func checkMeter(
        _ number: LooseValue, is pdl: PDL, about request: ReadingRequest? = nil, at now: UTCInstant
    ) throws(GatewayFault) {
        guard let named = number.trimmed.flatMap({ PDL($0) }), named != pdl else { return }
        throw fault(.otherMeter, about: request, at: now)
    }
}
