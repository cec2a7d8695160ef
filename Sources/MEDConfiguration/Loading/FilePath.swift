import Glibc

/// Paths as text.
enum FilePath {
    /// `path` itself when it is absolute, below `directory` otherwise; `./` at its beginning is dropped.
    static func resolve(_ path: String, in directory: String) -> String {
        guard !path.hasPrefix("/"), !directory.isEmpty else { return path }
        var relative = path[...]
        while relative.hasPrefix("./") { relative = relative.dropFirst(2) }
        return directory == "/" ? "/\(relative)" : "\(directory)/\(relative)"
    }

    /// The absolute folder that holds `path`; a relative one begins at the working directory.
    static func directory(of path: String) -> String {
        let absolute = path.hasPrefix("/") ? path : resolve(path, in: workingDirectory)
        guard let slash = absolute.lastIndex(of: "/"), slash != absolute.startIndex else { return "/" }
        return String(absolute[..<slash])
    }

    /// The value of a variable that must hold an absolute path; the XDG specification says to ignore others.
    static func absolute(_ value: String?) -> String? {
        guard let value, value.hasPrefix("/") else { return nil }
        return value.count > 1 && value.hasSuffix("/") ? String(value.dropLast()) : value
    }

    static func isReadableFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, R_OK) == 0
    }

    static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "" }
        defer { free(path) }
        return String(cString: path)
    }
}
