/// A label of a metric: `pdl="12345678901234"`.
public struct MetricLabel: Hashable, Sendable {
    /// `[a-zA-Z_][a-zA-Z0-9_]*`.
    public let name: String
    /// Any text.
    public let value: String

    /// A label.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether a household may use `name`: in the alphabet of Prometheus, not under `__`, which belongs to it, and none of
    /// those that the metrics have themselves.
    public static func isFree(name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first), !name.hasPrefix("__") else { return false }
        let isInAlphabet = name.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || $0 == UInt8(ascii: "_")
        }
        return isInAlphabet && !["pdl", "register", "day", "color"].contains(name)
    }
}

extension [MetricLabel] {
    /// The labels of a configuration's map, in the order of their names.
    init(_ pairs: [String: String]) {
        self = pairs.sorted { $0.key < $1.key }.map { MetricLabel($0.key, $0.value) }
    }
}
