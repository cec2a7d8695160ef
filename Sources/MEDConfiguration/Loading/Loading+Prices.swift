import MEDCore

extension Loading {
    /// `prices` of a contract: one list from the contract's first day on, or several, each with its own `from`.
    mutating func prices(of contract: YAMLNode, path: String, from: Day, tariff: Tariff) -> [PriceList] {
        guard let node = contract["prices"], !node.isNull else { return [] }
        guard node.sequence != nil else {
            return priceList(node, path: "\(path).prices", from: from, tariff: tariff).map { [$0] } ?? []
        }
        var lists: [PriceList] = []
        for (item, path) in items("prices", in: contract, path: path) {
            guard item.mapping != nil else {
                error(Place(key: path, position: item.position), expected: Expected.section, Expected.section.asMessage)
                continue
            }
            guard let first = required("from", in: item, path: path, Expected.date, { Day($0) }),
                let list = priceList(item, path: path, from: first, tariff: tariff)
            else { continue }
            if lists.contains(where: { $0.from == first }) {
                error(
                    Place(key: "\(path).from", position: item["from"]?.position),
                    LocalizedText(
                        fr: "d'autres prix commencent déjà ce jour-là ; changez l'une des deux dates",
                        en: "other prices begin on that day already; change one of the two dates"))
            }
            lists.append(list)
        }
        return lists
    }

    private mutating func priceList(_ node: YAMLNode, path: String, from: Day, tariff: Tariff) -> PriceList? {
        let keys = ["from", "subscription"] + TariffRegister.allCases.map(\.key)
        guard checkKeys(of: node, path: path, known: keys) else { return nil }
        var prices: [TariffRegister: Cost] = [:]
        for register in TariffRegister.allCases {
            let isUsed = tariff.registers.contains(register)
            let price = optional(register.key, in: node, path: path, Expected.price) {
                EuroText.cost(of: $0, upTo: 10)
            }
            if let price, isUsed { prices[register] = price }
            guard let given = node[register.key], !given.isNull, !isUsed else { continue }
            let names = tariff.registers.map(\.key).joined(separator: ", ")
            warning(
                Place(key: "\(path).\(register.key)", position: given.position),
                LocalizedText(
                    fr: "ignoré : un contrat \(tariff.name) compte en \(names)",
                    en: "ignored: a \(tariff.name) contract counts in \(names)"))
        }
        let missing = tariff.registers.filter { node[$0.key]?.isNull ?? true }.map(\.key)
        if !missing.isEmpty {
            let names = missing.joined(separator: ", ")
            warning(
                Place(key: path, position: node.position),
                LocalizedText(
                    fr: "prix absents : \(names) ; le coût de ces registres reste inconnu",
                    en: "prices missing: \(names); the cost of these registers stays unknown"))
        }
        let subscription = optional("subscription", in: node, path: path, Expected.subscription) {
            EuroText.cost(of: $0, upTo: 1_000)
        }
        return PriceList(from: from, perKilowattHour: prices, subscriptionPerMonth: subscription)
    }
}
