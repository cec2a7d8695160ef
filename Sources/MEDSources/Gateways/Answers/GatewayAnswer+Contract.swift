public import MEDCore

extension GatewayAnswer {
    /// The contract in the answer: `customer.usage_points[]` as Enedis has it, or what the v2 gateway gathers in the
    /// layout of 2026 (`situation_contrat`, `synthese_contrat`, `comptage`).
    ///
    /// - Throws: ``GatewayFault`` for an error, for an answer about another meter, and for one that cannot be read.
    public func contract(of pdl: PDL, at now: UTCInstant) throws(GatewayFault) -> GatewayContract {
        guard isSuccess, let tree = JSONTree(body), tree["success"]?.string != "false" else { throw fault(at: now) }
        let root =
            tree["data"].flatMap { $0["customer"] ?? $0["situation_contrat"] } == nil ? tree : tree["data"] ?? tree
        if let points = root["customer"]?["usage_points"]?.elements {
            return try enedisContract(points, of: pdl, at: now)
        }
        if let situation = root["situation_contrat"] {
            return contract2026(root, situation.elements?.first ?? situation)
        }
        throw fault(at: now)
    }

    private func enedisContract(
        _ points: [JSONTree], of pdl: PDL, at now: UTCInstant
    ) throws(GatewayFault) -> GatewayContract {
        let number = { (point: JSONTree) in point["usage_point"]?["usage_point_id"]?.string ?? "" }
        guard let point = points.first(where: { number($0) == pdl.digits }) ?? points.first else {
            throw fault(at: now)
        }
        try checkMeter(.text(number(point)), is: pdl, at: now)
        guard let contract = point["contracts"] else { throw fault(.unreadable, at: now) }
        return GatewayContract(
            offPeakText: text(contract["offpeak_hours"]),
            subscribedKilovoltAmperes: Self.kilovoltAmperes(contract["subscribed_power"]?.string),
            distributionTariff: text(contract["distribution_tariff"]),
            lastActivation: Self.day(contract["last_activation_date"]), status: text(contract["contract_status"]))
    }

    private func contract2026(_ root: JSONTree, _ situation: JSONTree) -> GatewayContract {
        let power = situation["subscribed_power"]
        let written = power?.string ?? "\(power?["value"]?.string ?? "") \(power?["unit"]?.string ?? "")"
        return GatewayContract(
            offPeakText: text(root["comptage"]?["relais"]?["plageHeuresCreuses"]),
            subscribedKilovoltAmperes: Self.kilovoltAmperes(written),
            distributionTariff: text(situation["distribution_tariff"]),
            lastActivation: Self.day(root["synthese_contrat"]?["consumption_last_activation_date"]),
            status: text(situation["contract_status"]))
    }

    private func text(_ value: JSONTree?) -> String? {
        value?.string.map { redaction.excerpt($0, limit: 200) }
    }

    /// `2006-05-24+02:00`, `2006-05-24T00:00:00+02:00` or `2006-05-24`: the civil day is what is written.
    private static func day(_ value: JSONTree?) -> Day? {
        value?.string.flatMap { Day(String($0.prefix(10))) }
    }

    /// `9 kVA`, `9kVA`, `9`, `9.0`, `9000 VA`; `nil` for anything else, and for what is no whole kVA.
    static func kilovoltAmperes(_ text: String?) -> Int? {
        guard let text else { return nil }
        let compact = text.lowercased().filter { !$0.isWhitespace }
        let digits = compact.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
        let scale: Int64? =
            switch compact.dropFirst(digits.count) {
            case "", "kva": 1_000
            case "va": 1
            default: nil
            }
        guard let scale, let number = Array(digits.utf8).withUnsafeBytes({ DecimalNumber($0) }) else { return nil }
        let (voltAmperes, isExact) = number.rounded(scale: scale)
        // 36 kVA for households; 250 MVA is more than any site has.
        guard isExact, voltAmperes % 1_000 == 0, (1...250_000).contains(voltAmperes / 1_000) else { return nil }
        return Int(voltAmperes / 1_000)
    }
}
