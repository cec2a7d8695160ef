extension HTTPURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// For a log: without user information, and with `***` for every value of the query.
    public var description: String {
        guard let query else { return origin.description + path }
        let items = query.split(separator: "&", omittingEmptySubsequences: false).map { item in
            // A query without a name may be a key by itself.
            guard let sign = item.firstIndex(of: "=") else { return "***" }
            return item[...sign] + "***"
        }
        return origin.description + path + "?" + items.joined(separator: "&")
    }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// Shows ``description`` only: `dump` must not print a key.
    public var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}
