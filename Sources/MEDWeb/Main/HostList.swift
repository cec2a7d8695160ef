/// The names under which a browser may ask for pages and data of this machine: a page of elsewhere whose name was made to
/// point here (DNS rebinding) is not among them.
struct HostList: Sendable {
    private let names: Set<String>

    init(allowed: [String], listening host: String) {
        names = Set((["localhost", "127.0.0.1", "::1", host] + allowed).map { $0.lowercased() })
    }

    /// Whether a `Host` field is allowed, whatever its port.
    func allows(_ field: String?) -> Bool {
        guard let field, !field.isEmpty else { return false }
        var name = field.lowercased()
        if name.hasPrefix("[") {
            guard let end = name.firstIndex(of: "]") else { return false }
            name = String(name[name.index(after: name.startIndex)..<end])
        } else if let colon = name.lastIndex(of: ":") {
            name = String(name[..<colon])
        }
        if name.hasSuffix(".") { name.removeLast() }
        return names.contains(name)
    }
}
