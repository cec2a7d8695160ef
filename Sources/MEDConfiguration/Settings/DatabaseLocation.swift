public import MEDCore

/// Where the store is: `database.url` or `DATABASE_URL`.
public enum DatabaseLocation: Hashable, Sendable {
    /// A file; the path is absolute unless there is neither a configuration file nor a leading slash.
    case sqlite(path: String)
    /// A server; the URL may hold a password.
    case postgresql(url: Secret)

    /// Reads `sqlite:///absolute/path`, `sqlite:relative/path`, `sqlite:///./relative/path`, `postgresql://…` and
    /// `postgres://…`; a relative path begins at `directory`. `nil` for anything else.
    public init?(url: String, relativeTo directory: String) {
        if url.hasPrefix("postgresql://") || url.hasPrefix("postgres://") {
            self = .postgresql(url: Secret(url))
            return
        }
        guard url.hasPrefix("sqlite:") else { return nil }
        var path = url.dropFirst("sqlite:".count)
        if path.hasPrefix("//") {
            path = path.dropFirst(2)
            // `sqlite://host/path` names a server: there is none.
            guard path.hasPrefix("/") else { return nil }
            if path.hasPrefix("/./") || path.hasPrefix("/../") { path = path.dropFirst() }
            while path.hasPrefix("//") { path = path.dropFirst() }
        }
        guard !path.isEmpty, path.last != "/" else { return nil }
        self = .sqlite(path: FilePath.resolve(String(path), in: directory))
    }

    /// Whether user information or a `password` parameter may stand in `url`.
    static func mayHoldPassword(url: String) -> Bool {
        url.contains("@") || url.contains("password=")
    }

    /// The file of a configuration without `database.url`: `$XDG_DATA_HOME/med/med.sqlite`, else
    /// `~/.local/share/med/med.sqlite`, else (a service without a home) `/var/lib/med/med.sqlite`.
    public static func standard(environment: [String: String]) -> DatabaseLocation {
        if let data = FilePath.absolute(environment["XDG_DATA_HOME"]) {
            return .sqlite(path: "\(data)/med/med.sqlite")
        }
        if let home = FilePath.absolute(environment["HOME"]) {
            return .sqlite(path: "\(home)/.local/share/med/med.sqlite")
        }
        return .sqlite(path: "/var/lib/med/med.sqlite")
    }
}
