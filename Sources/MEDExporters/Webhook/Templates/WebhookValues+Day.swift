import MEDCore

extension WebhookValues {
    static func value(_ name: WebhookName, of document: DayDocument) -> Any? {
        switch name {
        case .pdl: WebhookText(document.pdl.digits)
        case .valueWh: document.energy.map { WebhookText($0.roundedWattHours) }
        case .valueKwh: document.energy.map { WebhookText($0.kilowattHours.description) }
        case .tariff: document.tariff.map { WebhookText($0.name) }
        case .costEuros: document.derived.energyCost.map { WebhookText(euros($0)) }
        case .subscriptionEuros: document.derived.subscription.map { WebhookText(euros($0)) }
        case .maxPowerVA: document.maxPower.map { WebhookText($0.power.voltAmperes) }
        case .maxPowerKVA: document.maxPower.map { WebhookText($0.power.kilovoltAmperes.description) }
        case .maxPowerAt: document.maxPower.map { WebhookText(ParisTime.localTime(at: $0.instant).iso8601) }
        case .registers: registers(of: document)
        case .slots: slots(of: document)
        default: nil
        }
    }

    /// `hc_kwh` and the like. With Tempo `hc` and `hp` are the sums of the three colours, as everywhere else.
    func register(_ name: String) -> Any? {
        guard case .day(let document) = record, WebhookName.registerNames.contains(name) else { return nil }
        let known = Self.registers(of: document)
        guard let unit = ["_kwh", "_wh", "_cost_eur"].first(where: name.hasSuffix) else { return nil }
        let key = String(name.dropLast(unit.count))
        let member = unit == "_cost_eur" ? "cost_eur" : "value\(unit)"
        if let register = known.first(where: { $0["register"]?.text == key }) { return register[member] }
        guard document.tariff == .tempo, key == "hc" || key == "hp" else { return nil }
        let readings = RegisterReadings(document)
        let sum = key == "hc" ? readings.offPeak : readings.peak
        switch unit {
        case "_kwh": return sum.map { WebhookText($0.description) }
        case "_wh": return sum.map { WebhookText($0.thousandths) }
        default: return nil
        }
    }

    /// The contract's registers in their order, rounded to Wh so that they add up to the day.
    private static func registers(of document: DayDocument) -> [[String: WebhookText]] {
        let order = document.tariff?.registers ?? []
        guard !document.derived.registers.isEmpty else { return [] }
        var rounding = CumulativeRounding()
        return order.map { register in
            let amount = document.derived.registers.first { $0.register == register }
            // Where the split is known, a register that it does not name counted nothing.
            let wattHours = rounding.wattHours(amount?.energy ?? .zero)
            var element = [
                "register": WebhookText(register.key),
                "value_wh": WebhookText(wattHours),
                "value_kwh": WebhookText(ThousandthsText(thousandths: wattHours).description),
            ]
            element["cost_eur"] = amount?.cost.map { WebhookText(euros($0)) }
            return element
        }
    }

    private static func slots(of document: DayDocument) -> [[String: WebhookText]] {
        document.curve.slots.map { slot in
            let start = slot.start(on: document.day)
            let local = ParisTime.localTime(at: start)
            return [
                "time": WebhookText(local.clock), "start": WebhookText(local.iso8601),
                "start_unix": WebhookText(start.secondsSinceEpoch), "watts": WebhookText(slot.watts),
                "minutes": WebhookText(slot.minutes),
            ]
        }
    }

    /// Exact, with a point and at most six decimals: `2.345678`, `0.2`.
    private static func euros(_ cost: Cost) -> String {
        let (whole, fraction) = cost.microEuros.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        let digits = String(fraction)
        var decimals = String(repeating: "0", count: 6 - digits.count) + digits
        while decimals.hasSuffix("0") { decimals.removeLast() }
        return (cost.microEuros < 0 ? "-" : "") + (decimals.isEmpty ? "\(whole)" : "\(whole).\(decimals)")
    }
}
