import Glibc
import Synchronization

/// A detached thread.
enum PeerThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    static func start(_ run: @escaping @Sendable () -> Void) throws {
        let body = Unmanaged.passRetained(Body(run))
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { argument in
                // The argument is the retained body passed to pthread_create below.
                Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            }, body.toOpaque())
        guard failure == 0 else {
            body.release()
            throw PeerError("pthread_create: \(failure)")
        }
        pthread_detach(thread)
    }

    private final class Box<Value: Sendable>: Sendable {
        let result = Mutex<Value?>(nil)
    }

    /// Blocks this thread, which must be none of the concurrency pool's, until an operation has ended.
    static func wait<Value: Sendable>(_ operation: @escaping @Sendable () async -> Value) -> Value {
        var ends: [CInt] = [-1, -1]
        // A pipe rather than a semaphore: a blocked read needs no shared mutable state.
        guard pipe(&ends) == 0 else { preconditionFailure("pipe: errno \(errno)") }
        let (reader, writer) = (ends[0], ends[1])
        let box = Box<Value>()
        Task.detached {
            let value = await operation()
            box.result.withLock { $0 = value }
            close(writer)
        }
        var byte: UInt8 = 0
        while read(reader, &byte, 1) < 0, errno == EINTR {}
        close(reader)
        guard let value = box.result.withLock({ $0 }) else { preconditionFailure("the operation has ended") }
        return value
    }
}
