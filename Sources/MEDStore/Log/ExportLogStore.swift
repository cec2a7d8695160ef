public import MEDCore

/// The export log: every attempt, with its evidence.
public protocol ExportLogStore: Sendable {
    /// Appends entries; entries beyond the newest 100,000 may be dropped.
    func log(_ entries: [ExportLogEntry]) async throws

    /// The newest entries first, of one instance or of all.
    func logEntries(of instance: InstanceID?, limit: Int) async throws -> [ExportLogEntry]
}
