import Foundation
import TestServers

extension FakeJeedom {
    /// The API key of the box's core.
    static let key = "CanaryCoreKey0123456789abcdefABCDEF"

    /// A box with one equipment per meter: commands 456, 457… for the first one, 556, 557… for the second one.
    static func withMeters(_ count: Int) throws -> FakeJeedom {
        let equipments = (0..<count).map { number in
            let first = 456 + 100 * number
            return FakeJeedomEquipment(
                id: 12 + number, name: "Linky \(number)",
                commands: [
                    FakeJeedomCommand(id: first, name: "Consommation jour", unit: "kWh"),
                    FakeJeedomCommand(id: first + 3, name: "Production jour", unit: "kWh"),
                ].map { $0.with { $0.smoothing = "none" } })
        }
        return try FakeJeedom(
            equipments, options: FakeJeedomOptions(coreKey: key, virtualKey: "AnotherKey0123456789")
        ) { Int64(Date().timeIntervalSince1970) }
    }

    /// A section with one instance per meter, `jeedom` and `jeedom.garage`.
    static func section(_ pdls: [String], url: String, key: String = key) -> String {
        let instances = pdls.enumerated().map { number, pdl in
            """
              - \(number == 0 ? "" : "id: garage\n    ")enabled: true
                pdl: "\(pdl)"
                url: "\(url)"
                api_key: "\(key)"
                commands: {consumption_daily: "\(456 + 100 * number)", production_daily: "\(459 + 100 * number)"}
            """
        }
        return (["jeedom:"] + instances).joined(separator: "\n")
    }
}
