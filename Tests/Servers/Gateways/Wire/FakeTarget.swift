import Foundation

/// A request's path and query, taken apart.
struct FakeTarget: Sendable {
    /// The parts between slashes, percent-decoded; empty ones left out.
    let path: [String]
    /// The query's fields in their order; a name may come twice.
    let query: [(name: String, value: String)]

    init(_ target: String) {
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = (halves.first ?? "").split(separator: "/").map { Self.decoded($0) }
        query = (halves.count > 1 ? halves[1] : "").split(separator: "&").map { field in
            let sides = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(sides[0]), sides.count > 1 ? Self.decoded(sides[1]) : "")
        }
    }

    subscript(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// The values of a name written with or without `[]`.
    func all(_ name: String) -> [String] {
        query.filter { $0.name == name || $0.name == name + "[]" }.map(\.value)
    }

    private static func decoded(_ text: Substring) -> String {
        String(text).removingPercentEncoding ?? String(text)
    }
}
