/// Notices that the configuration file was changed, once it stays as it is between two looks: an editor that truncates
/// the file before it writes must not stop every exporter for a moment.
struct ConfigurationWatch {
    private let path: String?
    private var known: FileStamp?
    private var seen: FileStamp?

    init(path: String?) {
        self.path = path
        known = path.flatMap(FileStamp.init)
        seen = known
    }

    /// Whether there is another content than at the last `true`. A file that is gone changes nothing.
    mutating func hasChanged() -> Bool {
        guard let stamp = path.flatMap(FileStamp.init), stamp != known else { return false }
        defer { seen = stamp }
        guard stamp == seen else { return false }
        known = stamp
        return true
    }
}
