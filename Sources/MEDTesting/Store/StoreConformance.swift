public import MEDStore

/// Shows that a storage engine keeps the promises written at `ReadingStore`, `LaneStore` and `ExportLogStore`.
///
/// One method per promise; each works on meters and instances of its own, so that all may share one database.
///
/// ```swift
/// try await StoreConformance { try SQLiteStore(path: path) }.runAll()
/// ```
public struct StoreConformance: Sendable {
    /// Opens the same data again each time it is called.
    let open: @Sendable () async throws -> any Store

    /// A check of the engine whose stores `open` opens: the same data each time, as another process would.
    public init(open: @escaping @Sendable () async throws -> any Store) {
        self.open = open
    }

    /// Every promise.
    public static var promises: [StorePromise] {
        importPromises + undoPromises + gatewayPromises + revisionPromises + derivationPromises + currentPromises
            + coveragePromises + totalPromises + claimPromises + settlementPromises + exceptionPromises + replayPromises
            + epochPromises
            + logPromises
    }

    /// Checks every promise.
    ///
    /// - Throws: The first `ConformanceFailure`, or what the store threw.
    public func runAll() async throws {
        for promise in Self.promises { try await run(promise) }
    }

    /// Checks one promise.
    ///
    /// - Throws: `ConformanceFailure`, its subject beginning with the promise's name, or what the store threw.
    public func run(_ promise: StorePromise) async throws {
        do {
            try await promise.check(self)
        } catch let failure as ConformanceFailure {
            throw ConformanceFailure(
                "\(promise): \(failure.subject)", expected: failure.expected, found: failure.found)
        }
    }
}
