import GRDB
import Synchronization

/// Tells listeners that something was committed, by this process or by another one.
final class ChangeFeed: Sendable {
    private let watcher: DatabaseQueue
    private let listeners = Listeners()

    init(_ watcher: DatabaseQueue) {
        self.watcher = watcher
    }

    func notify() {
        listeners.notify()
    }

    /// Yields once for any number of commits that happen while the listener is busy.
    func stream() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = listeners.add(continuation)
        let watcher = self.watcher
        // Read before the stream is handed out: what is committed from now on is news.
        let initial = try? watcher.read { try Int64.fetchOne($0, sql: "PRAGMA data_version") }
        // Unstructured, because it belongs to the stream: it ends when the stream does.
        let polling = Task {
            var seen = initial
            while !Task.isCancelled {
                let version = try? await watcher.read { try Int64.fetchOne($0, sql: "PRAGMA data_version") }
                if let version, version != seen {
                    if seen != nil { continuation.yield() }
                    seen = version
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
        continuation.onTermination = { [listeners] _ in
            polling.cancel()
            listeners.remove(id)
        }
        return stream
    }
}

/// The continuations that wait for changes.
private final class Listeners: Sendable {
    private struct State {
        var next = 0
        var continuations: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state = Mutex(State())

    func add(_ continuation: AsyncStream<Void>.Continuation) -> Int {
        state.withLock {
            $0.next += 1
            $0.continuations[$0.next] = continuation
            return $0.next
        }
    }

    func remove(_ id: Int) {
        state.withLock { _ = $0.continuations.removeValue(forKey: id) }
    }

    func notify() {
        let all = state.withLock { Array($0.continuations.values) }
        for continuation in all { continuation.yield() }
    }
}
