import MEDStoreSQLite
import MEDTesting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ConformanceTests {
    /// Each promise on a file of its own.
    @Test(arguments: StoreConformance.promises)
    func keeps(_ promise: StorePromise) async throws {
        let folder = try TemporaryFolder()
        try await StoreConformance { try SQLiteStore(path: folder.database) }.run(promise)
    }

    /// All promises on one file, as they would run against a server.
    @Test func keepsAllOnOneFile() async throws {
        let folder = try TemporaryFolder()
        try await StoreConformance { try SQLiteStore(path: folder.database) }.runAll()
    }
}
