import MEDCore

extension Loading {
    private static let contractKeys = ["from", "tariff", "power_kva", "prices", "counters"] + offPeakKeys

    /// The list `contract` of a meter; a single mapping is a list of one.
    mutating func contracts(_ node: YAMLNode?, path: String) -> ContractHistory {
        guard let node, !node.isNull else { return ContractHistory() }
        guard node.scalar == nil else {
            error(Place(key: path, position: node.position), expected: Expected.list, Expected.list.asMessage)
            return ContractHistory()
        }
        var contracts: [Contract] = []
        for (index, item) in (node.sequence ?? [node]).enumerated() {
            let path = node.sequence == nil ? path : "\(path)[\(index)]"
            guard let contract = contract(item, path: path) else { continue }
            if contracts.contains(where: { $0.from == contract.from }) {
                error(
                    Place(key: "\(path).from", position: item["from"]?.position),
                    LocalizedText(
                        fr: "un autre contrat commence déjà ce jour-là ; changez l'une des deux dates",
                        en: "another contract begins on that day already; change one of the two dates"))
            }
            contracts.append(contract)
        }
        return ContractHistory(contracts)
    }

    private mutating func contract(_ node: YAMLNode, path: String) -> Contract? {
        guard checkKeys(of: node, path: path, known: Self.contractKeys) else { return nil }
        let from = required("from", in: node, path: path, Expected.date) { Day($0) }
        let names = Tariff.allCases.map(\.name)
        let tariff = required("tariff", in: node, path: path, Expected.choice(names)) { Tariff(name: $0) }
        let power = optional("power_kva", in: node, path: path, Expected.integer(1...250)) { text in
            Int(text).flatMap { (1...250).contains($0) ? $0 : nil }
        }
        guard let from, let tariff else { return nil }
        return Contract(
            from: from, tariff: tariff, offPeak: offPeak(of: node, path: path, tariff: tariff),
            subscribedKilovoltAmperes: power, prices: prices(of: node, path: path, from: from, tariff: tariff),
            counterRegisters: counters(of: node, path: path, tariff: tariff))
    }

    /// What the meter's counters `F1`, `F2` … count, where the contract says it.
    private mutating func counters(of node: YAMLNode, path: String, tariff: Tariff) -> [TariffRegister]? {
        let choices = tariff.registers.map(\.key)
        let registers = items("counters", in: node, path: path).compactMap { item, path -> TariffRegister? in
            if let register = item.scalar.flatMap(TariffRegister.init(key:)), choices.contains(register.key) {
                return register
            }
            let expected = Expected.choice(choices)
            error(Place(key: path, position: item.position), expected: expected, expected.asMessage)
            return nil
        }
        return registers.isEmpty ? nil : registers
    }
}
