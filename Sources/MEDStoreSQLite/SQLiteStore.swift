import GRDB
public import MEDStore

/// The store of a household: one SQLite file, in WAL mode with `synchronous=FULL`.
///
/// FULL costs about 5,000 transactions a second instead of 50,000; a household needs less than one, and what was
/// acknowledged survives a power cut. Several processes may use the file at once.
public final class SQLiteStore: Store {
    /// The connections.
    let pool: DatabasePool
    /// Tells listeners of commits.
    let feed: ChangeFeed
    /// Says which workers of this file are alive.
    let presence: WorkerPresence
    /// Draws a number from 0 to 1 for the waits between attempts.
    let jitter: @Sendable () -> Double

    /// Opens the file at `path`, makes it when there is none (mode 0600), checks it and brings its schema up to date.
    ///
    /// - Throws: `StoreError`: `cannotOpen`, `readOnly`, `damaged` (after `quick_check`), `newerVersion`, `locked`.
    public convenience init(path: String) throws {
        try self.init(path: path, busyTimeout: 10)
    }

    /// Waits at most `busyTimeout` seconds for other processes.
    init(
        path: String, busyTimeout: Double, jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
    ) throws {
        self.jitter = jitter
        do {
            try Self.makeFolder(of: path)
            pool = try OpeningLock.hold(path, timeout: busyTimeout) {
                let pool = try Self.open(path, busyTimeout: busyTimeout)
                try Self.check(pool, path: path)
                try Schema.migrate(pool, path: path)
                return pool
            }
            feed = ChangeFeed(try Self.openWatcher(path, busyTimeout: busyTimeout))
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
        presence = WorkerPresence(databasePath: path)
    }

    /// Runs `body` in one immediate transaction and tells the listeners when it changed anything.
    func write<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            let (value, hasChanged) = try await pool.write { database in
                let before = database.totalChangesCount
                return (try body(database), database.totalChangesCount > before)
            }
            // A claim that found nothing must not wake those who claim when they are woken.
            if hasChanged { feed.notify() }
            return value
        } catch let error as DatabaseError {
            throw StoreError(error, path: pool.path)
        }
    }

    /// Runs `body` on a snapshot.
    func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch let error as DatabaseError {
            throw StoreError(error, path: pool.path)
        }
    }
}
