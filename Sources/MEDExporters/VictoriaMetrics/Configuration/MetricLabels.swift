import MEDCore

/// The labels of the configuration, and what they make of a series: its JSON, its selector.
struct MetricLabels: Hashable, Sendable {
    /// Names that the metrics themselves use.
    private static let reserved: Set<String> = ["__name__", "pdl", "register", "day", "color"]

    /// By name, in the order of names.
    let configured: [MetricSeries.Label]

    /// - Throws: `ExporterFault.blocked` for a name that cannot be a label, or that the metrics use themselves.
    init(_ labels: [String: String]) throws(ExporterFault) {
        for name in labels.keys.sorted() where !Self.isName(name) || Self.reserved.contains(name) {
            throw .blocked(
                cause: LocalizedText(
                    fr: "« \(name) » ne peut pas être un label : lettres, chiffres et _ seulement, pas de chiffre au "
                        + "début, et ni pdl, register, day, color ni __name__.",
                    en: "\"\(name)\" cannot be a label: letters, digits and _ only, no digit first, and none of pdl, "
                        + "register, day, color, __name__."))
        }
        // A label without a value is no label there: it would not be found again.
        configured = labels.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { MetricSeries.Label(name: $0.key, value: $0.value) }
    }

    /// The labels of an identity as it was stored: `instance=home,location=paris`.
    init(identity text: String) throws(ExporterFault) {
        var labels: [String: String] = [:]
        var last: String?
        // A value may hold commas; a piece without a name before `=` belongs to the value before it.
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            if let equals = piece.firstIndex(of: "="), Self.isName(piece[..<equals]) {
                let name = String(piece[..<equals])
                labels[name] = String(piece[piece.index(after: equals)...])
                last = name
            } else if let last {
                labels[last]? += "," + piece
            }
        }
        try self.init(labels)
    }

    /// All labels of a series, `__name__` first.
    func labels(of series: MetricSeries, pdl: PDL?) -> [MetricSeries.Label] {
        var labels = [MetricSeries.Label(name: "__name__", value: series.name)]
        if let own = series.label { labels.append(own) }
        if let pdl { labels.append(.init(name: "pdl", value: pdl.digits)) }
        return labels + configured
    }

    /// The object of a JSON line.
    func json(of series: MetricSeries, pdl: PDL?) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            for label in labels(of: series, pdl: pdl) {
                $0.key(text: label.name)
                $0.string(label.value)
            }
        }
        return json.bytes
    }

    /// The selector of the series with exactly these labels and no other of `others`.
    func selector(of series: MetricSeries, pdl: PDL?, without others: Set<String> = []) -> String {
        var matchers = labels(of: series, pdl: pdl).map { Self.matcher($0.name, "=", $0.value) }
        // A series without any of the metric's own labels is matched too by a selector that does not name them.
        matchers += others.sorted().map { Self.matcher($0, "=", "") }
        return "{" + matchers.joined(separator: ",") + "}"
    }

    /// The selector of everything of a PDL, or of the country: of these names, with at least these labels.
    func selector(names: [String], pdl: PDL?) -> String {
        let pattern = "^(" + names.joined(separator: "|") + ")$"
        var matchers = [Self.matcher("__name__", "=~", pattern)]
        matchers.append(Self.matcher("pdl", "=", pdl?.digits ?? ""))
        matchers += configured.map { Self.matcher($0.name, "=", $0.value) }
        return "{" + matchers.joined(separator: ",") + "}"
    }

    /// The selector of everything of several PDLs: of these names, with at least these labels.
    func selector(names: [String], pdls: [PDL]) -> String {
        var matchers = [Self.matcher("__name__", "=~", "^(" + names.joined(separator: "|") + ")$")]
        matchers.append(Self.matcher("pdl", "=~", "^(" + pdls.map(\.digits).joined(separator: "|") + ")$"))
        matchers += configured.map { Self.matcher($0.name, "=", $0.value) }
        return "{" + matchers.joined(separator: ",") + "}"
    }

    private static func matcher(_ name: String, _ operation: String, _ value: String) -> String {
        var quoted = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": quoted += "\\\\"
            case "\"": quoted += "\\\""
            case "\n": quoted += "\\n"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return "\(name)\(operation)\"\(quoted)\""
    }

    private static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
