/// Which words of Enedis and of the gateways mean what. The first row that matches decides.
///
/// Codes are those of Enedis' DataConnect documentation (`ADAM-…`, `STM-…`), of its WSO2 front (`9008…`), of the v2
/// gateway's `ErrorDetail.code` and of the ancestors of v1; phrases are needed where an answer has no code of its own.
enum FaultTable {
    struct Row {
        let cause: FaultCause
        /// Whole words, whatever their case, in a field for codes or within a sentence: gateways quote Enedis.
        var codes: [String] = []
        /// In small letters.
        var phrases: [String] = []
    }

    static let rows: [Row] = [
        // 403: the customer moved out, or never lived there.
        Row(cause: .notOwner, codes: ["ADAM-DC-0007"]),
        // 403: no consent, or one that has ended.
        Row(
            cause: .consentMissing, codes: ["ADAM-DC-0008", "token_refresh_401", "client_not_found", "TOKEN_EXPIRED"],
            phrases: [
                "no consent can be found", "renouveller vos consentements", "renouveler vos consentements",
                "valider vos consentements",
            ]),
        // 403, 400: the first day asked for lies before …
        Row(cause: .beforeConsent, codes: ["ADAM-DC-0009"], phrases: ["the consent start"]),
        Row(cause: .beforeActivation, codes: ["ADAM-ERR0123"], phrases: ["last activation date"]),
        Row(
            cause: .beforeHistory, codes: ["ADAM-DC-0016", "ADAM-ERR0125", "DATE_TOO_OLD"],
            phrases: ["the history deadline"]),
        // 400: the days.
        Row(
            cause: .rangeTooLong, codes: ["ADAM-DC-0015", "ADAM-ERR0126"],
            phrases: ["requested period must be less than"]),
        Row(cause: .endTooLate, phrases: ["must be earlier than the current date"]),
        // 400: the meter.
        Row(cause: .wrongDirection, codes: ["ADAM-ERR0069"], phrases: ["sens de la mesure"]),
        Row(cause: .curveNotCollected, codes: ["ADAM-ERR0075"]),
        Row(
            cause: .meterNumber,
            phrases: ["usage_point_id parameter is required", "usage_point_id parameter must be 14 digits"]),
        Row(cause: .unknownUser, codes: ["STM-ERR-0000019"], phrases: ["unknown or unauthorized user"]),
        // 401 of Conso API, 403 of v1: the words for a key that is wrong, or is another meter's.
        Row(
            cause: .meterRefused, codes: ["ACCESS_DENIED", "PDL_NOT_FOUND"],
            phrases: ["d'accéder à ce prm", "vérifiez votre token"]),
        // 429 of Enedis: 5 requests a second, 10,000 an hour, for all households of the gateway.
        Row(cause: .throttledForSeconds, phrases: ["quota q3"]),
        Row(cause: .throttledForAnHour, phrases: ["quota q4", "429 too many requests"]),
        Row(
            cause: .throttled, codes: ["900800", "900801", "900802", "900803", "900804", "900806"],
            phrases: ["message throttled out", "call threshold"]),
        // 409 of v1, 200 of v2: the household's own calls of this day.
        Row(
            cause: .quotaReached, codes: ["RATE_LIMIT_EXCEEDED"],
            phrases: ["votre quota journalier", "daily rate limit exceeded"]),
        // 404: nothing measured, or nothing yet.
        Row(
            cause: .noData,
            codes: ["no_data_found", "STM-ERR-0000014", "STM-ERR-0000020", "NO_DATA", "NOT_FOUND"],
            phrases: ["no measure found"]),
        // 400: a question that this program should not have asked.
        Row(
            cause: .badQuestion, codes: ["INVALID_DATE_RANGE", "INVALID_DATE_FORMAT"],
            phrases: [
                "date parameter is required", "must be in the format yyyy-mm-dd",
                "start date should be before end date",
                "start date must be before",
            ]),
        // 500, 503, and 200 of v2.
        Row(cause: .partialData, codes: ["PARTIAL_DATA"]),
        Row(
            cause: .enedisDown,
            codes: [
                "ADAM-DC-0500", "STM-ERR-0000001", "UNKERROR_002", "ENEDIS_ERROR", "ENEDIS_UNAVAILABLE",
            ],
            phrases: [
                "internal server error", "les api d'enedis sont indisponible",
                "un problème a été rencontré lors du traitement",
            ]),
        Row(cause: .gatewayDown, codes: ["SERVER_ERROR", "GATEWAY_ERROR", "GATEWAY_UNAVAILABLE"]),
    ]

    /// What an answer means that no row knows.
    ///
    /// A wrong "permanent" stops a household for ever, a wrong "passes by itself" costs a call per back-off. So the status
    /// alone stops a household in two cases: 401, and 403 in JSON, which is how gateways refuse a key or a consent. Any
    /// other 4xx is asked again.
    static func cause(status: Int, isJSON: Bool, gateway: GatewayKind) -> FaultCause {
        switch status {
        case 200...299: .unreadable
        case 300...399: .redirected
        case 401: .tokenRefused
        // v1 says 403 for a missing consent; a page is a firewall before the gateway.
        case 403: isJSON ? (gateway == .v1 ? .consentMissing : .meterRefused) : .blocked
        // Without JSON it is not the gateway that says so.
        case 404: isJSON ? .noData : .notFound
        case 409: .quotaReached
        case 429: .throttled
        case 408, 425, 500...599: .gatewayDown
        default: .refused
        }
    }

    /// The first row that matches, the code or phrase it was found by, and what is written behind that.
    static func match(_ body: ErrorBody) -> (cause: FaultCause, word: String, rest: Substring)? {
        // FastAPI's own answer for a path that does not exist.
        if body.codes.isEmpty, body.sentences == ["Not Found"] { return (.notFound, "Not Found", "") }
        let text = body.text.lowercased().replacing("’", with: "'")
        let bytes = Array(text.utf8)
        let words = Set(text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")) })
        for row in rows {
            let code = row.codes.first { words.contains($0.lowercased()[...]) }
            // A page of a proxy may hold any phrase.
            let phrase = code == nil && body.isJSON ? row.phrases.first { bytes.holds($0) } : nil
            guard let found = code ?? phrase else { continue }
            let rest = text.ranges(of: found.lowercased()).last.map { text[$0.upperBound...] } ?? ""
            return (row.cause, found, rest)
        }
        return nil
    }
}

extension [UInt8] {
    /// Whether the bytes of `phrase` stand together somewhere. Generic searches look at characters, a hundred times slower.
    fileprivate func holds(_ phrase: String) -> Bool {
        let phrase = Array(phrase.utf8)
        guard let first = phrase.first, count >= phrase.count else { return false }
        return withUnsafeBufferPointer { bytes in
            var position = 0
            while position <= bytes.count - phrase.count {
                if bytes[position] == first, bytes[position..<position + phrase.count].elementsEqual(phrase) {
                    return true
                }
                position += 1
            }
            return false
        }
    }
}
